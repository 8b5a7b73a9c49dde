"""Filters that live in the address: the same address opens the same picture, and a wrong one says so."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import words
from pages.frame import session
from pages.frame.refusals import NO_OTHER_FIGURES, refuse, refuse_misspelt


def one(label: str, key: str, options: Sequence[str], *, default: str | None = None, width: int = 196) -> str:
    """Return one chosen option; its text stands in the address unless it is the default (the first one)."""
    _refuse_unknown(label, key, options)
    if session.is_print():
        return st.query_params.get(key) or (default if default and default in options else options[0])
    index = options.index(default) if default in options else 0
    chosen: str = st.selectbox(label, options, index=index, key=key, bind="query-params", width=width)
    return chosen


def view(views: Sequence[str]) -> str:
    """Return which view of a page is shown: the first one unless the address names another."""
    _refuse_unknown("見方", "view", views)
    if session.is_print():
        return st.query_params.get("view") or views[0]
    chosen = st.segmented_control(
        "見方",
        views,
        default=views[0],
        required=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen or views[0]


def many(label: str, key: str, options: Sequence[str]) -> list[str]:
    """Return the chosen options; none chosen means that nothing is asked for (すべて)."""
    _refuse_unknown(label, key, options)
    if session.is_print():
        return [value for value in st.query_params.get_all(key) if value]
    return st.multiselect(label, options, key=key, bind="query-params", placeholder="すべて", width=196)


def fiscal_year(years: Sequence[int]) -> int:
    """Return the chosen fiscal year: the first one unless the address names another."""
    named = {words.fiscal_year(year): year for year in years}
    return named[one("年度", "fiscal_year", list(named), width=232)]


def more(keys: Sequence[str]) -> DeltaGenerator:
    """Return the container of further filters, one click away; its button says how many conditions are set."""
    if session.is_print():
        return st.container()
    active = sum(bool(value) for key in keys for value in st.query_params.get_all(key))
    return st.popover(f"絞り込む（{active}件の条件）" if active else "絞り込む")


def coded(label: str, key: str, options: Mapping[str, str], *, default: str, width: int = 620) -> str:
    """Return the code of one chosen option: the address holds the code alone, the screen shows its text.

    The address decides what is shown; a choice changes the address.
    """
    _refuse_unknown(label, key, list(options))
    asked = st.query_params.get(key) or default
    if session.is_print():
        return asked
    widget = f"{key}_choice"
    st.session_state[widget] = asked

    def follow() -> None:
        st.query_params[key] = st.session_state[widget]

    st.selectbox(
        label, list(options), format_func=options.__getitem__, key=widget, on_change=follow, width=width
    )
    return asked


def _refuse_unknown(label: str, key: str, options: Sequence[str]) -> None:
    """Refuse an address that asks for something this edition does not have, or names this filter almost.

    What the visitor chose here before another filter took it off the list is forgotten instead: the filter shows
    its default again.
    """
    refuse_misspelt(label, key)
    unknown = [value for value in st.query_params.get_all(key) if value and value not in options]
    if not unknown:
        return
    if key in st.session_state:
        del st.session_state[key]
        return
    refuse(f"アドレスの条件「{label}：{'、'.join(unknown)}」は、この版にはありません。{NO_OTHER_FIGURES}")
