"""Words for a value that the records of the police count, beside or instead of a department's report."""

from charts import words
from findings.goals.plan import Indicator, ReportedValue
from findings.goals.records import Recorded

SOURCE = "警察の資料"
CHECK = "公表値で確かめてください"


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


def last_value(indicator: Indicator, last: ReportedValue) -> str:
    """Return a reported number with its day; of a running sum it is the count of its own year."""
    alone = "（その年だけの数）" if indicator.kind == "cumulative" else ""
    value = "" if last.value is None else words.quantity(last.value, indicator.unit)
    return f"{words.period(last.period_end, indicator.calendar)}の{value}{alone}"
