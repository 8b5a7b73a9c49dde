"""What a browser keeps: the edition it reads, for when the connection breaks, and that it gave the meeting's code.

A cookie names no path: it is then kept for where the pages lie, whatever a proxy puts before them.
"""

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
  document.cookie = "{name}={edition}; SameSite=Strict";
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


MEETING = "meeting"


def meeting_token() -> str:
    """Return what this browser keeps for having given the meeting's code; empty where it has not."""
    return str(st.session_state.get(MEETING) or st.context.cookies.get(MEETING, ""))


def keep_meeting_token(token: str) -> None:
    """Let the browser keep that the code was given, until it is closed.

    A script has to set it, since a session has no answer of its own to set it with, so scripts can read it
    (no HttpOnly): none but ours run here (Content-Security-Policy), and it says nothing about the code.
    """
    st.session_state[MEETING] = token
    script = f'<script>document.cookie = "{MEETING}={token}; SameSite=Strict";</script>'
    st.html(script, unsafe_allow_javascript=True)
