"""A 250 m cell asked for in the address or picked on a map, and words for one that cannot be shown."""

import streamlit as st

from pages.frame import address
from pages.frame.refusals import refuse, refuse_misspelt
from stats import mesh

PARAMETER, PICKED = "cell", "picked_cell"


def asked() -> str | None:
    """Return the cell in the address, None without one; refuse one that is no 250 m cell."""
    refuse_misspelt("区画", PARAMETER)
    code = st.query_params.get(PARAMETER)
    if code is not None and not mesh.is_250m(code):
        _refuse(code)
    return code


def _refuse(code: str) -> None:
    refuse(
        f"アドレスの区画「{code}」は250m区画の番号ではありません。番号は、JIS X 0410の10桁の数字です"
        "（例：5540725934）。",
        address.link("区画を選び直す", "accidents", cell=None),
    )


def pick(points: list[dict[str, object]], shown: object = None) -> None:
    """Put the 250 m cell of a clicked cell or point into the address; `shown` is what the whole map shows."""
    found = [_code(point.get("customdata", point.get("location"))) for point in points]
    codes = [code for code in found if code]
    if codes:
        st.query_params[PARAMETER] = codes[0]
        st.session_state[PICKED] = codes[0], shown


def is_picked(cell: str | None, shown: object) -> bool:
    """Return whether a cell was clicked on the map of what is shown, which then marks it of itself.

    Drawing anything more would make it another map, which begins anew instead of staying where it was moved to.
    """
    return (cell, shown) == st.session_state.get(PICKED)


def _code(custom: object) -> str | None:
    """Return the cell a mark carries or is, whether it came as text, as a number or in a list."""
    value = custom[0] if isinstance(custom, list) and custom else custom
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    return text if mesh.is_250m(text) else None
