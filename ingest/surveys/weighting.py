"""Totals weighted by the population, from what an edition publishes and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from ingest.surveys.rules import read_rules


def weight(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Fill weighted_pct and effective_n of totals, and population_year of their surveys.

    A survey takes the population of its own year, else of the nearest one loaded, the earlier of two. An option's
    total is weighted by the age classes it is published by; it has none where these are hidden, so that hidden
    counts enter nowhere. Options of a question can have different classes, so their weighted totals need not add up.
    A question put to some only, by an earlier answer, has none either: who these are among the residents is unknown.

    Parameters
    ----------
    connection
        An edition whose surveys and population are loaded.
    data
        The folder of definitions: age classes are read from there.
    """
    rules = read_rules(data)
    blocks = rules.blocks
    people: dict[int, dict[str, int]] = {}
    for year, age_group, residents in connection.execute(
        "select year, age_group, people from population"
    ).fetchall():
        people.setdefault(year, {})[age_group] = residents
    if not people:
        return
    for survey_id, survey_year in connection.execute(
        "select survey_id, year from surveys where year is not null order by survey_id"
    ).fetchall():
        year = min(people, key=lambda known: (abs(known - survey_year), known))
        residents = {
            label: sum(people[year][rules.labels[place]] for place in block)
            for label, block in blocks.items()
        }
        if _weight_survey(connection, survey_id, residents):
            connection.execute(
                "update surveys set population_year = $year where survey_id = $survey",
                {"year": year, "survey": survey_id},
            )


def _weight_survey(
    connection: duckdb.DuckDBPyConnection, survey_id: str, residents: Mapping[str, int]
) -> bool:
    """Weight the totals of a survey; return whether there was one.

    Nothing stands for the residents of a class in which nobody answered: such a total is not weighted.
    """
    from stats.divide.poststratification import poststratify

    cells = connection.execute(
        "select question_id, option_no, list(age_group order by age_group), list(count order by age_group),"
        " list(respondents order by age_group) from survey_answers inner join survey_questions using (question_id)"
        " where survey_id = $survey and group_kind <> 'all' and count is not null and asked_of is null"
        " group by question_id, option_no order by question_id, option_no",
        {"survey": survey_id},
    ).fetchall()
    weighted = [cell for cell in cells if 0 not in cell[-1]]
    for question_id, option_no, age_groups, counts, respondents in weighted:
        estimate = poststratify(counts, respondents, [residents[age_group] for age_group in age_groups])
        connection.execute(
            "update survey_answers set weighted_pct = $pct, effective_n = $n where survey_id = $survey"
            " and question_id = $question and option_no = $option and group_kind = 'all'",
            {
                "pct": 100 * estimate.share,
                "n": estimate.effective_n,
                "survey": survey_id,
                "question": question_id,
                "option": option_no,
            },
        )
    return bool(weighted)
