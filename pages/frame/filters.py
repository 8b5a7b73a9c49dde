"""Filters that live in the address: the same address opens the same picture, and a wrong one says so."""

import html
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from charts import plain, words
from pages.frame import session, slides
from pages.frame.refusals import NO_OTHER_FIGURES, refuse, refuse_misspelt

ALL = "すべて"
_OPENED = "drawer_opened"

_DRAWER: ContextVar[dict[str, str] | None] = ContextVar("drawer", default=None)
"""The conditions in the drawer that is being drawn, with their usual values (nothing where several may be chosen)."""


def one(
    label: str,
    key: str,
    options: Sequence[str],
    *,
    default: str | None = None,
    width: int = 196,
    is_labelled: bool = True,
) -> str:
    """Return one chosen option; its text stands in the address unless it is the default (the first one).

    A filter whose options say what they are needs no label in sight.
    """
    chosen = _one(label, key, options, default=default, width=width, is_labelled=is_labelled)
    slides.current().conditions[key] = f"{label}：{chosen}"
    return chosen


def _one(
    label: str, key: str, options: Sequence[str], *, default: str | None, width: int, is_labelled: bool
) -> str:
    _refuse_unknown(label, key, options)
    usual = default if default and default in options else options[0]
    if session.is_print():
        return st.query_params.get(key) or usual
    drawer = _DRAWER.get()
    if drawer is not None:
        drawer[key] = usual
        asked = st.session_state[_asked(key)] = st.query_params.get(key) or usual
        st.pills(label, options, required=True, key=_asked(key), format_func=plain.markdown, wrap=True)
        return asked
    chosen: str = st.selectbox(
        label,
        options,
        index=options.index(usual),
        key=key,
        bind="query-params",
        width=width,
        label_visibility="visible" if is_labelled else "collapsed",
    )
    _let_go(key)
    return chosen


def view(views: Sequence[str]) -> str:
    """Return which view of a page is shown: the first one unless the address names another."""
    chosen = _view(views)
    slides.current().conditions["view"] = f"画面の見方：{chosen}"
    return chosen


def _view(views: Sequence[str]) -> str:
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
    _let_go("view")
    return chosen or views[0]


def many(label: str, key: str, options: Sequence[str]) -> list[str]:
    """Return the chosen options; none chosen means that nothing is asked for (すべて)."""
    _refuse_unknown(label, key, options)
    asked = [value for value in st.query_params.get_all(key) if value]
    if asked:
        slides.current().conditions[key] = f"{label}：{words.listing(asked)}"
    if session.is_print():
        return asked
    st.session_state[_asked(key)] = asked
    drawer = _DRAWER.get()
    if drawer is not None:
        drawer[key] = ""
        _several(label, key, options)
        return asked
    with st.popover(plain.markdown(f"{label}：{words.listing(asked, most=2) or ALL}"), key=f"choices_{key}"):
        _several(label, key, options, on_change=partial(_apply, {key: ""}))
    return asked


def _several(
    label: str, key: str, options: Sequence[str], on_change: Callable[[], None] | None = None
) -> None:
    st.pills(
        label,
        options,
        selection_mode="multi",
        key=_asked(key),
        format_func=plain.markdown,
        on_change=on_change,
        wrap=True,
    )


def fiscal_year(years: Sequence[int], *, is_labelled: bool = True) -> int:
    """Return the chosen fiscal year: the first one unless the address names another."""
    named = {words.fiscal_year(year): year for year in years}
    return named[one("年度", "fiscal_year", list(named), width=232, is_labelled=is_labelled)]


@contextmanager
def more(keys: Sequence[str]) -> Iterator[None]:
    """Draw the filters of this block in a drawer, whose button says how many conditions are set.

    The address decides what is shown there and on the page; the drawer changes it when it is applied, all conditions
    in one run.
    """
    if session.is_print():
        yield
        return
    active = sum(bool(value) for key in keys for value in st.query_params.get_all(key))
    usual: dict[str, str] = {}
    before = _DRAWER.set(usual)
    # Under another name the drawer is another one, which is closed.
    name = f"drawer_{st.session_state.get(_OPENED, 0)}"
    try:
        with (
            st.popover(f"条件を変える（{active}）" if active else "条件を変える", key=name),
            st.form("drawer", border=False),
        ):
            try:
                yield
            finally:
                with st.container(key="apply", horizontal=True):
                    st.form_submit_button("適用", type="primary", on_click=_apply, args=[usual])
                    if active:
                        st.form_submit_button("条件をすべて外す", on_click=_drop, args=[usual])
    finally:
        _DRAWER.reset(before)


def chips(texts: Sequence[str]) -> str:
    """Return conditions as a row of small labels, as HTML."""
    listed = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    return f'<ul class="chips conditions" aria-label="選んだ条件">{listed}</ul>'


def coded(label: str, key: str, options: Mapping[str, str], *, default: str, width: int = 620) -> str:
    """Return the code of one chosen option: the address holds the code alone, the screen shows its text.

    The address decides what is shown; a choice changes the address.
    """
    _refuse_unknown(label, key, list(options))
    asked = st.query_params.get(key) or default
    slides.current().conditions[key] = f"{label}：{options[asked]}"
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


def _asked(key: str) -> str:
    """Return the key of the widget in a drawer that stands for a condition."""
    return f"{key}_asked"


def _apply(usual: Mapping[str, str]) -> None:
    """Put what is chosen into the address, by the keys and usual values of the conditions."""
    chosen = {key: st.session_state[_asked(key)] for key in usual}
    asked = {key: value for key, value in chosen.items() if value and value != usual[key]}
    st.query_params.update(asked)
    _drop(usual.keys() - asked.keys())


def _drop(keys: Collection[str]) -> None:
    """Take conditions out of the address, and let the drawer be closed."""
    for key in keys:
        st.query_params.pop(key, None)
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1


def _let_go(key: str) -> None:
    """Free a condition of its filter, once that has read the address.

    On the way to another page Streamlit takes every condition a filter of the page before is bound to out of the
    address, also where the other page goes by the same condition, and where Back asks for it.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as conditions:
        bound = conditions.get_binding_for_param(key)
        if bound:
            conditions.unbind_widget(bound.widget_id)


def _refuse_unknown(label: str, key: str, options: Sequence[str]) -> None:
    """Refuse an address that asks for something this edition does not have, or names this filter almost.

    What the visitor chose here before another filter took it off the list is forgotten instead: the filter shows
    its default again.
    """
    refuse_misspelt(label, key)
    asked = [value for value in st.query_params.get_all(key) if value]
    unknown = [value for value in asked if value not in options]
    if not unknown:
        return
    if key in st.session_state:
        del st.session_state[key]
        return
    if _asked(key) in st.session_state:
        st.query_params[key] = [value for value in asked if value in options]
        return
    refuse(f"アドレスの条件「{label}：{'、'.join(unknown)}」は、この版にはありません。{NO_OTHER_FIGURES}")
