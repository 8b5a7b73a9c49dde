"""What a meeting decides, in words: on its screens, in the dialog where it is written, and as minutes."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import pandas as pd

from findings.meeting.decisions import Decisions, Standing
from queries.meetings import Meeting
from stats import characters

TITLE = "決めたこと"
MOST_SHOWN = 3
"""Decisions a screen has room for, the newest; the minutes have all."""

MOST_CLOSING = 6
"""Decisions the closing screen has room for, the newest."""

CLOSING = "closing"
"""The screen at which stands what all screens decided."""

WRITE = '<button type="button" data-meet="write">（<span><kbd>E</kbd>で</span>書く）</button>'
"""The way to write on a screen, which meeting.js answers; the key E is named to whoever has a keyboard."""

OTHER = "その他（名前を書く）"
"""The choice of whoever is none of the plan's 課."""

ELSEWHERE = "ほかの画面"
"""What a screen is called that the running order does not have any more."""

SYMBOLS = {"済んだ": "●", "進行中": "▲", "未着手": "□", "取りやめ": "■"}
"""What became of a decision → its sign, as the states of measures have theirs."""

DEFINITION = (
    "会議で決めたことを、画面の順に並べたものです。"
    "直したものと取り消したものも、書いたときのまま残し、扱いの列で分けています。"
)


def who_and_what(standing: Standing) -> str:
    """Return a decision in one line, as plain text: which 課, until when, what; a line too long loses its end only."""
    said = standing.said
    due = f"（{said.due.removesuffix('まで')}まで）" if said.due else ""
    return characters.in_one_line(f"{said.department}{due}：{said.text}")


def slot(found: Decisions, screen_id: str, *, can_write: bool = True) -> str:
    """Return what stands on a screen as HTML: what was decided there, and what became of what was decided last time."""
    now, before = found.at(screen_id), found.before_at(screen_id)
    write = WRITE if can_write else ""
    last = f"<h2>前回決めたこと</h2>{_short(before, told=True)}" if before else ""
    return f"<h2>{TITLE}{write}</h2>{_short(now) or '<p>まだありません</p>'}{last}"


def slots(found: Decisions, titles: Mapping[str, str], *, on_paper: bool = False) -> dict[str, str]:
    """Return what stands in the place of every screen, as HTML; in that of the closing screen what all decided."""
    filled = {screen: slot(found, screen, can_write=not on_paper) for screen in titles}
    return filled | {
        screen: _closing(found, titles, on_paper=on_paper) for screen in titles if screen == CLOSING
    }


def to_fill(filled: Mapping[str, str]) -> str:
    """Return the contents of all places in one hidden element, from which the browser puts them there."""
    parts = "".join(f'<div data-of="{html.escape(screen)}">{part}</div>' for screen, part in filled.items())
    return f'<div class="decided-now" hidden>{parts}</div>'


def fault(message: str) -> str:
    """Return as HTML why nothing of what was decided can be shown."""
    return f'<h2>{TITLE}</h2><p role="alert">{written(message)}</p>'


def _closing(found: Decisions, titles: Mapping[str, str], *, on_paper: bool) -> str:
    count, listed = len(found.held), found.held if on_paper else found.held[-MOST_CLOSING:]
    lead = (
        f"この会議で<b>{count}件</b>を決めました。"
        if count
        else "決めたことは、<b>まだ書かれていません</b>。"
    )
    more = count - len(listed)
    rest = (
        f'<p class="aside">新しい{MOST_CLOSING}件です。ほか{more}件は、会議の記録にあります。</p>'
        if more
        else ""
    )
    before = printed_before(found, titles) if on_paper else ""
    write = "" if on_paper else WRITE
    return f'<p class="lead">{lead}{write}</p>{printed(listed, titles)}{rest}{before}'


def conditions(found: Decisions) -> list[str]:
    """Return what the minutes hold: how many decisions, and when they were written."""
    listed = [f"決めたこと：{len(found.held)}件"]
    times = [row.decided_at for one in (*found.held, *found.withdrawn) for row in one.wordings]
    return [*listed, f"書いた日時：{time(min(times))}～{time(max(times))}"] if times else listed


def _short(listed: Sequence[Standing], *, told: bool = False) -> str:
    lines = "".join(f"<li>{_line(one, told=told)}</li>" for one in listed[-MOST_SHOWN:])
    more = len(listed) - MOST_SHOWN
    rest = f"<li>ほか{more}件</li>" if more > 0 else ""
    return f"<ul>{lines}{rest}</ul>" if lines else ""


def _line(standing: Standing, *, told: bool) -> str:
    """Return a decision as a line of a screen; what became of it stands first, since a line too long loses its end."""
    said, outcome = _typed(who_and_what(standing)), standing.outcome
    if not told:
        return said
    more = f" → {_typed(outcome.text)}" if outcome and outcome.text else ""
    return f"<b>{_state(standing)}</b> {said}{more}"


def _state(standing: Standing) -> str:
    outcome = standing.outcome
    return (
        f"{SYMBOLS.get(outcome.state, '')} {html.escape(outcome.state)}" if outcome else "○ その後の記入なし"
    )


def outcome_words(standing: Standing) -> str:
    """Return what became of a decision, as HTML."""
    outcome = standing.outcome
    said = f"：{_typed(outcome.text)}" if outcome and outcome.text else ""
    return f"{_state(standing)}{said}"


def in_full(standing: Standing, *, told: bool = False) -> str:
    """Return a decision as HTML with when it was written, whether it was corrected, and what became of it."""
    said = standing.said
    corrected = f"、{len(standing.wordings) - 1}回直しました" if len(standing.wordings) > 1 else ""
    became = f'<p class="became">{outcome_words(standing)}</p>' if told else ""
    year = f"{standing.first.decided_at.year}年" if told else ""
    until = f"　期限 {_typed(said.due)}" if said.due else ""
    return (
        f'<div class="decision"><p class="what"><b>{_typed(said.department)}</b>'
        f" <bdi>{_lines(said.text)}</bdi></p>"
        f'<p class="when">{year}{time(standing.first.decided_at)}{corrected}{until}</p>{became}'
        f"{_earlier(standing)}</div>"
    )


def _earlier(standing: Standing) -> str:
    """Return how a decision was worded before, one click away."""
    if len(standing.wordings) == 1:
        return ""
    lines = "".join(
        f"<li>{time(one.decided_at)} {_typed(f'{one.department}：{one.text}')}</li>"
        for one in standing.wordings[:-1]
    )
    return f'<details class="grounds"><summary>直す前</summary><ul>{lines}</ul></details>'


def _typed(text: str) -> str:
    """Return a text somebody typed as HTML on one line; whichever way it is written, it turns nothing around it."""
    return f"<bdi>{html.escape(characters.in_one_line(text))}</bdi>"


def _lines(text: str) -> str:
    return html.escape(characters.visible(text)).replace("\n", "<br>")


def time(value: datetime) -> str:
    """Return when something was written: day and minute, short."""
    return f"{value.month}月{value.day}日 {value.hour}時{value.minute:02d}分"


def table(found: Decisions, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return the minutes as rows: every wording of every decision, in the order of the screens, the last one last.

    `titles` are the names of the screens in their order.
    """
    rows = [
        {
            "画面": titles.get(standing.first.screen_id, ELSEWHERE),
            TITLE: said.text,
            "課": said.department,
            "期限": said.due,
            "書いた日時": f"{said.decided_at:%Y-%m-%d %H:%M:%S}",
            "扱い": _treatment(standing, place),
            "その後": _became(standing) if place == len(standing.wordings) - 1 else "",
            "版": said.edition_id,
        }
        for standing in _in_order([*found.held, *found.withdrawn], titles)
        for place, said in enumerate(standing.wordings)
    ]
    columns = ["画面", TITLE, "課", "期限", "書いた日時", "扱い", "その後", "版"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _treatment(standing: Standing, place: int) -> str:
    if place < len(standing.wordings) - 1:
        return "直す前"
    return "取り消し" if standing.said.is_withdrawn else "有効"


def _became(standing: Standing) -> str:
    outcome = standing.outcome
    return "" if outcome is None else f"{outcome.state}：{outcome.text}".rstrip("：")


def _in_order(listed: Iterable[Standing], titles: Mapping[str, str]) -> list[Standing]:
    places = {screen: place for place, screen in enumerate(titles)}
    return sorted(listed, key=lambda one: places.get(one.first.screen_id, len(places)))


def markdown(
    found: Decisions, meeting: Meeting, titles: Mapping[str, str], notes: Iterable[tuple[str, str]]
) -> str:
    """Return the minutes as Markdown: by screen what was decided, then what became of the last meeting's decisions.

    What people typed is text, letter by letter: none of it is a mark.
    """
    parts = [f"# {_marked(f'{meeting.title}　{meeting.when}')}　会議の記録"]
    parts += ["\n".join(f"- {_marked(name)}：{_marked(text)}" for name, text in notes)]
    parts += _sections(TITLE, found.held, titles, told=False)
    if found.before:
        parts += _sections(
            f"前回（{_marked(f'{found.before.title}　{found.before.when}')}）決めたことのその後",
            found.held_before,
            titles,
            told=True,
        )
    return "\n\n".join(parts) + "\n"


def _sections(
    heading: str, listed: Sequence[Standing], titles: Mapping[str, str], *, told: bool
) -> list[str]:
    parts = [f"## {heading}"]
    if not listed:
        return [*parts, "ありません。"]
    shown = ""
    for one in _in_order(listed, titles):
        title = titles.get(one.first.screen_id, ELSEWHERE)
        if title != shown:
            parts.append(f"### {_marked(title)}")
            shown = title
        became = f"　→ {_marked(_became(one) or 'その後の記入なし')}" if told else ""
        when = "" if told else f"　〔{time(one.first.decided_at)}〕"
        parts.append(f"- {_marked(who_and_what(one))}{when}{became}")
    return parts


def _marked(text: str) -> str:
    """Return a text for Markdown (CommonMark) as it is: every sign that could be a mark stands behind a backslash."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", characters.in_one_line(text))


def answer(found: Decisions, meeting: Meeting) -> str:
    """Return how many decisions of a meeting hold, as HTML."""
    return f"{written(f'{meeting.title}（{meeting.when}）')}で、<b>{len(found.held)}件</b>を決めました。"


def printed(listed: Iterable[Standing], titles: Mapping[str, str], *, told: bool = False) -> str:
    """Return decisions as a table in HTML: by screen what was decided, by whom, until when.

    Where it is `told`, also what became of each.
    """
    rows = "".join(
        f'<tr><th scope="row">{html.escape(titles.get(one.first.screen_id, ELSEWHERE))}</th>'
        f"<td><bdi>{_lines(one.said.text)}</bdi></td><td><bdi>{_lines(one.said.department)}</bdi></td>"
        f"<td><bdi>{_lines(one.said.due) or '—'}</bdi></td><td>{_written_at(one, told=told)}</td></tr>"
        for one in _in_order(listed, titles)
    )
    if not rows:
        return ""
    last = "その後" if told else "時刻"
    head = "".join(f'<th scope="col">{name}</th>' for name in ("画面", TITLE, "課", "期限", last))
    kind = "minutes told" if told else "minutes"
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def recorded(found: Decisions, titles: Mapping[str, str], *, told: bool) -> str:
    """Return all that a meeting decided as HTML; where it is `told`, with what became of it."""
    when = f'<p class="note">{written(conditions(found)[-1])}</p>'
    return when + (printed(found.held, titles, told=told) or f'<p class="answer">{ALL_WITHDRAWN}</p>')


def _written_at(one: Standing, *, told: bool) -> str:
    return outcome_words(one) if told else f"{one.first.decided_at:%H:%M}"


def printed_before(found: Decisions, titles: Mapping[str, str]) -> str:
    """Return the last meeting's decisions as HTML for paper, with what became of each; empty where there are none."""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(titles.get(one.first.screen_id, ELSEWHERE))}</th>'
        f"<td>{_typed(who_and_what(one))}</td><td>{outcome_words(one)}</td></tr>"
        for one in _in_order(found.held_before, titles)
    )
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("画面", "前回決めたこと", "その後"))
    return f'<table class="minutes"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def saved_name(meeting: Meeting) -> str:
    """Return the title of the minutes as a file."""
    return re.sub(r'[\\/:*?"<>|\s]+', "_", f"会議の記録_{meeting.title}_{meeting.when}")


def written(text: str) -> str:
    """Return a text as HTML, every sign as it is."""
    return html.escape(characters.in_one_line(text))


def last_time(found: Decisions) -> str:
    """Return which meeting the last one was, as HTML."""
    before = found.before
    return f"前回決めたこと（{written(f'{before.title}　{before.when}')}）" if before else ""


def wait(seconds: int) -> str:
    """Return that nobody's code is looked at for a while."""
    return (
        f"違うコードが続いたので、しばらく受け付けません。あと{seconds}秒待ってから、もう一度入れてください。"
        "見るだけなら、コードは要りません。"
    )


LACKING = "決めたことと、課を入れてください（一覧にない課は「その他」を選び、名前を書きます）。"
NONE_YET = "決めたことは、まだ書かれていません。「▶ 会議」の画面で書くと、ここに残ります。"
ALL_WITHDRAWN = "有効なものはありません。取り消したものは、保存した記録にあります。"
SURE = "この「決めたこと」を取り消しますか。画面からは消え、会議の記録には取り消しとして残ります。"
HERE = "この画面で決めたこと"
WHERE_THE_CODE_IS = "コードは、サーバーを始めた黒い画面に出ています。見るだけなら要りません。"
WRONG = "コードが違います。サーバーを始めた黒い画面に出ている「会議のコード」を確かめてください。"
