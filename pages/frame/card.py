"""The block around every chart: title, sentence, chart, and under it table, downloads, definition and sources."""

import html
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import exports
from charts import answers, glossary, plain, stamp, theme, words
from charts.cards import Card
from pages.frame import methods, session, slides
from publish.notes import notes_of

MIME_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
    "md": "text/markdown",
}
LONGEST_TABLE = 60  # rows shown one below the other; longer tables scroll in a frame of their own


def place(
    one: Card,
    *,
    geopackage: Callable[[exports.Notes], bytes] | None = None,
    on_pick: Callable[[list[dict[str, Any]]], None] | None = None,
    fills: bool = False,
) -> None:
    """Draw a card: its chart, or without one its table; what else is known of it stands one click behind.

    `geopackage` makes the file of a map from the notes that travel with it. `on_pick` is called with the points a
    visitor clicked, before the page is drawn anew. A figure that `fills` has on the screen the height that the style
    sheet gives its place.
    """
    with st.container(key=f"card_{one.key}", height="stretch"):
        heading(one.key, one.title)
        if one.answer or one.grounds:
            st.html(answers.note(one.answer, one.grounds))
        chart, notes = f"chart_{one.key}", _notes(one)
        if one.figure is None:
            if one.table.empty:
                st.html('<p class="note">ありません。</p>')
            else:
                under(one, is_open=True)
            return
        drawing = one.figure
        if not session.is_print():
            drawing, below = stamp.stamped(drawing, notes.lines)
            st.html(
                f"<style>.st-key-card_{one.key} {{ --stamp: {below}px; --high: {one.height + below}px; }}</style>"
            )
        picking: dict[str, Any] = {}
        if on_pick and not session.is_print():
            picking = {
                "on_select": lambda: on_pick(st.session_state[chart].selection.points),
                "selection_mode": "points",
            }
        st.plotly_chart(
            theme.Finished(drawing),
            key=chart,
            theme=None,
            height="stretch" if fills and not session.is_print() else "content",
            config=theme.config(exports.file_name(notes)),
            alt=one.alt,
            **picking,
        )
        under(one, geopackage=geopackage)


def note(one: Card, key: str = "") -> None:
    """Note a card for the slides of the page, by its key or that of the card it stands for there."""
    slides.current().cards[key or one.key] = one, _notes(one)


def place_behind(one: Card) -> None:
    """Draw what a card says, its table one click behind it."""
    with st.container(key=f"card_{one.key}"):
        heading(one.key, one.title)
        st.html(answers.note(one.answer, one.grounds))
        under(one)


def heading(key: str, title: str) -> None:
    """Draw the heading of a card; addresses lead to it by the card's key."""
    st.header(plain.markdown(title), anchor=key)


def under(
    one: Card,
    *,
    is_open: bool = False,
    is_saved_only: bool = False,
    slide: Card | None = None,
    geopackage: Callable[[exports.Notes], bytes] | None = None,
) -> None:
    """Draw what stands under what a page has drawn itself: definition, source, table and files, one click away.

    `is_open` shows the table at once, where it is the figure itself; `is_saved_only` says that it is too wide to be
    shown and only saved; `slide` is what stands on the card's slide where that is another table; `geopackage` makes the
    file of a map from the notes that travel with it.
    """
    if slide is not None or not is_saved_only:
        note(slide or one, one.key)
    key, table, notes = one.key, one.table, _notes(one)
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
    links = _files(one, notes, geopackage)
    _behind(
        key, None if is_open or is_saved_only else table, told["表題"], counted + methods.link(key), links
    )


@st.fragment
def _behind(key: str, table: pd.DataFrame | None, title: str, told: str, links: Sequence[str]) -> None:
    """Draw what is one click away: what is told (HTML), the table, made once somebody opens it, and links to files."""
    label = "定義・出典・保存" if table is None else "定義・出典・表・保存"
    behind = st.expander(label, key=f"behind_{key}", on_change="ignore" if table is None else "rerun")
    with behind:
        st.html(told)
        if table is not None and behind.open:
            _rows(table, title)
        with st.container(horizontal=True):
            for link in links:
                st.html(link, width="content")


def _files(one: Card, notes: exports.Notes, geopackage: Callable[[exports.Notes], bytes] | None) -> list[str]:
    """Return links to the files of a card, each made when it is asked for."""
    rows, name = one.table if one.saved is None else one.saved, exports.file_name(notes)
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "xlsx": ("Excelで保存", partial(exports.xlsx, rows, notes)),
        "csv": ("CSVで保存", partial(exports.csv, rows, notes)),
    }
    if geopackage:
        packed = partial(geopackage, notes)
        made |= {
            "gpkg": ("GeoPackageで保存", packed),
            "geojson": ("GeoJSONで保存", lambda: _geojson(packed())),
        }
    links = [file(f"{kind}_{one.key}", f"{name}.{kind}", *asked) for kind, asked in made.items()]
    if one.key in slides.current().cards:
        links.insert(2, slides.link("スライドで保存", slides.address("card", one.key)))
    return links


def file(key: str, name: str, label: str, make: Callable[[], bytes]) -> str:
    """Offer a file that is made when somebody asks for it; return the link to it as HTML."""
    kind = MIME_TYPES[name.rpartition(".")[2]]
    return slides.link(label, slides.offer(key, lambda: slides.Saved(name, kind, make())))


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
