"""The measures of the plan that concern the divide: each with its state, and why it is named."""

import html
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from charts.goals import states
from findings.divide.measures import Answering

ORIGIN = "施策との対応は、計画の文章にはなく、作成者による対応付けです。"


def listing(answering: Sequence[Answering], kept: Mapping[str, str]) -> str:
    """Return measures with symbol and word of their states, as HTML; each leads to its sheet.

    `kept` are the parameters every address keeps.
    """
    return (
        '<ul class="neighbours">'
        + "".join(
            f'<li><a href="{html.escape(_address(one, kept))}" target="_self">'
            f"{one.measure_id} {html.escape(one.name)}</a>"
            f"{states.state_word(one.state)}</li>"
            for one in answering
        )
        + "</ul>"
    )


def why(answering: Sequence[Answering]) -> list[str]:
    """Return why each measure is named and whose link that is, as HTML, a sentence each."""
    return [ORIGIN, *(f"<b>{one.measure_id}</b>　{html.escape(one.note)}" for one in answering)]


def _address(one: Answering, kept: Mapping[str, str]) -> str:
    return f"goals-sheet?{urlencode({**kept, 'measure': one.measure_id})}"
