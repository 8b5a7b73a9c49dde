"""What differs in the goals between two editions: values, states, and the plan's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from charts import words
from charts.goals import editions
from charts.goals.trajectory_words import LATE
from findings.goals import plan
from findings.goals import states as states_finding
from findings.goals.plan import Indicator
from queries import Connection, goals
from queries.editions import Edition

VALUE = ["value", "value_text", "numerator", "denominator", "state", "is_part_year"]
TEXT = ["reason", "next_step"]
FIGURES = {
    "name": "指標の名前",
    "unit": "単位",
    "kind": "判定の種類",
    "direction": "望ましい向き",
    "period_type": "期間の数え方",
    "baseline_text": "基準の表記",
    "baseline_value": "基準の値",
    "baseline_on": "基準の時点",
    "target_text": "目標の表記",
    "target_value": "目標の値",
    "target_on": "目標の時点",
    "plan_starts_on": "計画の始まり",
}


@dataclass(frozen=True)
class Differences:
    """Everything that differs in the goals from one edition to another, each as rows to be shown."""

    new: pd.DataFrame
    corrected: pd.DataFrame
    withdrawn: pd.DataFrame
    reworded: pd.DataFrame
    states: pd.DataFrame
    figures: pd.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of rows of each kind."""
        return {name: len(getattr(self, name)) for name in editions.HEADINGS}


def default(current: Edition, others: Mapping[str, Edition]) -> str:
    """Return the edition to compare with when none is asked for: the newest earlier one of the same kind.

    Without an earlier one of its kind, the newest of its kind; without any, the newest of all.
    """

    def rank(edition: Edition) -> tuple[bool, bool, datetime]:
        return edition.kind == current.kind, edition.built_at <= current.built_at, edition.built_at

    return max(others.values(), key=rank).edition_id


def between(before: Connection, after: Connection) -> Differences:
    """Return what differs from `before` to `after`; both are only read.

    Values belong together by series and period end. A corrected value is one whose number, words or department's
    state differ; where only the reason or the next step does, it is reworded.
    """
    key = ["indicator_id", "period_end"]
    old, new = (goals.reported_values(one).set_index(key) for one in (before, after))
    about: dict[str, Indicator] = {}
    for one in [*plan.indicators(after), *plan.indicators(before)]:
        about.setdefault(one.indicator_id, one)
    corrected = _differing(old, new, VALUE)
    reworded = _differing(old, new, TEXT).difference(corrected)
    return Differences(
        new=_values(about, {place: (None, new.loc[place]) for place in new.index.difference(old.index)}),
        corrected=_values(about, {place: (old.loc[place], new.loc[place]) for place in corrected}),
        withdrawn=_values(
            about, {place: (old.loc[place], None) for place in old.index.difference(new.index)}
        ),
        reworded=_texts(about, {place: (old.loc[place], new.loc[place]) for place in reworded}),
        states=_states(before, after),
        figures=_figures(before, after),
    )


def _differing(old: pd.DataFrame, new: pd.DataFrame, columns: list[str]) -> pd.Index:
    """Return the places both frames have where one of the columns differs; two missing values are equal."""
    both = new.index.intersection(old.index)
    left, right = old.loc[both, columns].astype(object), new.loc[both, columns].astype(object)
    same = (left == right) | (left.isna() & right.isna())
    return both[~same.all(axis="columns")]


Place = tuple[str, pd.Timestamp]
Pair = tuple[pd.Series | None, pd.Series | None]


def _in_order(about: Mapping[str, Indicator], pairs: Mapping[Place, Pair]) -> list[tuple[Place, Pair]]:
    """Return the pairs in the plan's order, the oldest period of a series first."""
    order = {indicator_id: number for number, indicator_id in enumerate(about)}
    return sorted(pairs.items(), key=lambda one: (order[one[0][0]], one[0][1]))


def _values(about: Mapping[str, Indicator], pairs: Mapping[Place, Pair]) -> pd.DataFrame:
    """Return one row per reported period with its value before and after."""
    return pd.DataFrame(
        [
            {
                **_place(about, place),
                "前の版": editions.reported(old, about[place[0]].unit),
                "後の版": editions.reported(new, about[place[0]].unit),
            }
            for place, (old, new) in _in_order(about, pairs)
        ]
    )


def _texts(about: Mapping[str, Indicator], pairs: Mapping[Place, Pair]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                **_place(about, place),
                "前の版": editions.texts(old),
                "後の版": editions.texts(new),
            }
            for place, (old, new) in _in_order(about, pairs)
        ]
    )


def _place(about: Mapping[str, Indicator], place: Place) -> dict[str, str]:
    indicator_id, period_end = place
    indicator = about[indicator_id]
    period = words.period(period_end.date(), indicator.calendar)
    late = f"（{LATE}）" if states_finding.is_late(indicator, period_end.date()) else ""
    return {"指標番号": indicator_id, "指標": indicator.name, "期間": f"{period}{late}"}


def _states(before: Connection, after: Connection) -> pd.DataFrame:
    """Return one row per measure and year whose state differs, also where only one edition has the measure."""
    years = sorted(
        {*states_finding.reporting_years(before), *states_finding.reporting_years(after)}, reverse=True
    )
    old, new = (
        {
            (year, one.measure.measure_id): (one.measure.title, one.state)
            for year, measures in states_finding.history(connection, years).items()
            for one in measures
        }
        for connection in (before, after)
    )
    return pd.DataFrame(
        [
            {
                "年度": words.fiscal_year(place[0]),
                "施策": (new.get(place) or old[place])[0],
                "前の版": editions.state(old.get(place, ("", None))[1]),
                "後の版": editions.state(new.get(place, ("", None))[1]),
            }
            for place in dict.fromkeys([*new, *old])
            if old.get(place, ("", None))[1] != new.get(place, ("", None))[1]
        ]
    )


def _figures(before: Connection, after: Connection) -> pd.DataFrame:
    """Return one row per figure of the plan, or threshold of the rules, that differs."""
    old, new = (_plan_figures(one) for one in (before, after))
    return pd.DataFrame(
        [
            {
                "対象": place[0],
                "項目": place[1],
                "前の版": old.get(place, "なし"),
                "後の版": new.get(place, "なし"),
            }
            for place in dict.fromkeys([*new, *old])
            if old.get(place) != new.get(place)
        ]
    )


def _plan_figures(connection: Connection) -> dict[tuple[str, str], str]:
    """Return every figure of the plan and threshold in words, by what it is of and what it is."""
    figures = {
        (f"指標{row['indicator_id']}", label): editions.figure(row[column])
        for _, row in goals.indicators(connection).iterrows()
        for column, label in FIGURES.items()
    }
    figures |= {
        (f"施策{row['measure_id']}", label): editions.figure(row[column])
        for _, row in goals.measures(connection).iterrows()
        for column, label in {"name": "施策の名前", "field": "分野", "departments": "担当課"}.items()
    }
    return figures | {
        ("判定の区切り", row.state): f"進み具合{row.min_pace:g}以上"
        for row in goals.thresholds(connection).itertuples()
    }
