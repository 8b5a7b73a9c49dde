"""Files as form services write them: other answers, separators, marks, presets, names from a Mac."""

import unicodedata

import pytest

from ingest import texts
from tests.ingest.surveys.conftest import CLASSES, Survey, media, options, phone, using

AGES = [age for age in CLASSES for _ in range(10)]


def test_what_somebody_entered_beside_the_options_is_other(survey: Survey) -> None:
    """12 of 60 wrote something: counted as その他, they stay among the respondents."""
    cells = ["ホームページ, 近所の人", "ホームページ", "広報", "ホームページ, 広報", ""]
    rows = [["年齢", "問3"], *([age, cells[place % 5]] for place, age in enumerate(AGES))]
    refused = survey.refusal(rows, questions=[media()])
    assert "「近所の人」" in refused
    assert "「その他」の選択肢に other: true を書き加えてください" in refused
    offered = options("ホームページ", "広報", "その他", other="その他")
    survey.load(rows, questions=[media(options=offered)])
    assert survey.respondents("media") == 48
    assert survey.total("media") == {"ホームページ": 36, "広報": 24, "その他": 12}


def test_the_other_option_of_a_single_question_takes_any_text(survey: Survey) -> None:
    offered = options("使う", "使わない", "その他", other="その他")
    rows = [
        *using(8, 8, 8, 8, 8, 8),
        *using(9, 9, 9, 9, 9, 9, answer="使わない"),
        *([age, f"ときどき{place}"] for place, age in enumerate(AGES)),
    ]
    survey.load([["年齢", "問2"], *rows], questions=[phone(options=offered)])
    assert survey.total("phone") == {"使う": 48, "使わない": 54, "その他": 60}
    everything = "".join(
        str(survey.rows(f"from {table}"))
        for (table,) in survey.rows("select table_name from duckdb_tables()")
    )
    assert "ときどき" not in everything


def test_two_options_cannot_both_take_any_text(survey: Survey) -> None:
    offered = [option | {"other": True} for option in options("使う", "使わない")]
    assert "other: trueの選択肢が2つあります" in survey.refusal(
        [["年齢", "問2"], *using(1, 1, 1, 1, 1, 1)], questions=[phone(options=offered)]
    )


def test_the_longest_option_is_taken_where_it_holds_the_separator(survey: Survey) -> None:
    label = "SNS（LINE, X, YouTube）"
    cells = [label, f"{label}, 広報", "広報, SNS(LINE,  X, YouTube)", "広報", "SNS"]
    rows = [["年齢", "問3"], *([age, cells[place % 5]] for place, age in enumerate(AGES))]
    survey.load(rows, questions=[media(options=options(label, "広報", "SNS"))])
    assert survey.total("media") == {label: 36, "広報": 36, "SNS": 12}
    assert survey.rows("from rejected_rows") == []


def test_an_option_that_reads_like_two_others_is_refused(survey: Survey) -> None:
    refused = survey.refusal(
        [["年齢", "問3"], ["30～39歳", "広報"]],
        questions=[media(options=options("LINE", "X", "LINE, X", "広報"))],
    )
    assert "「options › 3番目」" in refused.replace("questions › 1番目 › ", "")
    assert "「LINE, X」が、ほかの選択肢を並べた答えと区別できません" in refused


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("はい", "いいえ"),
        ("Y", "N"),
        ("Yes", "No"),
        ("1", "0"),
        ("1.0", "0.0"),
        ("TRUE", "FALSE"),
        ("チェック", ""),
        ("☑", "☐"),
        ("○", "×"),
        ("ホームページ", ""),
    ],
)
def test_marks_of_a_column_per_option(survey: Survey, yes: str, no: str) -> None:
    """Those who marked nothing did not answer."""
    answers = [(yes, no), (no, "○"), (yes, "○"), (no, no), (no, no)]
    rows = [["年齢", "a", "b"], *([age, *answers[place % 5]] for place, age in enumerate(AGES))]
    columns = {"ホームページ": "a", "広報": "b"}
    survey.load(
        rows,
        questions=[
            media(column=None, separator=None, columns=columns, options=options("ホームページ", "広報"))
        ],
    )
    assert survey.respondents("media") == 36
    assert survey.total("media") == {"ホームページ": 24, "広報": 24}
    assert survey.rows("from rejected_rows") == []


def test_marks_nobody_knows_are_refused_with_what_to_write(survey: Survey) -> None:
    rows = [["年齢", "a", "b"], *([age, "選んだよ", "えらばない"] for age in AGES)]
    columns = {"ホームページ": "a", "広報": "b"}
    asked = media(column=None, separator=None, columns=columns, options=options("ホームページ", "広報"))
    refused = survey.refusal(rows, questions=[asked])
    assert "印として読めないものがある：「選んだよ」、「えらばない」" in refused
    assert "選んだ印ならその選択肢のwrittenに、選ばなかった印ならno_answerに" in refused


@pytest.mark.parametrize(
    ("preset", "rows"),
    [
        (
            "google_forms",
            [
                ["年齢", "問3"],
                *([age, "ホームページ, 広報"] for age in AGES),
                *([age, "その他"] for age in AGES),
            ],
        ),
        (
            "microsoft_forms",
            [
                ["年齢", "問3\xa0"],
                *([age, "ホームページ;広報;"] for age in AGES),
                *([age, "その他;"] for age in AGES),
            ],
        ),
        (
            "limesurvey",
            [
                ["年齢", "問3 [ホームページ]", "問3 [広報]", "問3 [その他]"],
                *([age, "はい", "はい", ""] for age in AGES),
                *([age, "いいえ", "いいえ", "その他"] for age in AGES),
                *([age, "N/A", "N/A", "N/A"] for age in AGES),
            ],
        ),
    ],
)
def test_a_preset_knows_how_its_service_writes(survey: Survey, preset: str, rows: list[list[str]]) -> None:
    survey.load(rows, preset=preset, questions=[media(separator=None)])
    assert survey.total("media") == {"ホームページ": 60, "広報": 60, "その他": 60}
    assert survey.rows("from rejected_rows") == []


def test_limesurveys_column_of_other_answers_holds_them(survey: Survey) -> None:
    texts = ["", "近所の人", "N/A", "家族", ""]
    rows = [[age, "N", "Y", texts[place % 5]] for place, age in enumerate(AGES)]
    rows += [[age, "Y", "", ""] for age in AGES]
    survey.load(
        [["年齢", "問3[ホームページ]", "問3[広報]", "問3[その他]"], *rows],
        preset="limesurvey",
        questions=[media(separator=None, options=options("ホームページ", "広報", "その他", other="その他"))],
    )
    assert survey.total("media") == {"ホームページ": 60, "広報": 60, "その他": 24}


def test_a_preset_nobody_knows_is_refused(survey: Survey) -> None:
    refused = survey.refusal([["年齢", "問2"], *using(1, 1, 1, 1, 1, 1)], preset="questant")
    assert "google_forms、microsoft_forms、limesurvey のどれかを書いてください" in refused


@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_name_from_a_mac_is_the_name_that_is_written(survey: Survey, forms: tuple[str, str]) -> None:
    named, stored = (unicodedata.normalize(form, "アンケート（デジタル）.csv") for form in forms)
    assert named != stored
    survey.write([["年齢", "問2"], *using(9, 9, 9, 9, 9, 9)], name=named)
    (survey.folder / named).rename(survey.folder / stored)
    survey.read()
    composed = unicodedata.normalize("NFC", named)
    assert survey.rows("select file_name from ingest_files order by all") == [
        ("survey/survey.yaml",),
        (f"survey/{composed}",),
    ]
    assert survey.rows("from ingest_findings") == []


def test_a_file_too_large_is_refused_before_it_is_read(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 1 << 10)
    refused = survey.refusal([["年齢", "問2"], *using(99, 1, 1, 1, 1, 1)])
    assert refused.startswith("answers.csv：")
    assert "より大きいファイルです" in refused
