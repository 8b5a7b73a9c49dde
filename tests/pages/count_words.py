"""How much every page says at rest, and which sentences say more than a reader keeps in mind.

    python -m tests.pages.count_words EDITIONS_FOLDER

opens every page of a folder of editions in Chromium (1366×768, nothing opened) and prints a line for each: its visible
characters (the text of Streamlit's main part with menu, banner, footer and the words of charts), its answers with
their lengths, and below it what goes beyond the rules: an answer of more than 60 characters, a sentence with more than
one measured number, a card with more than two sentences.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.visiting import PAGES, Visit
from tests.serving import CHROMIUM, FLAGS, served

LONGEST_ANSWER, MOST_NUMBERS, MOST_SENTENCES = 60, 1, 2
LEFT_OUT = "about"  # the page of methods may say what it has to
# What stands there to be read: texts that are seen, with the card they stand in; a fold's own line is no sentence.
_SEEN = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const seen = selector => [...main.querySelectorAll(selector)].filter(
    one => one.checkVisibility() && !one.closest('details:not([open])'));
  const card = one => one.closest('[class*=st-key-card_]')?.className.match(/st-key-(card_\\w+)/)?.[1] ?? '';
  return {
    text: main.innerText,
    answers: seen('.answer').map(one => one.innerText),
    notes: seen('[class*=st-key-card_] .note').map(one => [card(one), one.innerText]),
  };
}"""
# Numbers that name something (a year, an age, a measure, a place) and measure nothing.
_NAMES = re.compile(
    r"(令和|平成)(元|\d+)年(度|末|度末)?(から|～)?(（\d+年度?）)?|\d{4}(年度?|～\d{4}年?)|\d+月(\d+日)?|第\d+[次章]"
    r"|\d+(～\d+)?(歳(以上|以下|未満|台)?|代)|\d+-\d+|[\d]+ ?(m|km)四方|上位\d+|提言\d+|\d+時(台|～\d+時)?"
    r"|\d+件以下|約\d+m"
    r"|(令和|平成)?(元|\d+)[年・]"
)
_NUMBER = r"[\d,.]+(?:[％%]|ポイント|件|人|施策|つ|倍|課|回|か所|年)?"
_ONE_WHOLE = re.compile(
    rf"(?:{_NUMBER}のうち)?[^\s、。\d]+{_NUMBER}(?:[・、 ][^\s、。\d]+{_NUMBER})+"
    rf"|{_NUMBER}\D{{0,12}}のうち\D{{0,14}}{_NUMBER}|{_NUMBER}[／/]{_NUMBER}|{_NUMBER}～{_NUMBER}"
)


class Words(NamedTuple):
    """What one page says at rest."""

    text: str
    answers: list[str]
    notes: list[tuple[str, str]]

    @property
    def characters(self) -> int:
        """Return how many characters are seen, with the breaks between lines."""
        return len(self.text)

    @property
    def long_answers(self) -> list[str]:
        """Return the answers that are longer than a reader takes in at once."""
        return [answer for answer in self.answers if len(answer) > LONGEST_ANSWER]

    @property
    def crowded(self) -> list[str]:
        """Return the sentences with more measured numbers than one."""
        said = [*self.answers, *(note for _, note in self.notes)]
        return [one for text in said for one in sentences(text) if numbers(one) > MOST_NUMBERS]

    @property
    def wordy_cards(self) -> list[str]:
        """Return the cards whose notes have more than two sentences."""
        of_card: dict[str, int] = {}
        for card, note in self.notes:
            of_card[card] = of_card.get(card, 0) + len(sentences(note))
        return [f"{card}：{count}文" for card, count in of_card.items() if count > MOST_SENTENCES]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; what does not end as one (a row of a list) is none."""
    return [one.strip() for one in re.split(r"(?<=。)|\n", text) if one.strip().endswith("。")]


def numbers(sentence: str) -> int:
    """Return how many measured numbers a sentence holds; counts of one whole, and an interval, are one."""
    measured = _NAMES.sub("", sentence)
    return len(re.findall(r"\d[\d,.]*", _ONE_WHOLE.sub("1", measured)))


def said_by(one: Visit) -> Words:
    """Return what an opened page says."""
    seen = one.page.evaluate(_SEEN)
    return Words(seen["text"], seen["answers"], [(card, note) for card, note in seen["notes"]])


def count(browser: BrowserContext, address: str) -> dict[str, Words]:
    """Return what every page says, by its address, opened one after the other in one window."""
    one = Visit(browser, address)
    said = {}
    for path, title in PAGES.items():
        one.go_to(path, title)
        said[path] = said_by(one)
    one.page.close()
    return said


def main(folder: str) -> None:
    """Print what every page of a folder of editions says, and the sum without the page of methods."""
    with served(Path(folder)) as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        said = count(opened.new_context(locale="ja-JP"), address)
        opened.close()
    for path, words in said.items():
        sys.stdout.write(f"{words.characters:6}  /{path}\n")
        sys.stdout.writelines(f"        答え {len(one)}字：{one}\n" for one in words.answers)
        sys.stdout.writelines(f"        ! 61字以上の答え：{one}\n" for one in words.long_answers)
        sys.stdout.writelines(f"        ! 数値が2つ以上：{one}\n" for one in words.crowded)
        sys.stdout.writelines(f"        ! 3文以上：{one}\n" for one in words.wordy_cards)
    total = sum(words.characters for path, words in said.items() if path != LEFT_OUT)
    sys.stdout.write(f"{total:6}  （{LEFT_OUT}を除く合計）\n")


if __name__ == "__main__":
    main(sys.argv[1])
