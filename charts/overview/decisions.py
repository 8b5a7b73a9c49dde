"""What needs a decision first, as a table: measures, or the reports without which nothing can be told."""

import html

from charts.goals import board, states
from charts.goals.board import Kept
from charts.goals.states import state_word
from findings.goals.board import Urgency
from findings.overview.overview import Overview
from stats.goals import state_words


def title(found: Overview, most: int) -> str:
    """Return what the table is called, with how many of how many it shows."""
    urgent = len(found.decisions.urgent)
    if not urgent:
        return "判断が必要なこと"
    return f"判断が必要な施策　{urgent}件" + (f"のうち{most}件" if urgent > most else "")


def table(found: Overview, most: int, kept: Kept) -> str:
    """Return the measures that need a decision, `most` of them, each leading to its sheet, as HTML.

    Where most reports are missing, asking for them is the first decision: that nothing is told is no good news.
    """
    asking = _asking(found, most, kept) if found.goals.reported * 2 < found.goals.due else []
    rows = [*asking, *(_measure(one, kept) for one in found.decisions.urgent[: most - len(asking)])]
    if not rows:
        return '<p class="note">報告のある施策の中に、判断が必要なものはありません。</p>'
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("内容" if asking else "施策", "状態", "あと", "担当")
    )
    return f'<table class="decisions"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def all_of_them(kept: Kept) -> str:
    """Return the address of all measures in this order, escaped for HTML."""
    return board.address(board.PAGE, {"view": board.BY_DECISION, **kept})


def _asking(found: Overview, most: int, kept: Kept) -> list[str]:
    """Return the request for reports, and after it those departments that owe most, as rows of HTML."""
    asked = found.decisions.silent_departments
    room = max(0, most - 1 - len(found.decisions.urgent))
    missing = found.goals.due - found.goals.reported
    rows: list[tuple[str, dict[str, str], int, str]] = [
        ("実績の報告を、各課に求める", {}, missing, f"{len(asked)}課")
    ]
    rows += [(f"　{name}に求める", {"department": name}, series, name) for name, series in asked[:room]]
    return [
        f'<tr><th scope="row"><a href="{board.address(board.REPORTING, {**kept, **condition})}" target="_self">'
        f"{html.escape(what)}</a></th><td>{state_word(state_words.NOT_REPORTED)}</td>"
        f"<td>{series}指標</td><td>{html.escape(who)}</td></tr>"
        for what, condition, series, who in rows
    ]


def _measure(one: Urgency, kept: Kept) -> str:
    measure, worst = one.judged.measure, one.judged.worst
    remark = board.tile_remark(one, is_by_decision=True)
    missing = states.missing(worst) if worst else ""
    return (
        f'<tr><th scope="row"><a href="{board.sheet_address(measure, kept)}" target="_self">'
        f"<b>{html.escape(measure.measure_id)}</b>　{html.escape(measure.short_name)}</a></th>"
        f"<td>{state_word(one.judged.state)} <span>{html.escape(remark)}</span></td>"
        f"<td>{html.escape(missing)}</td><td>{html.escape(measure.departments[0])}"
        f"{'ほか' if len(measure.departments) > 1 else ''}</td></tr>"
    )
