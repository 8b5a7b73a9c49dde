"""The screens of a meeting as HTML: one thought each, read across a room; every picture is there at once."""

import html
from collections.abc import Mapping
from typing import NamedTuple

from charts import theme, unmeasured, words
from charts.goals import board, states
from charts.goals.board import Kept
from charts.goals.states import state_word
from charts.meeting import sentences
from charts.overview import pictures, tiles
from charts.overview.pictures import Strip
from charts.overview.tiles import Tile
from findings.divide.headline import Headline
from findings.goals.board import Urgency
from findings.meeting.screens import Meeting, Part, Screen
from findings.overview.overview import Overview

TITLES = {"opening": "いま、どこまで来たか", "closing": "決めたこと"}
"""What screens are called where the organiser says nothing else."""

SAMPLE = '<b class="sample">サンプル</b>'
"""What stands beside figures of which any is synthetic."""

MAPPING = "提言との対応は、作成者による対応付けです。"
"""Whose judgement it is which measures a screen shows."""

NOTHING_DECIDED = "<h2>決めたこと</h2>"
"""What stands in the place for decisions where there is none."""

WAY = "道のりの%は、基準から目標までのうち、どこまで来たかです。"
"""What the share of the way says, for who has never read it."""

MOST_SILENT = 4
"""Departments without a report that a screen names."""


class Shown(NamedTuple):
    """What screens are drawn with.

    Attributes
    ----------
    edition
        The parameter of addresses that keeps the edition.
    decided
        What stands in the place for decisions, as HTML by the names of the screens.
    on_paper
        Whether all screens are shown at once, as a handout.
    is_sample
        Whether any record of the edition is synthetic, which every screen on paper says.
    """

    edition: Kept
    decided: Mapping[str, str] = {}
    on_paper: bool = False
    is_sample: bool = False


def title(screen: Screen) -> str:
    """Return what a screen is called, as plain text."""
    if screen.title is not None:
        return screen.title
    part = screen.part
    if part is None:
        return TITLES[screen.kind]
    return f"提言{part.number}　{part.name}" if part.kind == "recommendation" else part.name


def drawn(meeting: Meeting, place: int, shown: Shown) -> str:
    """Return the screen at a place (from 1) of a meeting as HTML; whoever shows it takes its `hidden` away."""
    screen = meeting.screens[place - 1]
    match screen.kind:
        case "opening":
            body = _opening(meeting.overview, screen, shown)
        case "closing":
            body = _closing(screen, shown)
        case "text":
            body = _text(screen, shown)
        case _:
            body = _theme(meeting.overview, screen, shown)
    name = f'data-place="{place}" data-screen="{screen.screen_id}"'
    if shown.on_paper:
        sample = SAMPLE if shown.is_sample else ""
        heading = f"<h2>{sample}{_phrases(title(screen))}</h2>"
        return f'<section class="screen {screen.kind}" {name}>{heading}{body}</section>'
    return (
        f'<section class="screen {screen.kind}" {name} hidden>'
        f'<h1 tabindex="-1">{_phrases(title(screen))}</h1>{body}</section>'
    )


def head(meeting: Meeting, *, is_sample: bool, edition: str, built_on: str) -> str:
    """Return what stands above every screen: the meeting, and what its figures are of, with room for a clock."""
    sample = SAMPLE if is_sample else ""
    return (
        f'<header class="above"><p>{html.escape(f"{meeting.title}　{meeting.when}")}</p><p>{sample}'
        f"<span>{words.era_year(meeting.overview.goals.year)}年度まで</span>"
        f'<span title="{html.escape(edition)}">{built_on} の版</span><span class="clock"></span></p></header>'
    )


def foot(meeting: Meeting, shown: Shown) -> str:
    """Return what stands below every screen: how far the meeting is, and by which keys it goes on."""
    dots = "".join(
        f'<li><button type="button" data-go="{place}" aria-label="画面{place} {html.escape(title(screen))}">'
        "</button></li>"
        for place, screen in enumerate(meeting.screens, 1)
    )
    leave = html.escape(f"./?{urlencoded(shown.edition)}")
    return (
        f'<footer class="below"><nav aria-label="会議の画面"><ol class="dots">{dots}</ol></nav><p class="keys">'
        f"<span><kbd>←</kbd> <kbd>→</kbd> で進む</span>"
        '<button type="button" data-meet="full"><kbd>F</kbd> 全画面</button>'
        f'<a href="{leave}" target="_self" data-meet="end"><kbd>Esc</kbd> 終わる</a></p>'
        '<p class="now" role="status"></p></footer>'
    )


def urlencoded(parameters: Kept) -> str:
    """Return parameters as the query of an address."""
    return board.address("", parameters).removeprefix("?")


def _opening(found: Overview, screen: Screen, shown: Shown) -> str:
    answers: tuple[tuple[str, Tile, str, str, dict[str, str]], ...] = (
        (
            "目標の進捗",
            tiles.goals(found.goals),
            "",
            "goals",
            {"fiscal_year": words.fiscal_year(found.goals.year)},
        ),
        ("デジタルデバイド", tiles.divide(found.divide), _asked(found.divide), "divide", {}),
        ("交通事故（人身）", tiles.accidents(found), "", "accidents", {}),
    )
    cards = "".join(
        f'<div class="answer-card"><h2><a href="{board.address(page, {**conditions, **shown.edition})}" '
        f'target="_self">{name} ›</a></h2>{_tile(tile, asked)}</div>'
        for name, tile, asked, page, conditions in answers
    )
    return f'<p class="lead">{states.answer(found.goals)}</p><div class="three">{cards}</div>{_decided(screen, shown)}'


def _asked(found: Headline) -> str:
    """Return which question was answered, as HTML; nobody in the room has the questionnaire before them.

    It makes room for what is decided.
    """
    return f'<p class="what asked">問い「{html.escape(found.question)}」</p>' if found.question else ""


def _tile(tile: Tile, asked: str) -> str:
    what = f'<p class="what">{html.escape(tile.what)}</p>' if tile.what else ""
    unit = f" <small>{html.escape(tile.unit)}</small>" if tile.unit else ""
    number = f'<p class="big">{tile.number}{unit}</p>' if tile.number != "—" else ""
    return f'{number}{asked}{what}{tile.picture}<p class="said">{tile.sentence}</p>'


def _theme(found: Overview, screen: Screen, shown: Shown) -> str:
    part = screen.part
    if part is None:
        raise ValueError("a screen of a theme has a part of the plan")
    kept = {"fiscal_year": words.fiscal_year(found.goals.year), **shown.edition}
    lead = sentences.standing(part.counts, is_last=part.is_last)
    strip = pictures.squares(part.counts) if part.members else ""
    listed = "".join(_measure(one, kept) for one in part.shown)
    left = len(part.members) - len(part.shown)
    rest = (
        f'<p class="rest"><a href="{_all_of(part, kept)}" target="_self">ほか{left}施策 ›</a></p>'
        if left
        else ""
    )
    signs = (WAY if "道のりの" in listed else "") + (MAPPING if part.kind == "recommendation" else "")
    return (
        f'<p class="lead">{lead}</p><div class="halves">'
        f'<div>{strip}<ul class="measures">{listed}</ul>{rest}<p class="aside">{signs}</p></div>'
        f"<div>{_picture(found, part, shown)}{_unmeasured(part)}{_decided(screen, shown)}</div></div>"
    )


def _all_of(part: Part, kept: Kept) -> str:
    """Return the address of all measures of a part."""
    if part.kind == "field":
        return board.address(board.PAGE, {"field": part.name, **kept})
    return board.address(board.PAGE, {"view": "提言と目標", **kept})


def _measure(one: Urgency, kept: Kept) -> str:
    colour, _ = theme.STATES[one.judged.state]
    remark = board.tile_remark(one, is_by_decision=True).replace(states.SHARE, "道のりの")
    measure = one.judged.measure
    return (
        f'<li style="--state:{colour}"><a href="{board.sheet_address(measure, kept)}" target="_self">'
        f"<span>{state_word(one.judged.state)} {html.escape(remark)}</span>"
        f"<strong>{html.escape(measure.measure_id)} {board.pieces(measure.short_name)}</strong></a></li>"
    )


def _picture(found: Overview, part: Part, shown: Shown) -> str:
    """Return the one picture of a part: what is told beside it of another topic, else how it stood over the years."""
    if "divide" in part.told:
        tile = tiles.divide(found.divide)
        what = tile.what if found.divide.gap else f"使ったことがない人の割合：{tile.what}"
        return _linked(what if tile.what else "デジタルデバイド", tile, "divide", shown, _asked(found.divide))
    if "accidents" in part.told:
        tile = tiles.accidents(found)
        return _linked(
            words.listing(filter(None, ["交通事故（人身）", tile.what])), tile, "accidents-outlook", shown
        )
    if len(part.by_year) < 2 or not part.members:
        return _silent(part, shown)
    strips = pictures.strips([Strip(words.era_year(year), counts) for year, counts in part.by_year])
    return f'<div class="picture"><p class="what">年度末の状態</p>{strips}<p class="said">{compared(part)}</p></div>'


def _linked(what: str, tile: Tile, page: str, shown: Shown, asked: str = "") -> str:
    return (
        f'<div class="picture">{asked}<p class="what"><a href="{board.address(page, shown.edition)}" target="_self">'
        f'{html.escape(what)} ›</a></p>{tile.picture}<p class="said">{tile.sentence}</p></div>'
    )


def _silent(part: Part, shown: Shown) -> str:
    """Return whom to ask where there are no years to compare: the departments that have not reported."""
    listed = "".join(
        f"<li><span>{html.escape(name)}</span><b>{series}指標</b></li>"
        for name, series in part.silent[:MOST_SILENT]
    )
    more = len(part.silent) - MOST_SILENT
    rest = f"<li>ほか{more}課</li>" if more > 0 else ""
    asked = board.address(board.REPORTING, shown.edition)
    head = f'<p class="what"><a href="{asked}" target="_self">報告を待っている課 ›</a></p>' if listed else ""
    return (
        f'<div class="picture">{head}<ul class="silent-of">{listed}{rest}</ul>'
        '<p class="said">比べられる前の年度の報告は、まだありません</p></div>'
    )


def over_years(part: Part) -> str:
    """Return what the years of a part show, as a sentence that stands alone."""
    if not part.is_last:
        return f"{compared(part)}。"
    when = words.era_year(part.by_year[-1][0])
    return (
        f"計画の最後の{when}年度に目標に届いたのは、{len(part.members)}施策のうち{part.counts['達成']}です。"
    )


def compared(part: Part) -> str:
    """Return what the last two years say beside each other."""
    if part.is_last:
        return "最後の年度は、目標に届いたかどうかだけを見ます"
    (_, before), (_, now) = part.by_year[-2:]
    more = now["達成"] - before["達成"]
    if not more:
        return "目標に届いている施策の数は、前の年度と同じです"
    return f"目標に届いている施策は、前の年度より{abs(more)}{'増えました' if more > 0 else '減りました'}"


def _unmeasured(part: Part) -> str:
    """Return what a part names and no indicator measures."""
    if not part.unmeasured:
        return ""
    differences, others = unmeasured.between(part.unmeasured), unmeasured.others(part.unmeasured)
    named = "、".join(filter(None, [f"{differences}による差" if differences else "", others]))
    return f'<p class="untold"><b>測る資料がないもの</b>{html.escape(named)}</p>'


def _decided(screen: Screen, shown: Shown) -> str:
    """Return the place for what is decided at a screen."""
    decided = shown.decided.get(screen.screen_id, NOTHING_DECIDED)
    return f'<div class="decided" data-of="{screen.screen_id}">{decided}</div>'


def _text(screen: Screen, shown: Shown) -> str:
    said = "".join(f"<p>{_phrases(text)}</p>" for text in screen.texts)
    return f'<div class="own">{said}</div>{_decided(screen, shown)}'


def _closing(screen: Screen, shown: Shown) -> str:
    """Return the place for what was decided at all screens."""
    decided = shown.decided.get(screen.screen_id, '<p class="lead">決めたことを、いっしょに確かめます。</p>')
    return f'<div class="all-decided" data-of="{screen.screen_id}">{decided}</div>'


def _phrases(text: str) -> str:
    return board.pieces(text)
