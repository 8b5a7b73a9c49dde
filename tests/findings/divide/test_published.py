"""What the plan printed, what the nation published, and how finely surveys are published."""

from findings.divide import published
from findings.divide.disclosure import (
    Hidden,
    Protection,
    Threshold,
    hidden,
    newest_weighted,
    protections,
    thresholds,
)
from findings.divide.published import Published
from tests.findings.conftest import Given
from tests.findings.divide.conftest import Surveyed


def printed(age: str, pct: float, *, favourable: bool | None = False) -> Published:
    return Published("s", "調査", "注", "なし", favourable, age, pct, "plan")


WHOLE, MIDDLE, OLD = printed("全体", 60.0), printed("50～64歳", 46.7), printed("65歳以上", 54.0)


def test_the_highest_is_of_the_ages_not_of_the_city() -> None:
    listed = [WHOLE, MIDDLE, OLD]
    assert published.whole(listed) == WHOLE
    assert published.by_age(listed) == [MIDDLE, OLD]
    assert published.highest(listed) == OLD
    assert published.highest([WHOLE]) is None
    assert published.whole([OLD]) is None


def test_who_used_nothing_is_apart_from_who_used_something() -> None:
    used, neither = printed("全体", 0.9, favourable=True), printed("全体", 5.0, favourable=None)
    assert published.adverse([WHOLE, used, neither]) == [WHOLE]
    assert published.favourable([WHOLE, used, neither]) == [used]
    survey = WHOLE.survey
    assert (survey.year, survey.title, survey.note, survey.distributed, survey.mode) == (
        None,
        "調査",
        "注",
        None,
        None,
    )


def test_national_figures_are_lists_by_series_of_other_questions(given: Given) -> None:
    def row(series: str, year: int, age: str, question_id: str | None = None) -> dict[str, object]:
        return {
            "series": series,
            "series_label": f"全国{series}",
            "question_id": question_id,
            "year": year,
            "age_group": age,
            "pct": 50.0,
            "respondents": 1000 if age == "全体" else None,
            "note": None,
            "source_id": "nation",
        }

    edition = given(
        benchmarks=[
            row("b", 2020, "全体"),
            row("a", 2023, "70歳以上"),
            row("a", 2023, "全体"),
            row("a", 2020, "全体"),
            row("c", 2020, "全体", "use"),
        ]
    )
    assert [
        [(one.year, one.age_group, one.respondents) for one in series]
        for series in published.national(edition)
    ] == [
        [(2020, "全体", 1000), (2023, "全体", 1000), (2023, "70歳以上", None)],
        [(2020, "全体", 1000)],
    ]


def test_what_is_hidden_is_counted_over_all_surveys() -> None:
    listed = [
        Protection(2024, 2023, 25, 15, 4, 1, 5, 0, cells=1150, hidden_cells=40),
        Protection(2023, None, 24, 14, 5, 0, 4, 1, cells=100, hidden_cells=10),
    ]
    assert hidden(listed) == Hidden(surveys=2, cells=1250, hidden_cells=50, options=49, coarser=10)
    assert hidden([]) is None
    assert newest_weighted(listed) == (2024, 2023)
    assert newest_weighted(listed[1:]) is None


def test_protection_of_a_survey_is_read_with_its_cells(surveyed: Surveyed) -> None:
    edition = surveyed(
        [{"question_id": "use", "option_no": 1, "label": "HP", "favourable": True}],
        {(2024, "use", 1): {"全体": (10, 5), "18～59歳": (None, None), "60歳以上": (None, None)}},
        {2024: {"population_year": 2023}},
        suppression_thresholds=[{"rule": "least_count", "threshold": 3, "meaning": "人数"}],
    )
    (survey,) = protections(edition)
    assert (survey.year, survey.population_year) == (2024, 2023)
    assert (survey.cells, survey.hidden_cells, survey.total_only, survey.by_two) == (3, 2, 1, 0)
    assert thresholds(edition) == [Threshold("least_count", 3, "人数")]
