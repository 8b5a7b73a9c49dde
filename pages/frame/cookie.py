"""The edition a browser reads, kept in a cookie of its own for when the connection breaks and the server forgot it."""

import streamlit as st

from queries import editions
from queries.editions import Edition

NAME = "edition"
_SCRIPT = """
<p class="edition-changed" role="status" hidden>表示している版が「<b></b>」から「{edition}」に変わりました。</p>
<script>
(() => {{
  const before = window.editionShown, said = document.querySelector(".edition-changed");
  window.editionShown = "{edition}";
  document.cookie = "{name}={edition}; path=/; SameSite=Strict";
  if (said && before && before !== "{edition}") {{
    said.querySelector("b").textContent = before;
    said.hidden = false;
  }}
}})();
</script>
"""


def remember(edition: Edition) -> None:
    """Let the browser remember the edition, and say so where the same window showed another one before."""
    if editions.kind_named(edition.edition_id):  # any other name could hold anything
        st.html(_SCRIPT.format(edition=edition.edition_id, name=NAME), unsafe_allow_javascript=True)


def before_reconnect() -> Edition | None:
    """Return the edition a browser read that comes back; None for one that opens a page anew.

    Only a browser that comes back names its session beside Streamlit's protocol and token.
    """
    protocols = st.context.headers.get("Sec-WebSocket-Protocol", "").split(",")
    return editions.find(st.context.cookies.get(NAME, "")) if len(protocols) > 2 else None
