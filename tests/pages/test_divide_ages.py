"""Classes of age put together so that surveys can be compared."""

import pandas as pd
import pytest

from findings.divide import ages


def survey(year: int, counts: dict[str, tuple[int | None, int | None]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": year,
            "age_group": list(counts),
            "respondents": [n for n, _ in counts.values()],
            "count": [count for _, count in counts.values()],
            "suppressed": [count is None for _, count in counts.values()],
            "source_id": "s",
        }
    )


FINE = survey(2022, {"18～29歳": (40, 4), "30～59歳": (100, 20), "60～69歳": (80, 30), "70歳以上": (120, 70)})
COARSE = survey(2023, {"18～59歳": (150, 22), "60歳以上": (210, 110)})
HIDDEN = survey(2024, {"18～59歳": (None, None), "60歳以上": (None, None)})


def test_the_finer_survey_is_summed_into_the_classes_of_the_coarser() -> None:
    common = ages.shared(pd.concat([FINE, COARSE]), "year")
    assert common[common["year"] == 2022][["age_group", "respondents", "count"]].to_numpy().tolist() == [
        ["18～59歳", 140, 24],
        ["60歳以上", 200, 100],
    ]
    assert common["pct"].tolist() == pytest.approx([100 * 24 / 140, 50, 100 * 22 / 150, 100 * 110 / 210])


def test_a_survey_with_hidden_classes_is_left_out() -> None:
    common = ages.shared(pd.concat([FINE, HIDDEN]), "year")
    assert common["year"].unique().tolist() == [2022]
    assert common["age_group"].tolist() == FINE["age_group"].tolist()


def test_surveys_without_two_classes_in_common_are_not_compared() -> None:
    other = survey(2021, {"18～39歳": (50, 5), "40歳以上": (50, 5)})
    assert ages.shared(pd.concat([COARSE, other]), "year").empty
    older = survey(2021, {"20～59歳": (50, 5), "60歳以上": (50, 5)})
    assert ages.shared(pd.concat([COARSE, older]), "year").empty
    assert ages.shared(HIDDEN, "year").empty


def test_inhabitants_of_one_year_in_the_classes_asked_for() -> None:
    population = pd.DataFrame(
        {
            "year": [2020, 2020, 2020, 2024, 2024, 2024],
            "age_group": ["18～39歳", "40～59歳", "60歳以上"] * 2,
            "people": [10, 20, 30, 11, 22, 33],
        }
    )
    assert ages.inhabitants(population, ["18～59歳", "60歳以上"], 2024) == [33, 33]
    assert ages.inhabitants(population, ["18～59歳", "60歳以上"], 2022) is None
    assert ages.inhabitants(population, ["18～59歳", "60歳以上"], None) is None
    assert ages.inhabitants(population, ["18～29歳", "30歳以上"], 2020) is None
    assert ages.inhabitants(population[:0], ["18～59歳"], 2020) is None
