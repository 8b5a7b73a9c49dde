"""Surveys of a few rows."""

from collections.abc import Callable, Mapping

import pytest

from queries import Connection
from tests.findings.conftest import Given

Counts = Mapping[str, tuple[int | None, int | None]]
Surveyed = Callable[..., Connection]


@pytest.fixture
def surveyed(given: Given) -> Surveyed:
    """Return a function from answers to an edition.

    Answers are (year, question, option number) → class of age → respondents and those who chose it (None: hidden).
    """

    def fill(
        options: list[dict[str, object]],
        answers: Mapping[tuple[int | None, str, int], Counts],
        surveys: Mapping[int, dict[str, object]] | None = None,
        **more: list[dict[str, object]],
    ) -> Connection:
        years = dict.fromkeys(year for year, _, _ in answers)
        return given(
            surveys=[
                {
                    "survey_id": f"s{year}",
                    "year": year,
                    "title": f"調査{year}",
                    "source_id": f"of{year}",
                    "is_sample": False,
                }
                | (surveys or {}).get(year or 0, {})
                for year in years
            ],
            survey_questions=[
                {"question_id": name, "wording": wording, "kind": kind}
                for name, wording, kind in dict.fromkeys(
                    (one["question_id"], one.get("wording", one["question_id"]), one.get("kind", "multiple"))
                    for one in options
                )
            ],
            survey_options=[
                {
                    "question_id": one["question_id"],
                    "option_no": one["option_no"],
                    "label": one["label"],
                    "favourable": one["favourable"],
                    "excludes_others": False,
                }
                for one in options
            ],
            survey_answers=[
                {
                    "survey_id": f"s{year}",
                    "question_id": question,
                    "option_no": number,
                    "group_kind": "all" if age == "全体" else "age2",
                    "age_group": age,
                    "respondents": respondents,
                    "count": count,
                    "pct": 100 * count / respondents if count is not None and respondents else None,
                    "suppressed": count is None,
                    "weighted_pct": None,
                    "effective_n": None,
                    "source_id": f"of{year}",
                }
                for (year, question, number), counts in answers.items()
                for age, (respondents, count) in counts.items()
            ],
            **more,
        )

    return fill
