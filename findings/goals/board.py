"""The board of all measures: in which groups and order the tiles stand, and what needs a decision first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from charts import words
from charts.goals import board, records
from charts.goals import states as states_words
from findings.goals import states
from findings.goals.states import MeasureState
from pages.frame import session
from queries import Connection, goals
from stats.goals import decisions, progress
from stats.goals.decisions import Candidate

BY_DECISION = "判断が必要な順"
GROUPINGS = ("分野", "担当課", "目標", "提言", "状態", BY_DECISION)
THEMES = {"目標": "goal", "提言": "recommendation"}


@dataclass(frozen=True)
class Grouped:
    """Measures under one heading, in the order they are shown."""

    label: str
    title: str
    members: list[MeasureState]


def grouped(shown: list[MeasureState], grouping: str, connection: Connection) -> list[Grouped]:
    """Return the measures in their groups; one of several departments, goals or 提言 stands in each of its groups."""
    if grouping == "担当課":
        return _by_keys(shown, states.departments(shown), lambda one: one.measure.departments, plain_title)
    if grouping in THEMES:
        return _by_theme(shown, THEMES[grouping], grouping, connection)
    if grouping == "状態":
        return _by_keys(shown, progress.STATES, lambda one: [one.state], plain_title)
    if grouping == BY_DECISION:
        reasons = {one.measure.measure_id: decisions.reason(candidate(one)) for one in shown}
        return _by_keys(
            by_decision(shown),
            decisions.REASONS,
            lambda one: [reasons[one.measure.measure_id]],
            plain_title,
        )
    fields = list(dict.fromkeys(one.measure.field for one in shown))
    return _by_keys(shown, fields, lambda one: [one.measure.field], short_field)


def plain_title(title: str) -> str:
    """Return a heading as it is."""
    return title


def short_field(name: str) -> str:
    """Return what a field is about: its name up to における, which all but a few share."""
    return name.split("における")[0]


def _by_keys(
    shown: list[MeasureState],
    keys: Iterable[str],
    keys_of: Callable[[MeasureState], Iterable[str]],
    label: Callable[[str], str],
) -> list[Grouped]:
    groups = [Grouped(label(key), key, [one for one in shown if key in list(keys_of(one))]) for key in keys]
    return [group for group in groups if group.members]


def _by_theme(shown: list[MeasureState], kind: str, word: str, connection: Connection) -> list[Grouped]:
    themes = goals.themes(connection)
    links = goals.all_links(connection)
    linked = links[links["link_kind"] == kind].groupby("measure_id")["target"].agg(set).to_dict()
    groups = [
        Grouped(
            f"{word}{theme.theme_no} {theme.name}",
            f"{word}{theme.theme_no}「{theme.name}」（作成者による対応付け）",
            [one for one in shown if str(theme.theme_no) in linked.get(one.measure.measure_id, ())],
        )
        for theme in themes[themes["theme_kind"] == kind].itertuples()
    ]
    without = [one for one in shown if not linked.get(one.measure.measure_id)]
    groups.append(Grouped(f"どの{word}にも結ばれていない", f"どの{word}にも結ばれていない施策", without))
    return [group for group in groups if group.members]


def candidate(one: MeasureState) -> Candidate:
    """Return what the order of decisions looks at in a measure."""
    return Candidate(
        state=one.state,
        shortfall=decisions.shortfall([series.judgement for series in one.series]),
        flips=one.flips,
        silent=any(series.judgement.state == progress.NOT_REPORTED for series in one.series),
    )


def by_decision(measures: list[MeasureState]) -> list[MeasureState]:
    """Return the measures in the order in which decisions are asked for."""
    return [measures[position] for position in decisions.order([candidate(one) for one in measures])]


def tiles(groups: list[Grouped], grouping: str, year_label: str) -> str:
    """Return the board as HTML; every tile leads to its sheet in this year and edition."""
    return board.board(
        [
            board.Group(
                group.label,
                group.title,
                f"{len(group.members)}施策",
                [_tile(one, grouping, year_label) for one in group.members],
            )
            for group in groups
        ]
    )


def _tile(one: MeasureState, grouping: str, year_label: str) -> board.Tile:
    judged, is_chance = candidate(one), _is_chance(one)
    if one.is_final:
        return tile(one, year_label, _end_remark(one, is_chance=is_chance))
    if grouping != BY_DECISION or decisions.reason(judged) == decisions.NOTHING:
        return tile(one, year_label, board.BY_CHANCE if is_chance and judged.shortfall else "")
    return tile(one, year_label, board.remark(one.state, judged.shortfall, is_chance=is_chance))


def _end_remark(one: MeasureState, *, is_chance: bool) -> str:
    """Return what a tile says of the end of the plan: by how much the target was missed, or what the numbers say."""
    if one.worst is None:
        return ""
    if computed := one.worst.judgement.computed_state:
        return board.by_numbers(computed)
    if one.state == progress.ACHIEVED and any(series.judgement.events for series in one.series):
        return board.BROKEN_BEFORE
    missed = states_words.missed(one.worst)
    return words.listing([missed, board.BY_CHANCE] if is_chance and missed else [missed])


def _is_chance(one: MeasureState) -> bool:
    """Tell whether a measure counts by chance, as accidents do, and its shortfall is no more than chance."""
    counted = [series for series in one.series if series.indicator.uncertainty == "poisson"]
    return bool(counted) and all(
        decisions.within_chance(series.judgement, series.indicator.direction) for series in counted
    )


def tile(one: MeasureState, year_label: str, remark: str = "") -> board.Tile:
    """Return the tile of a measure."""
    measure = one.measure
    whence = [
        records.origin(is_sample=series.recorded.is_sample)
        for series in one.series
        if series.recorded and series.is_recorded
    ]
    return board.Tile(
        measure_id=measure.measure_id,
        short_name=measure.short_name,
        name=measure.name,
        state=one.state,
        has_unjudged=one.unjudged_present,
        parameters=sheet_parameters(measure.measure_id, year_label),
        remark=words.listing([*([remark] if remark else []), *whence]),
    )


def sheet_parameters(measure_id: str, year_label: str) -> dict[str, str]:
    """Return the address parameters of a measure's sheet in this edition."""
    return {"measure": measure_id, **kept(year_label)}


def kept(year_label: str) -> dict[str, str]:
    """Return the parameters every link of the goals keeps: fiscal year and edition."""
    return {"fiscal_year": year_label, session.PARAMETER: session.current().edition_id}


def needing_decision(measures: list[MeasureState], year: int, most: int) -> str:
    """Return the measures that need a decision, the most urgent first, as HTML; each leads to its sheet."""
    year_label = words.fiscal_year(year)
    reasons = {one.measure.measure_id: decisions.reason(candidate(one)) for one in measures}
    urgent = [
        one
        for one in by_decision(measures)
        if reasons[one.measure.measure_id] not in (decisions.SILENT, decisions.NOTHING)
    ]
    items = [
        board.decision(
            measure_id=one.measure.measure_id,
            name=one.measure.name,
            state=one.state,
            reason=reasons[one.measure.measure_id],
            reading=_reading(one),
            parameters=sheet_parameters(one.measure.measure_id, year_label),
        )
        for one in urgent[:most]
    ]
    return board.decisions(
        items,
        max(0, len(urgent) - most),
        sum(candidate(one).silent for one in measures),
        everything={"group": BY_DECISION, **kept(year_label)},
        unreported=kept(year_label),
    )


def _reading(one: MeasureState) -> str:
    """Return what the state of a measure rests on, with what the numbers say where the department's word stands."""
    if one.worst is None:
        return ""
    computed = one.worst.judgement.computed_state if one.is_final else None
    by_numbers = f"{board.by_numbers(computed)}です。" if computed else ""
    return (
        states_words.reading(one.worst) + by_numbers + (board.chance(one.is_final) if _is_chance(one) else "")
    )
