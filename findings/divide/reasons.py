"""The reasons of a survey for not using services, joined with the measures of the plan that answer them."""

from collections.abc import Sequence

import pandas as pd

from charts.divide.reasons import Answering, Reason
from findings.divide import ages
from findings.goals import states as states_finding
from pages.divide import option
from pages.frame import session
from queries import Connection, divide

TARGET = "divide:reasons"


def measures(connection: Connection) -> list[Answering]:
    """Return the measures linked to reasons for not using services, with their states in the newest year."""
    year = states_finding.reporting_years(connection)[0]
    states = {one.measure.measure_id: one.state for one in states_finding.measure_states(connection, year)}
    return [
        Answering(
            row.measure_id,
            row.name,
            states[row.measure_id],
            row.note,
            {session.PARAMETER: session.current().edition_id, "measure": row.measure_id},
        )
        for row in divide.answering_measures(connection, target=TARGET).itertuples(index=False)
    ]


def questions(connection: Connection) -> pd.DataFrame:
    """Return year and wording of questions for reasons: multiple ones whose options are neither good nor bad."""
    listed = []
    for year in divide.surveys(connection)["year"]:
        answers = divide.answers_of_survey(connection, year=int(year))
        options = answers[answers["kind"] == "multiple"]
        neutral = options.groupby("wording")["favourable"].apply(lambda judged: judged.isna().all())
        listed += [{"year": int(year), "wording": wording} for wording in neutral.index[neutral.astype(bool)]]
    return pd.DataFrame(listed, columns=["year", "wording"])


def reasons(answers: pd.DataFrame, answering: Sequence[Answering]) -> list[Reason]:
    """Return the reasons of one question, the most frequent first, without those whose total is hidden.

    A measure answers a reason when the note of its link quotes the option in 「」.
    """
    whole = option.with_intervals(answers[(answers["group_kind"] == "all") & ~answers["suppressed"]])
    return [
        Reason(
            label=row.label,
            count=float(row.people),
            respondents=float(row.respondents),
            pct=row.pct,
            low=row.lower,
            high=row.upper,
            answered_by=[one for one in answering if f"「{row.label}」" in one.note],
        )
        for row in whole.rename(columns={"count": "people"}).sort_values("pct", ascending=False).itertuples()
        if pd.notna(row.people)
    ]


def by_age(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the reasons by the classes of age that all of them have, with intervals; hidden ones as they are."""
    groups = answers[answers["group_kind"] != "all"]
    hidden = groups[groups["suppressed"]]
    common = ages.shared(groups, "option_no").merge(
        groups[["option_no", "label"]].drop_duplicates(), on="option_no"
    )
    return option.with_intervals(
        pd.concat([part for part in (common, hidden) if not part.empty], ignore_index=True)
    )
