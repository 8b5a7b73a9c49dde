"""The words for the state of a series or a measure, and which of several states is the worse."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

State = Literal[
    "達成",
    "順調",
    "順調（維持）",
    "やや遅れ",
    "遅れ",
    "未達",
    "後退",
    "後退（発生）",
    "未着手",
    "中止",
    "評価困難",
    "未報告（一部）",
    "未報告",
    "対象外",
    "指標なし",
]
"""State of a series, or of a measure, as the city words it."""

DepartmentWord = Literal["未着手", "中止", "評価困難"]
"""A state a department may report in its own word."""

ACHIEVED: Final = "達成"
ON_TRACK: Final = "順調"
KEPT: Final = "順調（維持）"
SLIGHTLY_BEHIND: Final = "やや遅れ"
BEHIND: Final = "遅れ"
MISSED: Final = "未達"
WORSE: Final = "後退"
BREACHED: Final = "後退（発生）"
NOT_STARTED: Final = "未着手"
STOPPED: Final = "中止"
HARD_TO_JUDGE: Final = "評価困難"
PARTLY_REPORTED: Final = "未報告（一部）"
NOT_REPORTED: Final = "未報告"
NOT_DUE: Final = "対象外"
NO_INDICATOR: Final = "指標なし"

STATES: tuple[State, ...] = (
    ACHIEVED,
    ON_TRACK,
    KEPT,
    SLIGHTLY_BEHIND,
    BEHIND,
    MISSED,
    WORSE,
    BREACHED,
    NOT_STARTED,
    STOPPED,
    HARD_TO_JUDGE,
    PARTLY_REPORTED,
    NOT_REPORTED,
    NOT_DUE,
    NO_INDICATOR,
)
"""Every state of a measure, in the order of the board; counts over them sum to the number of measures."""

DEPARTMENT_WORDS: tuple[DepartmentWord, ...] = (NOT_STARTED, STOPPED, HARD_TO_JUDGE)
"""States a department may report in its own word."""

JUDGED: tuple[State, ...] = (MISSED, BREACHED, WORSE, BEHIND, SLIGHTLY_BEHIND, ON_TRACK, KEPT, ACHIEVED)
"""States that rank, worst first; equals (後退, 順調) are ordered too, so that the order of the series never matters."""

UNJUDGED: tuple[State, ...] = tuple(state for state in STATES if state not in JUDGED)
"""States that do not rank, in the order of the board."""

# What says most about the work first: under way, not begun, ended, silence.
_BY_WORK: tuple[State, ...] = (HARD_TO_JUDGE, NOT_STARTED, STOPPED, NOT_REPORTED)

ReasonCode = Literal[
    "achieved",
    "missed_path",
    "missed_below_baseline",
    "missed_level",
    "missed_event",
    "before_target_day",
    "pace",
    "nothing_expected_yet",
    "below_baseline",
    "keep",
    "keep_missed",
    "breach",
    "text_baseline",
    "part_year_flow",
    "missing_years",
    "no_number",
    "department_word",
    "not_reported",
    "not_due",
]
"""Why a series has its state, for the words on the screen."""


def worse_of(states: Iterable[State], *, is_final: bool = False) -> tuple[State, bool]:
    """Return the state of a measure from the states of its series, and whether one of them is unjudged.

    The worst judged state wins: 未達, 後退（発生） and 後退, 遅れ, やや遅れ, 順調 and 順調（維持）, 達成. An
    unjudged state does not rank. Where none is judged, the one that says most about the work is shown:
    評価困難 (under way) before 未着手 (not begun), 中止 (ended) and 未報告 (silence). A series that was never
    due (対象外) says nothing. A measure without series is 指標なし. The order of the series does not matter.

    In its last year (`is_final`) a measure is 達成 only if every series is: with one that was not reported it is
    未報告（一部）, with one of which the department's word stands, or that could not be judged, it has that state.

    Raises
    ------
    ValueError
        If a state is not one of a series.
    """
    given = set(states)
    if unknown := given.difference(JUDGED, _BY_WORK, {NOT_DUE}):
        raise ValueError(f"not states of a series: {sorted(unknown)}")
    unjudged = given.intersection(_BY_WORK)
    ranked: Sequence[State] = (*JUDGED, *_BY_WORK, NOT_DUE)
    if is_final and unjudged and MISSED not in given and ACHIEVED in given:
        if NOT_REPORTED in given:
            return PARTLY_REPORTED, True
        ranked = _BY_WORK
    shown: State = next((state for state in ranked if state in given), NO_INDICATOR)
    return shown, bool(unjudged)
