"""Few words: what the pages say at rest, and how much a reader has to keep in mind at once."""

import pytest
from playwright.sync_api import BrowserContext

from tests.pages.count_words import LEFT_OUT, Words, count, numbers, sentences
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
MOST_CHARACTERS = 16_000  # 13,774 when this was written, 59,198 before
MOST_OF_A_PAGE = 3_000
# Pages that still say more at once than they should.
LONG = {"goals-sheet": 1}
CROWDED = {"goals-reporting": 1, "accidents-spot": 1}


@pytest.fixture(scope="module")
def said(browser: BrowserContext, sample_address: str) -> dict[str, Words]:
    return count(browser, sample_address)


def test_the_pages_say_little_at_rest(said: dict[str, Words]) -> None:
    read = {path: words.characters for path, words in said.items() if path != LEFT_OUT}
    assert sum(read.values()) <= MOST_CHARACTERS
    assert max(read.values()) <= MOST_OF_A_PAGE


def test_answers_and_cards_are_short_and_sentences_hold_one_number(said: dict[str, Words]) -> None:
    read = {path: words for path, words in said.items() if path != LEFT_OUT}
    assert {
        path: words.long_answers
        for path, words in read.items()
        if len(words.long_answers) > LONG.get(path, 0)
    } == {}
    assert {
        path: words.crowded for path, words in read.items() if len(words.crowded) > CROWDED.get(path, 0)
    } == {}
    assert {path: words.wordy_cards for path, words in read.items() if words.wordy_cards} == {}


@pytest.mark.parametrize(
    ("sentence", "measured"),
    [
        ("令和6年度（2024年度）の報告は、70歳以上で61%です。", 1),
        ("52施策のうち達成17、未達28、未報告2。", 1),
        ("54指標のうち4指標が未報告です。", 1),
        ("幅は3～5件です。", 1),
        ("8件のはずが19件で、確率は0.1%です。", 3),
        ("翌年も上位10に入りそうなのは、須賀川駅の南東 約200mなど2か所です。", 1),
    ],
)
def test_names_of_years_ages_and_places_are_no_measured_numbers(sentence: str, measured: int) -> None:
    assert numbers(sentence) == measured


def test_a_row_of_a_list_is_no_sentence() -> None:
    assert sentences("一つ目。二つ目。\n見込み 年2.9件") == ["一つ目。", "二つ目。"]
