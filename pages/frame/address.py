"""Addresses of pages that keep the edition and the filters of the page they stand on."""

import html
from urllib.parse import urlencode

from pages.frame import session


def to(page: str, **changes: str | None) -> str:
    """Return the address of a page with this page's filters; `changes` set a parameter, or drop it when None."""
    kept = {name: values for name, values in session.kept_address().items() if name not in changes}
    anew = {name: [value] for name, value in changes.items() if value is not None}
    return f"{page}?{urlencode(anew | kept, doseq=True)}"


def link(text: str, page: str, **changes: str | None) -> str:
    """Return a link to such an address, as HTML."""
    return f'<a href="{html.escape(to(page, **changes))}" target="_self">{html.escape(text)}</a>'
