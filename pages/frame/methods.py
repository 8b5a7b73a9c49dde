"""Where cards lead to for how they are counted: the views of 方法と出典, and the places in them."""

import html
from urllib.parse import quote, urlencode

from pages.frame import session

GOALS, DIVIDE, ACCIDENTS, DATA, WORDS = "目標の判定", "年代の差", "事故", "資料と出典", "用語"
PATH = "about"

_VIEWS = {"goals": GOALS, "divide": DIVIDE, "accidents": ACCIDENTS}
"""By the first word of a page's address."""

FIRST = {GOALS: "states", DIVIDE: "reading", ACCIDENTS: "bases"}
"""The card of a view that tells how its figures are counted: where cards lead that have no other place there."""

PLACES = {
    "hotspots": "definition",
    "hotspots_counts": "definition",
    "cell": "definition",
    "outlook": "coverage",
}
"""Other cards of these views, by the card that leads there."""


def address(view: str, place: str = "") -> str:
    """Return the address of a view, and of a card on it by its key; an edition is kept where one is pinned."""
    query = urlencode(session.with_edition(view=view))
    return f"{PATH}?{query}{f'#{quote(place)}' if place else ''}"


def link(key: str) -> str:
    """Return the link from a card of the page in sight to how it is counted, as HTML; none on 方法と出典 itself."""
    here = session.page()
    if here == PATH:
        return ""
    view = _VIEWS.get(here.split("-")[0], DATA)
    target = address(view, PLACES.get(key, FIRST.get(view, "")))
    return f'<p class="note"><a href="{html.escape(target)}" target="_self">くわしい方法 ›</a></p>'
