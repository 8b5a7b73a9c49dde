"""The surveys of an edition, what they asked, and what changed from one to the next."""

from findings.divide import surveys
from findings.divide.shares import Share
from findings.divide.surveys import Answer, FormChange, Option
from tests.findings.divide.conftest import Surveyed

HP = {"question_id": "use", "option_no": 1, "label": "HP", "favourable": True}
LINE = {"question_id": "use", "option_no": 2, "label": "LINE", "favourable": True}
WHY = {"question_id": "why", "option_no": 1, "label": "不安", "favourable": None}


def form(*options: tuple[str, str], asked_as: str | None = None) -> list[Answer]:
    return [
        Answer(
            Option(wording, wording, "multiple", number, label, None),
            asked_as or wording,
            None,
            Share(2024, "全体", 10, 1, 10.0),
        )
        for number, (wording, label) in enumerate(options)
    ]


NOW = form(("使ったもの", "HP"), ("使ったもの", "LINE"), ("理由", "不安"))
BEFORE = form(("使ったもの", "HP"), ("使ったもの", "電話"), ("満足度", "満足"))


def test_changes_of_the_form_are_listed() -> None:
    assert surveys.form_changes(NOW, BEFORE) == [
        FormChange("question_added", "理由"),
        FormChange("question_dropped", "満足度"),
        FormChange("options_added", "使ったもの", options=["LINE"]),
        FormChange("options_dropped", "使ったもの", options=["電話"]),
    ]
    assert surveys.form_changes(NOW, NOW) == []


def test_a_question_put_in_other_words_is_told_with_both() -> None:
    reworded = form(("使ったもの", "HP"), asked_as="使った覚えのあるもの")
    assert surveys.form_changes(reworded, form(("使ったもの", "HP"))) == [
        FormChange("wording", "使ったもの", "使ったもの", "使った覚えのあるもの")
    ]


def test_a_survey_is_held_against_the_one_before_it(surveyed: Surveyed) -> None:
    edition = surveyed(
        [HP, LINE, WHY],
        {
            (2024, "use", 1): {"全体": (10, 5)},
            (2024, "why", 1): {"全体": (10, 5)},
            (2022, "use", 1): {"全体": (10, 5)},
            (2022, "use", 2): {"全体": (10, 5)},
            (2021, "why", 1): {"全体": (10, 5)},
        },
        {2024: {"mode": "郵送とWeb"}, 2022: {"mode": "郵送"}, 2021: {"mode": None}},
    )
    known = surveys.surveys(edition)
    assert [one.year for one in known] == [2024, 2022, 2021]
    assert surveys.changes(edition, known, 2024) == [
        FormChange("question_added", "why"),
        FormChange("options_dropped", "use", options=["LINE"]),
        FormChange("mode", before="郵送", now="郵送とWeb"),
    ]
    assert "mode" not in {one.difference for one in surveys.changes(edition, known, 2022) or []}
    assert surveys.changes(edition, known, 2021) is None


def test_answers_carry_their_question_their_year_and_their_source(surveyed: Surveyed) -> None:
    edition = surveyed(
        [HP, WHY],
        {(2024, "use", 1): {"全体": (10, 5), "18～59歳": (6, None)}, (2024, "why", 1): {"全体": (10, 5)}},
    )
    whole, young, why = surveys.answers(edition, 2024)
    assert (whole.is_whole, young.is_whole) == (True, False)
    assert (whole.option.label, whole.option.favourable, why.option.favourable) == ("HP", True, None)
    assert (young.share.year, young.share.is_hidden, young.share.pct) == (2024, True, None)
    assert surveys.sources([whole, young, why]) == ["of2024"]
    assert surveys.answers(edition, 2023) == []
    assert [one.label for one in surveys.options(edition)] == ["HP", "不安"]
