"""Addresses of pages that keep the edition and the filters of the page they stand on."""

import html
from urllib.parse import urlencode

import streamlit as st

from pages.frame import menu, session


def kept(page: str) -> dict[str, list[str]]:
    """Return the conditions of this address that a page understands; the edition is among them where it is pinned."""
    names = (*menu.entry(page).conditions, session.PARAMETER)
    return {name: st.query_params.get_all(name) for name in names if name in st.query_params}


def to(page: str, **changes: str | None) -> str:
    """Return the address of a page with the filters it shares; `changes` set a parameter, or drop it when None."""
    same = {name: values for name, values in kept(page).items() if name not in changes}
    anew = {name: [value] for name, value in changes.items() if value is not None}
    return f"{page}?{urlencode(anew | same, doseq=True)}".rstrip("?")


def link(text: str, page: str, **changes: str | None) -> str:
    """Return a link to such an address, as HTML."""
    return f'<a href="{html.escape(to(page, **changes))}" target="_self">{html.escape(text)}</a>'
