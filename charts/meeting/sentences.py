"""How one part of the plan stands, in one sentence whose strongest part stands out."""

from collections.abc import Mapping
from typing import NamedTuple

from findings.goals.tally import tally
from stats.goals import state_words
from stats.goals.state_words import State

NO_MEASURE = "この計画の施策の中に、これに直接当たるものは見当たりません。"


class _Said(NamedTuple):
    """Measures of which one thing is said: how many, what in the middle of a sentence, at its end, and of all."""

    number: int
    middle: str
    end: str
    of_all: str


def standing(counts: Mapping[State, int], *, is_last: bool) -> str:
    """Return how measures stand by their states, as HTML; what is most to be known stands first, and out.

    What was reached comes first, but where more than half of the measures cannot be judged their silence does.
    """
    total, found = sum(counts.values()), tally(counts)
    if not total:
        return NO_MEASURE
    judged = _last(counts) if is_last else _on_the_way(counts)
    silent, others = _unjudged(counts)
    ordered = [*silent, *judged, *others] if found.unjudged * 2 > total else [*judged, *silent, *others]
    first, *rest = [one for one in ordered if one.number]
    if not rest:
        return f"<b>{total}施策{first.of_all}</b>。"
    *middle, last = rest
    parts = [f"<b>{first.number}{first.middle}</b>", *(f"{one.number}{one.middle}" for one in middle)]
    return f"{total}施策のうち{'、'.join([*parts, f'{last.number}{last.end}'])}。"


def _last(counts: Mapping[State, int]) -> list[_Said]:
    found = tally(counts)
    return [
        _Said(found.achieved, "が目標に届き", "が目標に届きました", "のすべてが目標に届きました"),
        _Said(found.missed, "が届かず", "が届きませんでした", "のすべてが、期限までに目標へ届きませんでした"),
    ]


def _on_the_way(counts: Mapping[State, int]) -> list[_Said]:
    found = tally(counts)
    return [
        _Said(found.achieved, "が目標に届き", "が目標に届いています", "のすべてが目標に届いています"),
        _Said(found.on_track, "が順調で", "が順調です", "のすべてが順調です"),
        _Said(found.slightly, "がやや遅れ", "がやや遅れています", "のすべてがやや遅れています"),
        _Said(found.bad, "が遅れ・後退で", "が遅れ・後退です", "のすべてが遅れ・後退です"),
        _Said(found.missed, "が期限に届かず", "が期限に届きませんでした", "のすべてが期限に届きませんでした"),
    ]


def _unjudged(counts: Mapping[State, int]) -> tuple[list[_Said], list[_Said]]:
    """Return what is said of measures without a report, and of the others that cannot be judged."""
    silent = [
        _Said(
            counts[state_words.NOT_REPORTED],
            "は報告がなく",
            "は報告がありません",
            "のすべてに、まだ報告がありません",
        ),
        _Said(
            counts[state_words.PARTLY_REPORTED],
            "は報告がそろわず",
            "は報告がそろっていません",
            "のすべてで、報告がそろっていません",
        ),
    ]
    words: dict[State, str] = {
        state_words.NOT_STARTED: "未着手",
        state_words.STOPPED: "中止",
        state_words.HARD_TO_JUDGE: "評価困難",
        state_words.NOT_DUE: "報告の対象外",
    }
    others = [
        _Said(counts[state], f"は{word}で", f"は{word}です", f"のすべてが{word}です")
        for state, word in words.items()
    ]
    without = counts[state_words.NO_INDICATOR]
    others.append(_Said(without, "は指標がなく", "は指標がありません", "のすべてに指標がありません"))
    return silent, others
