"""What is not known: silence, measures without an indicator, what no data can tell, and how far the data reach."""

import html

from charts import unmeasured, words
from charts.goals import board
from charts.goals.board import Kept
from findings.overview.freshness import Freshness
from findings.overview.overview import Overview

SILENT, REJECTED = "未報告", "読めなかった行"


def listed(found: Overview, kept: Kept, files: str) -> str:
    """Return what is not known as HTML, each with how much of it; `files` is the address of what was read."""
    ways = {
        SILENT: f'　<a href="{board.address(board.REPORTING, kept)}" target="_self">課を見る ›</a>',
        REJECTED: f'　<a href="{html.escape(files)}" target="_self">内訳 ›</a>',
    }
    return (
        '<dl class="facts unknown">'
        + "".join(
            f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}{ways.get(name, '')}</dd>"
            for name, text in rows(found)
        )
        + "</dl>"
    )


def rows(found: Overview) -> list[tuple[str, str]]:
    """Return what is not known, each with how much of it (plain text)."""
    counts, fresh = found.goals.counts, found.fresh
    listed: list[tuple[str, str]] = []
    if silent := counts["未報告"] + counts["未報告（一部）"]:
        listed.append((SILENT, f"{silent}施策"))
    if counts["指標なし"]:
        listed.append(("指標がない", f"{counts['指標なし']}施策"))
    if differences := unmeasured.between(found.unmeasured):
        listed.append((f"{differences}による差", "調べられていない"))
    if others := unmeasured.others(found.unmeasured):
        listed.append((others, "測る資料がない"))
    listed += [("事故の記録", _records(fresh)), ("市民調査", _surveys(fresh))]
    if rejected := _rejected(fresh):
        listed.append((REJECTED, rejected))
    return listed


def _records(fresh: Freshness) -> str:
    return "ない" if fresh.last_file_year is None else f"{words.era_year(fresh.last_file_year)}年まで"


def _surveys(fresh: Freshness) -> str:
    if fresh.last_survey_year is None:
        return "年の分かるものがない"
    return f"{words.era_year(fresh.last_survey_year)}年度まで{fresh.surveys_with_year}回"


def _rejected(fresh: Freshness) -> str:
    parts = [f"{fresh.rows_rejected:,}行"] if fresh.rows_rejected else []
    if fresh.answers_rejected:
        parts.append(f"調査の答え{fresh.answers_rejected:,}個")
    return words.listing(parts)
