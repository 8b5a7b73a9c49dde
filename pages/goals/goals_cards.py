"""The views of the measures: by field, in the order of decisions, by theme, over the years and as a table."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from charts import answers, plain, unmeasured, words
from charts.accidents import target
from charts.cards import Card
from charts.divide import headline
from charts.goals import board, cards, table, themes, years
from findings.accidents.target import latest
from findings.accidents.years import untold_files
from findings.divide.headline import divide_headline
from findings.events import events
from findings.goals import links
from findings.goals.board import Grouping, groups
from findings.goals.states import MeasureState, sources
from findings.goals.themes import themes as themes_of
from findings.goals.themes import unserved
from findings.goals.years import SeriesYears, counts, touched
from pages.frame import card, filters, session

CONDITIONS = {
    "field": "分野",
    "department": "担当課",
    "public": "対象",
    "newness": "新規・継続",
    "state": "状態",
    "change": "前の年度から",
}
"""The names of the filters in the address, and what they are called."""

FORMATS = {
    "達成割合（%）": st.column_config.NumberColumn(format="%.1f"),
    "進み具合": st.column_config.NumberColumn(format="%.2f"),
    "施策": st.column_config.TextColumn(width=190),
    "指標": st.column_config.TextColumn(width=190),
    "担当課": st.column_config.TextColumn(width=110),
}


def conditions() -> dict[str, list[str]]:
    """Return what is asked of the measures, by the names in the address."""
    return {name: [value for value in st.query_params.get_all(name) if value] for name in CONDITIONS}


class Shown(NamedTuple):
    """What a view shows.

    Attributes
    ----------
    year, columns
        The chosen fiscal year, and all the years of the plan.
    everything, measures, lines
        All measures, those the conditions leave, and the series of these.
    grouping
        What the board is grouped by.
    kept
        Parameters every address keeps.
    """

    year: int
    columns: Sequence[int]
    everything: Sequence[MeasureState]
    measures: Sequence[MeasureState]
    lines: Sequence[SeriesYears]
    grouping: str
    kept: Mapping[str, str]

    @property
    def when(self) -> str:
        """Return the chosen year in words."""
        return words.fiscal_year(self.year)


def by_field(shown: Shown) -> None:
    """Draw the board, in groups."""
    _board(shown, board.GROUPINGS[shown.grouping])


def by_decision(shown: Shown) -> None:
    """Draw the board in the order in which decisions are asked for, its rule behind a click."""
    _board(shown, "decision", [board.order_of_decisions()])


def _board(shown: Shown, grouping: Grouping, grounds: Sequence[str] = ()) -> None:
    listed = groups(shown.measures, grouping)
    below = board.below(listed, len(shown.everything)) + answers.folded(grounds)
    st.html(board.board(listed, shown.kept) + below)
    _saved(shown, board.DEFINITION, partial(cards.measures, listed))


def by_theme(shown: Shown) -> None:
    """Draw every theme of one kind with its measures, what they touch besides and what no data can tell."""
    database = session.database()
    with st.container(horizontal=True, vertical_alignment="center"):
        axis = filters.one("見るもの", "axis", list(themes.AXES), is_labelled=False)
        kind = themes.AXES[axis]
        listed = themes_of(database, kind, shown.measures)
        said = f'<p class="note">{themes.worst_sentence(listed, shown.when)}{themes.ORIGIN}</p>'
        st.html(said + answers.folded(themes.grounds(listed)), width="stretch")
    told = {
        "divide": lambda: headline.sentence(divide_headline(database)),
        "accidents": lambda: "".join(target.said(latest(database), untold_files(database))),
    }
    for one in listed:
        with st.container(key=f"card_theme_{one.theme.theme_no}"):
            st.header(plain.markdown(f"{axis}{one.theme.theme_no}　{one.theme.name}"), anchor=False)
            figures = [told[topic]() for topic in one.told]
            st.html(
                themes.card(one, shown.kept)
                + unmeasured.beside_theme(axis, one.unmeasured)
                + themes.beside(figures, one.relations, shown.kept, session.with_edition())
            )
    if left := unserved(database, kind, shown.measures):
        with st.container(key="card_theme_none"):
            st.header(f"どの{axis}にも結ばれていない施策", anchor=False)
            st.html(board.tiles(left, shown.kept))
    _saved(shown, themes.DEFINITION, partial(cards.of_themes, listed, shown.when))


def by_year(shown: Shown) -> None:
    """Draw every series over the years."""
    with st.container(key="card_years"):
        st.header(years.TITLE, anchor=False)
        times = events(session.database(), "goals")
        notes = [years.clocks(shown.lines, shown.year)]
        if said := years.times(times, shown.columns, touched(times, shown.lines)):
            notes.append(said)
        st.html(
            f'<p class="note">{years.change_sentence(counts(shown.lines), shown.when)}</p>'
            f"{answers.folded(notes)}"
            f"{years.table(shown.lines, shown.columns, shown.year, shown.kept)}"
        )
        slide = partial(cards.years, shown.lines, shown.columns, shown.when)
        _saved(shown, years.definition(), slide, [time.source_id for time in times])


def as_table(shown: Shown) -> None:
    """Draw the measures as a table to sort and to compute with."""
    with st.container(key="card_table"):
        rows = table.shown(_table(shown))
        if session.is_print():
            st.header("施策と指標の表", anchor=False)
            st.table(rows, hide_index=True)
        else:
            st.header("施策と指標の表（見出しを押すと並べ替えます）", anchor=False)
            st.dataframe(
                rows,
                hide_index=True,
                height=430,
                placeholder="—",
                alt="施策と指標の表",
                column_config=FORMATS,
            )
        _saved(shown, table.DEFINITION, partial(cards.numbers, _table(shown)))


VIEWS: dict[str, Callable[[Shown], None]] = {
    "分野": by_field,
    board.BY_DECISION: by_decision,
    "提言と目標": by_theme,
    "年度の推移": by_year,
    "表": as_table,
}
"""The views by their names, as an address asks for them."""


def _table(shown: Shown) -> pd.DataFrame:
    database = session.database()
    linked = {kind: links.themes_of_measures(database, kind) for kind in themes.AXES.values()}
    return table.table(shown.measures, shown.lines, shown.columns, shown.year, links.sorts(database), linked)


def _saved(
    shown: Shown,
    definition: str,
    slide: Callable[[Sequence[str], Sequence[str]], Card],
    beside: Sequence[str] = (),
) -> None:
    """Draw what every view saves: the same table with all it needs to be read; paper has the view's own definition.

    `slide` is what of it stands on slides, from conditions and sources. `beside` are the sources of what else the view
    tells.
    """
    named = [session.plan_source(), *sources(list(shown.measures)), *beside]
    asked = [
        f"年度：{shown.when}",
        *(f"{CONDITIONS[name]}：{value}" for name, values in conditions().items() for value in values),
    ]
    card.under(
        cards.everything(
            _table(shown), shown.year, asked, named, definition=definition if session.is_print() else ""
        ),
        is_saved_only=True,
        slide=slide(asked, named),
    )
