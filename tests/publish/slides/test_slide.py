"""What of a card becomes the title of its slide, and that nothing it says is lost."""

import pandas as pd

import exports
from charts.cards import Card
from publish.slides import slide

NOTES = exports.notes(
    title="図",
    definition="数えた",
    conditions=["年度：令和6年度"],
    sources=["須賀川市「計画」"],
    licences=[],
    edition_id="20261130-000000-abcdef-sample",
    contact="課",
    is_sample=True,
)


def card(**changes: object) -> Card:
    given = {"alt": "", "table": pd.DataFrame({"年": [1]}), "definition": "", "sources": []}
    return Card("key", "図の題", None, **(given | changes))


def test_the_answer_of_a_card_is_the_title_of_its_slide_without_its_tags() -> None:
    placed = slide.of_card(card(answer="<b>差</b>は&lt;3&gt;です。", alt="別の文です。"), NOTES)
    assert placed.title == "差は<3>です。"
    assert placed.subject == "図の題"


def test_a_headline_goes_before_the_answer_which_stays_in_the_notes_of_the_speaker() -> None:
    placed = slide.of_card(
        card(headline="要点です。", answer="答えです。", grounds=["<i>根拠</i>です。"]), NOTES
    )
    assert placed.title == "要点です。"
    assert placed.remarks == "答えです。\n根拠です。"


def test_a_chart_in_words_is_a_title_where_it_is_a_sentence_and_no_list_of_values() -> None:
    assert (
        slide.of_card(card(alt="事故は（少なめ。）3件です。死者は0人です。"), NOTES).title
        == "事故は（少なめ。）3件です。"
    )
    assert slide.of_card(card(alt="全体 42.1%、70歳以上 54.0%。"), NOTES).title == "図の題"


def test_a_card_without_any_row_says_so() -> None:
    placed = slide.of_card(card(table=pd.DataFrame({"年": []})), NOTES)
    assert placed.table is None
    assert placed.texts == (slide.NO_ROWS,)


def test_a_deck_begins_with_the_answer_and_says_of_what_data_it_speaks() -> None:
    first = slide.opening("何件か", "<b>3件</b>です。増えました。", ["根拠です。"], NOTES)
    assert (first.title, first.subject, first.remarks) == ("3件です。", "何件か", "根拠です。")
    assert first.texts[0] == "増えました。"
    assert "条件：年度：令和6年度" in first.texts
    assert "版：20261130-000000-abcdef-sample" in first.texts
    assert any(text.startswith("データの種類：サンプル") for text in first.texts)


def test_a_title_that_breaks_off_after_a_number_is_made_a_whole_sentence() -> None:
    assert (
        slide.of_card(card(answer="達成17、未報告2。結果です。"), NOTES).title
        == "達成17、未報告2です。結果です。"
    )
    assert slide.of_card(card(answer="報告は<b>1件だけ</b>。"), NOTES).title == "報告は1件だけです。"
    assert slide.of_card(card(answer="3件です。"), NOTES).title == "3件です。"
