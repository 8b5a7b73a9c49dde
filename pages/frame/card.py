"""The block around every chart: title, sentence, chart, and under it table, downloads, definition and sources."""

import html
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import exports
from charts import answers, glossary, plain, stamp, theme, words
from charts.cards import Card
from pages.frame import methods, session, slides
from publish.notes import notes_of

LONGEST_READY = 2_000  # rows whose files are made with the page; longer ones are made when they are asked for
_WRITERS = {"xlsx": exports.xlsx, "csv": exports.csv}
MIME_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
}
LONGEST_TABLE = 60  # rows shown one below the other; longer tables scroll in a frame of their own


def draw(
    key: str,
    title: str,
    figure: theme.Figure,
    *,
    alt: str,
    table: pd.DataFrame,
    definition: str,
    sources: Sequence[str],
    conditions: Sequence[str] = (),
    answer: str = "",
    grounds: Sequence[str] = (),
    is_drawn: bool = False,
    saved: pd.DataFrame | None = None,
    geopackage: Callable[[exports.Notes], bytes] | None = None,
    on_pick: Callable[[list[dict[str, Any]]], None] | None = None,
    fills: bool = False,
) -> None:
    """Draw a chart in a card.

    `alt` is the chart in words, `table` exactly what is drawn, with Japanese column names; `definition` says how it
    was counted, `sources` are source_ids, `conditions` the filters in words. `answer` is HTML above the chart, of
    two sentences at most, `grounds` (HTML, a sentence each) what it rests on, one click behind it; `is_drawn` says
    that what matters of the table is written in the chart, so that paper does not carry it twice; `saved` is what is
    saved where that is more than the table shows.
    `geopackage` makes the file of a map from the notes that travel with it. `on_pick` is called with the points a
    visitor clicked, before the page is drawn anew. A figure that `fills` has on the screen the height that the style
    sheet gives its place.
    """
    one = Card(
        key,
        title,
        figure,
        alt,
        table,
        definition,
        sources,
        conditions,
        answer,
        grounds,
        saved=saved,
        is_drawn=is_drawn,
    )
    place(one, geopackage=geopackage, on_pick=on_pick, fills=fills)


def place(
    one: Card,
    *,
    geopackage: Callable[[exports.Notes], bytes] | None = None,
    on_pick: Callable[[list[dict[str, Any]]], None] | None = None,
    fills: bool = False,
) -> None:
    """Draw a card, its table where it has no chart; the rest is as in `draw`."""
    with st.container(key=f"card_{one.key}", height="stretch"):
        heading(one.key, one.title)
        if one.answer or one.grounds:
            st.html(answers.note(one.answer, one.grounds))
        chart, figure = f"chart_{one.key}", one.figure
        notes = _notes(one)
        if figure is None:
            _under(one, notes, is_open=True, geopackage=geopackage)
            return
        if not session.is_print():
            figure, below = stamp.stamped(figure, notes.lines)
            st.html(
                f"<style>.st-key-card_{one.key} {{ --stamp: {below}px; --high: {figure.layout.height}px; }}</style>"
            )
        picking: dict[str, Any] = {}
        if on_pick and not session.is_print():
            picking = {
                "on_select": lambda: on_pick(st.session_state[chart].selection.points),
                "selection_mode": "points",
            }
        st.plotly_chart(
            figure,
            key=chart,
            theme=None,
            height="stretch" if fills and not session.is_print() else "content",
            config=theme.config(exports.file_name(notes)),
            alt=one.alt,
            **picking,
        )
        _under(one, notes, geopackage=geopackage)


def note(one: Card, notes: exports.Notes | None = None) -> None:
    """Note for the slides of the page a card that the page draws by means of its own; `notes` where they are known."""
    slides.current().cards[one.key] = one, notes or _notes(one)


def place_behind(one: Card) -> None:
    """Draw what a card says, its table one click behind it."""
    with st.container(key=f"card_{one.key}"):
        st.header(plain.markdown(one.title), anchor=False)
        st.html(answers.note(one.answer, one.grounds))
        _under(one, _notes(one))


def table(
    key: str,
    title: str,
    rows: pd.DataFrame,
    *,
    definition: str,
    sources: Sequence[str] = (),
    saved: pd.DataFrame | None = None,
) -> None:
    """Draw a table in a card, open, with its downloads; `saved` is what is saved where that is more than is shown."""
    with st.container(key=f"card_{key}"):
        heading(key, title)
        if rows.empty:
            st.html('<p class="note">ありません。</p>')
            return
        under(key, title, rows, definition=definition, sources=sources, is_open=True, saved=saved)


def heading(key: str, title: str) -> None:
    """Draw the heading of a card; addresses lead to it by the card's key."""
    st.header(plain.markdown(title), anchor=key)


def under(
    key: str,
    title: str,
    table: pd.DataFrame,
    *,
    definition: str,
    sources: Sequence[str],
    conditions: Sequence[str] = (),
    answer: str = "",
    grounds: Sequence[str] = (),
    is_open: bool = False,
    is_drawn: bool = False,
    is_saved_only: bool = False,
    saved: pd.DataFrame | None = None,
    slide: Card | None = None,
    geopackage: Callable[[exports.Notes], bytes] | None = None,
) -> None:
    """Draw what stands under a chart: definition, source, table and downloads, one click away.

    `is_open` shows the table at once, where it is the figure itself; `is_drawn` says that the card has drawn it
    already, so that paper does not carry it twice; `is_saved_only` that it is too wide to be shown and only saved;
    `saved` is what is saved where that is more. `answer` and `grounds` are what the card has said above, for its
    slide; `slide` is what stands there where that is another table.
    """
    one = Card(
        key,
        title,
        None,
        "",
        table,
        definition,
        sources,
        conditions,
        answer,
        grounds,
        saved=saved,
        is_drawn=is_drawn,
    )
    _under(one, _notes(one), is_open=is_open, is_saved_only=is_saved_only, slide=slide, geopackage=geopackage)


def _under(
    one: Card,
    notes: exports.Notes,
    *,
    is_open: bool = False,
    is_saved_only: bool = False,
    slide: Card | None = None,
    geopackage: Callable[[exports.Notes], bytes] | None = None,
) -> None:
    """Draw what `under` does, from notes that are known already."""
    if slide is not None:
        note(replace(slide, key=one.key))
    elif not is_saved_only:
        note(one, notes)
    key, table = one.key, one.table
    told = dict(notes.lines)
    credit = f'<p class="note">出典：{html.escape(told["出典"])}</p>' if told["出典"] else ""
    counted = glossary.explained(f'<p class="note">{html.escape(told["定義"])}</p>', key) + credit
    if session.is_print():
        st.html(f'{counted}<p class="note conditions">条件：{html.escape(told["条件"])}</p>')
        if not one.is_drawn and not is_saved_only:
            _rows(table, told["表題"])
        return
    if is_open:
        _rows(table, told["表題"])
    is_elsewhere = is_open or is_saved_only
    with st.expander("定義・出典・保存" if is_elsewhere else "定義・出典・表・保存"):
        st.html(counted + methods.link(key))
        if not is_elsewhere:
            _rows(table, told["表題"])
        with st.container(horizontal=True):
            rows, name = table if one.saved is None else one.saved, exports.file_name(notes)
            for label, kind in (("Excelで保存", "xlsx"), ("CSVで保存", "csv")):
                if len(rows) > LONGEST_READY:
                    _on_asking(label, kind, key, name, partial(_WRITERS[kind], rows, notes))
                    continue
                st.download_button(
                    label,
                    data=_made(kind, rows, notes),
                    file_name=f"{name}.{kind}",
                    mime=MIME_TYPES[kind],
                    key=f"{kind}_{key}",
                    on_click="ignore",
                )
            if key in slides.current().cards:
                st.html(slides.link("スライドで保存", slides.address("card", key)), width="content")
            if geopackage:
                packed = partial(geopackage, notes)
                _on_asking("GeoPackageで保存", "gpkg", key, name, packed)
                _on_asking("GeoJSONで保存", "geojson", key, name, lambda: _geojson(packed()))


def _on_asking(label: str, kind: str, key: str, name: str, made: Callable[[], bytes]) -> None:
    """Draw what saves a large file of a card, made when it is asked for."""
    to = slides.offer(f"{kind}_{key}", lambda: slides.Saved(f"{name}.{kind}", MIME_TYPES[kind], made()))
    st.html(slides.link(label, to), width="content")


def _rows(table: pd.DataFrame, title: str) -> None:
    """Draw a table as far as it can be read: short ones whole, long ones in a frame of their own, on paper none."""
    if table.empty:
        st.html('<p class="note">表に出す行がありません。</p>')
    elif len(table) <= LONGEST_TABLE:
        st.table(words.with_separators(table), hide_index=True)
    elif session.is_print():
        st.html(f'<p class="note">表は{len(table)}行あるため印刷しません。画面から保存できます。</p>')
    else:
        st.dataframe(table, hide_index=True, alt=title)


def _notes(one: Card) -> exports.Notes:
    """Return what travels with every file of a card."""
    return notes_of(session.database(), session.current().edition_id, one)


def _geojson(packed: bytes) -> bytes:
    """Return the content of a GeoPackage as GeoJSON."""
    from exports import spatial  # it takes long to import, and only maps need it

    return spatial.geojson(packed)


@st.cache_data(show_spinner=False, max_entries=300)
def _made(kind: str, rows: pd.DataFrame, notes: exports.Notes) -> bytes:
    return _WRITERS[kind](rows, notes)
