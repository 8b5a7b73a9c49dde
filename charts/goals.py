"""Pictures and sentences of goal progress."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from charts import theme, words


def theme_name(kind: str, number: int, name: str) -> str:
    """Return a theme of the plan with its kind and number, such as 提言4「…」."""
    kinds = {"goal": "目標", "policy": "基本方針", "recommendation": "提言", "pillar": "官民データの柱"}
    return f"{kinds[kind]}{number}「{name}」"


def state_word(state: str) -> str:
    """Return a state as HTML: symbol and word in the state's colour."""
    colour, symbol = theme.STATES[state]
    return f'<b class="state" style="color:{colour}">{symbol} {state}</b>'


class Tally(NamedTuple):
    """Measures in four parts that sum to all: 達成 or 順調, やや遅れ, 遅れ or 後退, and those that are not judged."""

    good: int
    slightly: int
    bad: int
    unjudged: int


def tally(counts: Mapping[str, int]) -> Tally:
    """Return counts by state as every sentence adds them up."""
    good = counts["達成"] + counts["順調"] + counts["順調（維持）"]
    slightly = counts["やや遅れ"]
    bad = counts["遅れ"] + counts["後退"] + counts["後退（発生）"]
    return Tally(good, slightly, bad, sum(counts.values()) - good - slightly - bad)


def unjudged(counts: Mapping[str, int]) -> str:
    """Return how many measures are not judged, by the reason, in brackets; empty where all are judged."""
    named = words.listing(
        f"{state}{counts[state]}"
        for state in ("未着手", "中止", "評価困難", "未報告", "指標なし")
        if counts[state]
    )
    return f"（{named}）" if named else ""


def answer(counts: dict[str, int], when: str, reported: int, series: int) -> str:
    """Return the page's answer as HTML: how many measures are where they should be, and what is not known."""
    total, unknown = sum(counts.values()), counts["未報告"]
    good, slightly, bad, silent = tally(counts)
    if unknown == total - counts["指標なし"]:
        return (
            f"{when}の報告はまだ1件もありません。<b>{total}施策がどこまで進んだかは、まだ分かりません</b>。"
            f"指標のない施策が{counts['指標なし']}あります。"
        )
    if reported * 2 < series:
        return (
            f"{when}は{series}指標のうち<b>{reported}指標しか報告がなく</b>、計画全体が順調かどうかは言えません。"
            f"判定できた{total - silent}施策では、達成・順調が{good}、やや遅れが{slightly}、遅れ・後退が{bad}です。"
        )
    return (
        f"{when}は、{total}施策のうち<b>{good}施策が達成または順調</b>、"
        f"やや遅れが{slightly}、遅れと後退が{bad}です。"
        f"判定できない施策は{silent}{unjudged(counts)}です。"
    )


REASONS = {
    "achieved": "目標に届いています。",
    "keep": "目標の水準を保っています。",
    "keep_missed": "保つはずの水準を外れています。",
    "breach": "起きてはならないことが起きました。",
    "below_baseline": "基準より悪くなっています。",
    "nothing_expected_yet": "まだ到達を求められる時期ではありません。",
    "text_baseline": "基準が言葉だけのため、進み具合は計算できません。目標に届いたかどうかだけを判定します。",
    "part_year_flow": "年の途中までの数のため、判定しません。",
    "missing_years": "これまでの年度に報告のない年があり、累計できません。",
    "no_number": "数の報告がないため、判定しません。",
    "department_word": "担当課の報告にある状況をそのまま示しています。",
    "not_reported": "この年度の報告がありません。",
    "pace": "",
}


def reading(
    *,
    state: str,
    reason_code: str,
    value: float | None,
    unit: str,
    target_text: str,
    remaining: float | None,
    shortfall: float | None,
    achieved: float | None,
    expected: float | None,
    pace: float | None,
    period_end: date | None,
    calendar: str,
    is_sum: bool,
) -> str:
    """Return what a series' judgement says, in one or two sentences built from its numbers.

    `is_sum` says that the value judged is the sum of the years since the plan began.
    """
    if value is None or period_end is None:
        return REASONS[reason_code]
    when, shown = words.period(period_end, calendar), words.quantity(value, unit)
    step = words.step(unit)
    counted = f"{when}の値"
    if is_sum and reason_code == "missing_years":
        counted = f"{when}までの、報告のあった年度だけの合計"
    elif is_sum:
        counted = f"計画の始まりから{when}までの累計"
    parts = [f"{counted}は{shown}、目標は{target_text}です。"]
    if reason_code == "pace" and achieved is not None and expected is not None and pace is not None:
        parts.append(
            f"目標までの道のりの{words.percent(achieved)}まで来ており、"
            f"この時点で期待される{words.percent(expected)}に対して{pace:.2f}倍の進み具合です（{state}）。"
        )
        if shortfall and round(shortfall, 1) and expected < 1 and not unit.startswith("年"):
            parts.append(
                f"期待される値との差は{words.number(shortfall, 0 if shortfall >= 100 else None)}{step}です。"
            )
    else:
        parts.append(REASONS[reason_code])
    if remaining and round(remaining, 1) and reason_code not in ("achieved", "breach"):
        parts.append(f"目標まであと{words.number(remaining)}{step}です。")
    return "".join(parts)
