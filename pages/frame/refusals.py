"""Addresses a page cannot answer: it says so in its place, and shows nothing else as if that had been asked for."""

import html
import unicodedata
from difflib import SequenceMatcher
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from charts import plain
from pages.frame import menu, session

NO_OTHER_FIGURES = "別の条件の数字は表示しません。"
CLOSE = 0.8  # from this likeness on (Ratcliff and Obershelp) a name is taken for one that was misspelt


class RefusedError(Exception):
    """What a page says instead of figures: the text, and a link out of it as HTML."""

    def __init__(self, text: str, way_out: str) -> None:
        super().__init__(text)
        self.text = text
        self.way_out = way_out


def refuse(text: str, way_out: str | None = None) -> NoReturn:
    """Leave the page, wherever it is drawing, and say why; `way_out` is a link as HTML, else to the page as it begins.

    Raises
    ------
    RefusedError
        Always; `draw` shows it.
    """
    kept = f"?{urlencode(session.with_edition())}"
    raise RefusedError(
        text, way_out or f'<a href="{html.escape(kept)}" target="_self">条件を外して開き直す</a>'
    )


def draw(refused: RefusedError) -> None:
    """Draw why a page has no figures, letter by letter: what stands in an address is never a link or a mark."""
    st.error(plain.markdown(refused.text))
    st.html(f'<p class="answer">{refused.way_out}</p>')


def tell_unused(path: str) -> None:
    """Say which conditions in the address are of other pages than the one at `path`; its figures go by none of them."""
    asked = {name: "、".join(filter(None, st.query_params.get_all(name))) for name in st.query_params}
    unused = [
        f"「{name}：{text}」" for name, text in asked.items() if text and menu.is_of_another(name, path)
    ]
    if unused:
        st.warning(
            plain.markdown(
                f"この画面では使わない条件です：{''.join(unused)}。数字は、この条件で絞り込んでいません。"
            )
        )


def refuse_misspelt(label: str, key: str) -> None:
    """Refuse an address with a name that is nearly that of a condition; other names (utm_source) are passed over.

    Raises
    ------
    RefusedError
        With the name that was meant.
    """
    for name in st.query_params:
        if is_close(name, label, key):
            refuse(
                f"アドレスの条件「{name}」は、この画面にはありません。{label}のことなら「{key}」と書いてください。"
                + NO_OTHER_FIGURES
            )


def is_close(name: str, label: str, key: str) -> bool:
    """Return whether a name is not that of a condition (`key`) but one it is taken for.

    Its Japanese name, one of its words (year for survey_year), or spelt almost like it.
    """
    if name == key:
        return False
    written, own = _letters(name), _letters(key)
    likeness = SequenceMatcher(None, written, own, autojunk=False).ratio()
    parts = [part.rstrip("s") for part in key.split("_")]
    return written == _letters(label) or written.rstrip("s") in parts or likeness >= CLOSE


def _letters(name: str) -> str:
    """Return the letters and digits of a name, whatever their width and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
