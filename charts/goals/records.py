"""Words for a value that the records of the police count, beside or instead of a department's report."""

from dataclasses import dataclass

from charts import words

SOURCE = "警察の資料"
CHECK = "公表値で確かめてください"


@dataclass(frozen=True)
class Recorded:
    """A year's accidents as the records count them (by file year without motorways).

    `reported` is the department's count of the same year, None without one. `missed` are the other years whose
    published figure the records miss; `is_near` says that the count lies so near the target that such a miss could
    turn the state. `is_sample` says that the records are synthetic.
    """

    count: float
    reported: float | None
    missed: tuple[int, ...]
    is_near: bool
    is_sample: bool


def origin(*, is_sample: bool) -> str:
    """Return where the value is from, in a few words."""
    return f"{SOURCE}{'（サンプル）' if is_sample else ''}から"


def judged(recorded: Recorded) -> str:
    """Return what is to be known of a state that rests on the records, as sentences."""
    whence = f"{origin(is_sample=recorded.is_sample)}数えた値で、担当課の報告はまだありません。"
    reasons = []
    if recorded.missed:
        years = words.listing(f"{words.era_year(year)}年" for year in recorded.missed)
        reasons.append(f"警察の資料は{years}の公表値と一致しません")
    if recorded.is_near:
        reasons.append("目標との差がわずかです")
    return f"{whence}{CHECK}（{'。'.join(reasons)}）。" if reasons else whence


def beside(recorded: Recorded) -> str:
    """Return how the records differ from the report that is judged, as a sentence; nothing without a report."""
    if recorded.reported is None:
        return ""
    difference = recorded.count - recorded.reported
    compared = f"差は{words.signed(difference, '件')}" if difference else "同じ"
    whence = f"{origin(is_sample=recorded.is_sample)}数えると{words.number(recorded.count)}件"
    return f"{whence}で、判定した担当課の報告と{'の' if difference else ''}{compared}です。"
