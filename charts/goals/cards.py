"""The cards of the plan's goals, put together from findings: the same on a page and on a slide."""

import html
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from charts import theme, words
from charts.cards import Card
from charts.goals import (
    board,
    by_state,
    chance,
    editions,
    reporting,
    series_words,
    states,
    table,
    themes,
    trajectory,
    trajectory_table,
)
from charts.goals import years as yearly
from charts.goals.trajectory_words import in_words
from findings.goals.board import Decisions, Group, Urgency
from findings.goals.chance import Chance
from findings.goals.plan import Measure
from findings.goals.reporting import Completeness, Due
from findings.goals.themes import ThemeState
from findings.goals.trajectory import Worked
from findings.goals.years import SeriesYears, counts
from queries import once
from stats.goals import change, state_words
from stats.goals.state_words import State

MOST = 6
"""Measures that a cell names."""
HEADINGS = {"field": "分野", "department": "担当課", "state": "状態", "decision": "判断が必要な理由"}
"""What measures are grouped by, as a column is called."""


@once
def fields(listed: Sequence[Group], conditions: Sequence[str], sources: Sequence[str]) -> Card:
    """Return how many measures of each group are in which state."""
    rows = {_group(one): _counts([member.judged.state for member in one.members]) for one in listed}
    total = {"すべて": _counts(_everything(listed))}
    return Card(
        "fields",
        f"{HEADINGS[listed[0].grouping]}ごとの、施策の状態",
        theme.drawn(by_state.bars(rows)),
        alt=by_state.in_words(rows),
        table=_states(HEADINGS[listed[0].grouping], total | rows),
        definition=board.DEFINITION,
        sources=sources,
        conditions=conditions,
        headline=_in_all(listed),
    )


@once
def measures(listed: Sequence[Group], conditions: Sequence[str], sources: Sequence[str]) -> Card:
    """Return the measures in their groups, with what their tiles say."""
    grouping = listed[0].grouping
    rows = [
        {
            HEADINGS[grouping]: one.name if grouping == "decision" else _group(one),
            **_measure(member),
            "説明": board.tile_remark(member, is_by_decision=grouping == "decision"),
        }
        for one in listed
        for member in one.members
    ]
    return Card(
        "board",
        f"{HEADINGS[grouping]}ごとの施策",
        None,
        alt="",
        table=pd.DataFrame(rows),
        definition=board.DEFINITION,
        sources=sources,
        conditions=conditions,
        headline=_in_all(listed),
    )


@once
def decisions(found: Decisions, conditions: Sequence[str], sources: Sequence[str]) -> Card:
    """Return the measures that need a decision, the most urgent first."""
    return Card(
        "decisions",
        "判断が必要な施策",
        None,
        alt="",
        table=by_urgency(found.urgent),
        definition=board.order_of_decisions(),
        sources=sources,
        conditions=conditions,
        answer=urgent(found),
    )


def by_urgency(listed: Sequence[Urgency]) -> pd.DataFrame:
    """Return measures with their states, why a decision is asked for, and what is missing to the target."""
    return pd.DataFrame(
        [
            {
                **_measure(one),
                "理由": board.tile_remark(one, is_by_decision=True),
                "目標まであと": _missing(one),
            }
            for one in listed
        ]
    )


def urgent(found: Decisions) -> str:
    """Return how many measures need a decision, as a sentence."""
    if not found.urgent:
        return "実績の分かる施策の中に、判断が必要なものはありません。"
    return f"実績の分かる施策のうち、判断が必要なのは{len(found.urgent)}件です。"


@once
def of_themes(
    listed: Sequence[ThemeState], when: str, conditions: Sequence[str], sources: Sequence[str]
) -> Card:
    """Return how the themes of one kind stand in a year (in words)."""
    called = themes.word(listed[0])
    rows = {
        f"{one.theme.theme_no}　{one.theme.name}": _counts([member.state for member in one.members])
        for one in listed
    }
    return Card(
        "themes",
        f"{called}ごとの、施策の状態",
        theme.drawn(by_state.bars(rows)),
        alt=by_state.in_words(rows),
        table=_states(called, rows),
        definition=themes.DEFINITION,
        sources=sources,
        conditions=conditions,
        answer=themes.worst_sentence(listed, when),
        grounds=[*themes.grounds(listed), themes.ORIGIN],
    )


@once
def changes(
    lines: Sequence[SeriesYears], when: str, conditions: Sequence[str], sources: Sequence[str]
) -> Card:
    """Return what became of the series since the year before, by the words for it."""
    found = counts(lines)
    rows = [
        {
            "前の年度から": f"{yearly.CHANGES[word][1]} {word}",
            "指標": found[word],
            "施策": _named(dict.fromkeys(line.judged.measure for line in lines if line.change.word == word)),
        }
        for word in change.WORDS
    ]
    return Card(
        "changes",
        "前の年度からの変化",
        None,
        alt="",
        table=pd.DataFrame(rows),
        definition=yearly.definition(),
        sources=sources,
        conditions=conditions,
        answer=yearly.change_sentence(found, when),
    )


@once
def years(
    lines: Sequence[SeriesYears],
    columns: Sequence[int],
    when: str,
    conditions: Sequence[str],
    sources: Sequence[str],
) -> Card:
    """Return every series with its state in the years."""
    rows = [
        {
            "指標": f"{line.series.indicator.indicator_id}　{line.series.indicator.name}",
            **{
                f"{words.era_year(year)}年度": state_word(line.years[year].judgement.state)
                for year in columns
            },
            "目標": line.series.indicator.target_text,
            "前の年度から": f"{yearly.CHANGES[line.change.word][1]} {line.change.word}",
        }
        for line in lines
    ]
    return Card(
        "years",
        yearly.TITLE,
        None,
        alt="",
        table=pd.DataFrame(rows),
        definition=yearly.definition(),
        sources=sources,
        conditions=conditions,
        answer=yearly.change_sentence(counts(lines), when),
    )


@once
def numbers(found: pd.DataFrame, conditions: Sequence[str], sources: Sequence[str]) -> Card:
    """Return the columns of the table of all measures (`table.table`) that a slide has room for."""
    return Card(
        "table",
        "施策と指標の表",
        None,
        alt="",
        table=table.shown_rows(found)[list(table.FEWEST)],
        definition=table.DEFINITION,
        sources=sources,
        conditions=conditions,
    )


@once
def everything(
    found: pd.DataFrame, year: int, conditions: Sequence[str], sources: Sequence[str], *, definition: str = ""
) -> Card:
    """Return the whole table of all measures (`table.table`), whose definition is that of all views unless given."""
    return Card(
        "goals",
        f"目標の一覧 {words.era_year(year)}年度",
        None,
        alt="",
        table=found,
        definition=definition
        or f"{board.DEFINITION}{table.DEFINITION}{yearly.definition()}{themes.DEFINITION}",
        sources=sources,
        conditions=conditions,
    )


@once
def series(worked: Worked, year: int, sources: Sequence[str]) -> Card:
    """Return the values of a series on the way to its target."""
    indicator, drawing = worked.series.indicator, worked.drawing
    return Card(
        f"series_{indicator.indicator_id}",
        f"{indicator.name}（指標{indicator.indicator_id}）",
        theme.drawn(trajectory.progress(drawing)),
        alt=in_words(drawing, indicator.name, states.reading(worked.series)),
        table=trajectory_table.table(worked),
        saved=trajectory_table.saved(worked),
        definition=series_words.whole_definition(worked),
        sources=[*sources, *worked.sources],
        conditions=[f"年度：{words.fiscal_year(year)}"],
        headline=html.escape(
            f"{words.era_year(year)}年度の「{indicator.name}」は、{worked.series.judgement.state}です。"
        ),
    )


@once
def reported_by_field(
    rows: Sequence[Completeness], conditions: Sequence[str], sources: Sequence[str]
) -> Card:
    """Return how many series of each field were reported."""
    series, reported = sum(row.series for row in rows), sum(row.reported for row in rows)
    return Card(
        "by_field",
        "分野ごとの報告（報告あり／指標の数）",
        theme.drawn(reporting.completeness(rows)),
        alt=reporting.completeness_in_words(rows, "分野"),
        table=reporting.completeness_table(rows, "分野"),
        definition=reporting.COUNTED,
        sources=sources,
        conditions=conditions,
        headline=f"{series}指標のうち、報告があるのは{reported}です。",
    )


@once
def due(
    listed: Sequence[Due],
    rows: Sequence[Completeness],
    left: Mapping[str, Sequence[Due]],
    year: int,
    conditions: Sequence[str],
    sources: Sequence[str],
) -> Card:
    """Return what of all that is due is still to be reported: counted by department, and `left` series by series."""
    return Card(
        "due",
        f"これから報告するもの {words.fiscal_year(year)}",
        None,
        alt="",
        table=reporting.completeness_table(rows, "担当課"),
        saved=reporting.to_report_table(left, year),
        definition=reporting.LEFT_TO_REPORT + reporting.COUNTED,
        sources=sources,
        conditions=conditions,
        answer=reporting.reported_sentence(listed, year),
        is_drawn=True,
    )


@once
def between_editions(found: editions.Changes) -> list[Card]:
    """Return every kind of difference between two editions, those without any empty."""
    return [
        Card(
            kind,
            editions.HEADINGS[kind],
            None,
            alt="",
            table=rows,
            definition=editions.DEFINITIONS[kind],
            sources=(),
        )
        for kind, rows in editions.tables(found).items()
    ]


@once
def luck(found: Chance, sources: Sequence[str]) -> Card:
    """Return what the records say about a target for a year's count of accidents, on every way of counting."""
    return Card(
        "luck",
        chance.TITLE,
        None,
        alt="",
        table=chance.table(found),
        definition=chance.definition(found),
        sources=[*sources, *found.sources],
        answer=chance.chance_sentence(found),
        grounds=chance.grounds(found),
    )


def _everything(listed: Sequence[Group]) -> list[State]:
    """Return the states of all measures, of one in several groups once."""
    found = {
        member.judged.measure.measure_id: member.judged.state for one in listed for member in one.members
    }
    return list(found.values())


def _in_all(listed: Sequence[Group]) -> str:
    """Return how many measures are in which state, as a sentence."""
    counted = {state: count for state, count in _counts(_everything(listed)).items() if count}
    named = words.listing(f"{state}{count}" for state, count in counted.items())
    return f"{sum(counted.values())}施策のうち、{named}です。"


@once
def over_years(
    by_year: Sequence[tuple[int, Mapping[State, int]]], conditions: Sequence[str], sources: Sequence[str]
) -> Card:
    """Return how many measures were in which state at the end of the years."""
    rows = {words.fiscal_year(year): counted for year, counted in by_year}
    return Card(
        "over_years",
        "年度末の、施策の状態",
        theme.drawn(by_state.bars({f"{words.era_year(year)}年度": counted for year, counted in by_year})),
        alt=by_state.in_words(rows),
        table=_states("年度", rows),
        definition=board.DEFINITION,
        sources=sources,
        conditions=conditions,
    )


@once
def silent(departments: Sequence[tuple[str, int]], conditions: Sequence[str], sources: Sequence[str]) -> Card:
    """Return which departments (with the number of their series) have not reported."""
    return Card(
        "silent",
        "報告を待っている課",
        theme.drawn(reporting.silent(departments)),
        alt=reporting.silent_in_words(departments),
        table=pd.DataFrame(departments, columns=["担当課", "未報告の指標"]),
        definition=reporting.SEVERAL,
        sources=sources,
        conditions=conditions,
        headline=f"報告を待っているのは{len(departments)}課です。",
    )


def state_word(state: State) -> str:
    """Return a state with its symbol, as plain text."""
    return f"{theme.STATES[state][1]} {state}"


def _named(listed: Collection[Measure]) -> str:
    """Return measures by their numbers and names; beyond MOST, how many others there are."""
    named = "、".join(f"{one.measure_id} {one.short_name}" for one in list(listed)[:MOST])
    return named + (f"（ほか{len(listed) - MOST}）" if len(listed) > MOST else "")


def _measure(one: Urgency) -> dict[str, str]:
    measure = one.judged.measure
    return {
        "施策": f"{measure.measure_id}　{measure.short_name}",
        "状態": state_word(one.judged.state),
        "担当課": words.listing(measure.departments, most=1),
    }


def _missing(one: Urgency) -> str:
    return states.missing(one.judged.worst) if one.judged.worst else ""


def _group(one: Group) -> str:
    return board.short_field(one.name) if one.grouping == "field" else one.name


def _counts(found: Sequence[State]) -> Mapping[State, int]:
    return {state: found.count(state) for state in state_words.STATES}


def _states(what: str, rows: Mapping[str, Mapping[State, int]]) -> pd.DataFrame:
    """Return counts by state as a table; states nobody is in are left out."""
    used = [state for state in state_words.STATES if any(counted[state] for counted in rows.values())]
    return pd.DataFrame(
        [
            {
                what: name,
                "施策": sum(counted.values()),
                **{state_word(state): counted[state] for state in used},
            }
            for name, counted in rows.items()
        ]
    )
