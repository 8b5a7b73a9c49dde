"""The glossary, and where its words are explained."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from charts import glossary
from charts.glossary import explained

ROWS = {
    "あかさたなはまやらわがざだばぱ": "あ",
    "いきしちにひみりぎじぢびぴ": "い",
    "うくすつぬふむゆるぐずづぶぷ": "う",
    "えけせてねへめれげぜでべぺ": "え",
    "おこそとのほもよろをごぞどぼぽ": "お",
}
VOWELS = {character: vowel for row, vowel in ROWS.items() for character in row} | {
    "ゃ": "あ", "ゅ": "う", "ょ": "お", "ぁ": "あ", "ぃ": "い", "ぇ": "え", "ぉ": "お", "ぎ": "い",
}  # fmt: skip


def explained_words(markup: str) -> list[str]:
    return re.findall(r'<span class="term"[^>]*>([^<]*)<', explained(markup))


def in_order(reading: str) -> str:
    """Return a reading as dictionaries sort it: ー as the vowel before it, small and voiced kana as plain ones."""
    plain = ""
    for character in reading:
        plain += VOWELS.get(plain[-1], plain[-1]) if character == "ー" else character
    plain = plain.translate(str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ"))
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def test_every_meaning_is_short_and_every_word_stands_once() -> None:
    assert [term.term for term in glossary.TERMS if not 0 < len(term.meaning) <= 60] == []
    assert len({term.term for term in glossary.TERMS}) == len(glossary.TERMS)
    assert {term.source for term in glossary.TERMS} == {"計画の用語解説 p.55～", "この画面"}


def test_words_stand_in_the_order_of_their_readings() -> None:
    readings = [in_order(term.reading) for term in glossary.TERMS]
    assert readings == sorted(readings)
    assert all(re.fullmatch("[ぁ-ゖー]+", term.reading) for term in glossary.TERMS)


def test_the_file_has_the_columns_the_program_reads() -> None:
    with Path(glossary.FILE).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(glossary.Term._fields)


def test_a_word_carries_its_meaning_once() -> None:
    markup = explained("<p>版を選びます。版は変わりません。</p>")
    assert markup.count('class="term"') == 1
    tip = re.search(r'aria-describedby="([^"]+)">版<span role="tooltip" id="([^"]+)">([^<]+)<', markup)
    assert tip is not None
    assert tip[1] == tip[2]
    assert tip[3] == next(term.meaning for term in glossary.TERMS if term.term == "版")


def test_names_of_meanings_differ_within_a_text_and_between_places() -> None:
    names = re.findall(r' id="([^"]+)"', explained("<p>版と秘匿</p>") + explained("<p>版と秘匿</p>", "card"))
    assert len(set(names)) == 4


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>やや遅れが3、遅れが2</p>", ["やや遅れ", "遅れ"]),
        ("<p>予定より遅れています</p>", []),
        ("<p>ICT-BCPとICT</p>", ["ICT-BCP", "ICT"]),
        ("<p>出版と版画、実データ版</p>", []),
        ("<p>AIRとBCPs</p>", []),
        ("<p>チェックポイントで8.5ポイント</p>", ["ポイント"]),
        ("<p>未達成と達成割合</p>", []),
        ('<p title="秘匿">数字</p>', []),
        ('<a href="about?view=秘匿"><b>秘匿</b></a>', []),
        ("<details><summary>秘匿</summary><p>秘匿</p></details>", ["秘匿"]),
        ("<svg><text>秘匿</text></svg>", []),
        ("<p>高速<b>票</b></p>", []),
    ],
)
def test_which_words_are_explained(markup: str, words: list[str]) -> None:
    assert explained_words(markup) == words


def test_what_has_no_known_word_stays_as_it_is() -> None:
    markup = '<p class="note">1 &lt; 2 &amp; 3</p>'
    assert explained(markup) == markup
