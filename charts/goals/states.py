"""Pictures and sentences of goal progress."""

from collections.abc import Mapping

from charts import theme, words
from charts.goals import records
from findings.goals.plan import Indicator
from findings.goals.states import Overall, SeriesState
from findings.goals.tally import tally
from stats.goals import state_words
from stats.goals.judgements import Judgement
from stats.goals.state_words import ReasonCode, State


def theme_name(kind: str, number: int, name: str) -> str:
    """Return a theme of the plan with its kind and number, such as 提言4「…」."""
    kinds = {
        "goal": "目標",
        "policy": "基本方針",
        "recommendation": "提言",
        "pillar": "官民データの柱",
        "sdg": "SDGs",
    }
    return f"{kinds[kind]}{number}「{name}」"


def state_word(state: State) -> str:
    """Return a state as HTML: symbol and word in the state's colour."""
    colour, symbol = theme.STATES[state]
    return f'<b class="state" style="color:{colour}">{symbol} {state}</b>'


def unjudged(counts: Mapping[State, int]) -> str:
    """Return how many measures are not judged, by the reason, in brackets; empty where all are judged."""
    named = words.listing(f"{state}{counts[state]}" for state in state_words.UNJUDGED if counts[state])
    return f"（{named}）" if named else ""


def judged(counts: Mapping[State, int], *, is_last: bool) -> list[str]:
    """Return how many measures are in each judged state, as parts of a sentence; 達成 stands first.

    In the plan's last year (`is_last`) there is only 達成 and 未達; before it, 未達 is named where there is one.
    """
    found = tally(counts)
    if is_last:
        return [f"達成が{found.achieved}", f"未達が{found.missed}"]
    missed = [f"未達が{found.missed}"] if found.missed else []
    return [
        f"達成が{found.achieved}",
        f"順調が{found.on_track}",
        f"やや遅れが{found.slightly}",
        f"遅れ・後退が{found.bad}",
        *missed,
    ]


def answer(found: Overall) -> str:
    """Return the answer of the goals in few words, as HTML: what was reached, or that it is not known."""
    counts, when, total = found.counts, f"{words.era_year(found.year)}年度", sum(found.counts.values())
    found_as = tally(counts)
    if found_as.unjudged == total:
        return f"{when}の報告はまだなく、<b>{total}施策の進み具合は分かりません</b>。"
    if found.reported * 2 < found.due:
        asked = "目標に届いたか" if found.is_last else "順調か"
        few = f"{found.due}指標のうち{found.reported}件だけ"
        return f"{when}の報告は<b>{few}</b>。計画全体が{asked}は、まだ言えません。"
    if found.is_last:
        reached = f"達成{found_as.achieved}、未達{found_as.missed}、未報告{counts['未報告']}"
        return f'{total}施策のうち<b class="listed">{reached}</b>。計画の最後の年度（{when}）の結果です。'
    counted = {
        "達成": found_as.achieved,
        "順調": found_as.on_track,
        "やや遅れ": found_as.slightly,
        "遅れ・後退": found_as.bad,
    }
    if found_as.missed:
        counted["未達"] = found_as.missed
    reached = "、".join(f"{state}{count}" for state, count in counted.items())
    basis = f"計画が始まる前の{when}（基準）" if found.is_before else when
    return f'{total}施策のうち<b class="listed">{reached}</b>。{basis}の結果です。'


def goals_sentence(found: Overall) -> str:
    """Return the answer of the goals as HTML: how many measures are where they should be, and what is not known."""
    counts, when, is_last = found.counts, words.fiscal_year(found.year), found.is_last
    total, unknown, silent = sum(counts.values()), counts["未報告"], tally(counts).unjudged
    before = (
        f"{when}は計画が始まる前の年度で、<b>いまの進み具合ではなく、基準の時期</b>に当たります。"
        if found.is_before
        else ""
    )
    if unknown == total - counts["指標なし"] - counts["対象外"]:
        return (
            f"{before}{when}の報告はまだ1件もありません。<b>{total}施策がどこまで進んだかは、まだ分かりません</b>。"
            f"指標のない施策が{counts['指標なし']}あります。"
        )
    first, *others = judged(counts, is_last=is_last)
    if found.reported * 2 < found.due:
        asked = "目標に届いたかどうか" if is_last else "順調かどうか"
        return (
            f"{before}{when}は{found.due}指標のうち<b>{found.reported}指標しか報告がなく</b>、計画全体が{asked}は言えません。"
            f"判定できた{total - silent}施策では、{'、'.join([first, *others])}です。"
        )
    if is_last:
        return (
            f"計画の最後の年度、{when}は、{total}施策のうち<b>{'、'.join([first, *others])}、"
            f"未報告が{unknown}</b>です。{besides_the_last(counts)}"
        )
    return (
        f"{before}{when}は、{total}施策のうち<b>{first}</b>、{'、'.join(others)}です。"
        f"判定できない施策は{silent}{unjudged(counts)}です。"
    )


def besides_the_last(counts: Mapping[State, int]) -> str:
    """Return the measures that are neither 達成, 未達 nor 未報告, by their state, as a sentence."""
    states: tuple[State, ...] = ("未報告（一部）", "未着手", "中止", "評価困難", "対象外", "指標なし")
    listed = [f"{state}が{counts[state]}" for state in states if counts[state]]
    return f"ほかに、{'、'.join(listed)}あります。" if listed else ""


REASONS: dict[ReasonCode, str] = {
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
    "not_due": "この年度の報告は求めていません（累計が始まる前か、基準の年です）。",
    "missed_path": "目標に届きませんでした。",
    "missed_below_baseline": "目標に届かず、基準より悪化しました。",
    "missed_level": "目標の水準に届きませんでした。",
    "missed_event": "起きてはならないことが起きたため、未達です",
    "before_target_day": "目標の日より前の値のため、目標に届いたかどうかはまだ判定しません。",
    "pace": "",
}


def reading(one: SeriesState) -> str:
    """Return what a series' judgement says, in sentences built from its numbers."""
    whence = records.judged(one.recorded) if one.recorded and one.is_recorded else ""
    return whence + _judged_reading(one.judgement, one.indicator)


def _judged_reading(judgement: Judgement, indicator: Indicator) -> str:
    reason_code, unit, is_sum = judgement.reason_code, indicator.unit, indicator.kind == "cumulative"
    value, period_end, remaining = judgement.value, judgement.period_end, judgement.remaining
    achieved, expected, shortfall = judgement.achieved, judgement.expected, judgement.shortfall
    if value is None or period_end is None:
        return REASONS[reason_code]
    when, shown = words.period(period_end, indicator.calendar), words.quantity(value, unit)
    step = words.step(unit)
    counted = f"{when}の値"
    if is_sum and reason_code == "missing_years":
        counted = f"{when}までの、報告のあった年度だけの合計"
    elif is_sum:
        counted = f"計画の始まりから{when}までの累計"
    parts = [f"{counted}は{shown}、目標は{indicator.target_text}です。"]
    if reason_code == "pace" and achieved is not None and expected is not None and judgement.pace is not None:
        parts.append(
            f"目標までの道のりの{words.percent(achieved)}まで来ており、"
            f"この時点で期待される{words.percent(expected)}に対して{judgement.pace:.2f}倍の進み具合です（{judgement.state}）。"
        )
        if shortfall and round(shortfall, 1) and expected < 1 and not unit.startswith("年"):
            parts.append(
                f"期待される値との差は{words.number(shortfall, 0 if shortfall >= 100 else None)}{step}です。"
            )
    else:
        parts.append(REASONS[reason_code])
    if reason_code == "missed_path" and achieved is not None:
        parts.append(
            f"{share_of_the_way(achieved)}まで来て、目標まであと{_missing(remaining, unit)}でした（未達）。"
        )
    elif reason_code == "missed_event":
        parts.append(f"（発生 {shown}）。")
    elif reason_code in ("missed_below_baseline", "missed_level"):
        parts.append(f"目標まであと{_missing(remaining, unit)}でした（未達）。")
    elif remaining and round(remaining, 1) and reason_code not in ("achieved", "breach"):
        parts.append(f"目標まであと{words.number(remaining)}{step}です。")
    return "".join(parts)


SHARE, WORSENED = "目標までの道のりの", "基準より悪化"
"""What a missed target is told in: the share of the way, or that it went backward."""


def share_of_the_way(achieved: float) -> str:
    """Return how far a value has come on the way from baseline to target, in whole percent rounded down.

    What was missed by little is never told as 100 %.
    """
    return f"{SHARE}{words.percent_down(achieved)}"


def missed(one: SeriesState) -> str:
    """Return by how much a target was missed, as short as a tile; empty for any other reason.

    A path says its share, unless it went backward; kinds without a path say in their own unit what is missing.
    """
    judgement, unit = one.judgement, one.indicator.unit
    reason_code, achieved, value = judgement.reason_code, judgement.achieved, judgement.value
    if reason_code == "missed_path" and achieved is not None:
        return share_of_the_way(achieved)
    if reason_code == "missed_event" and value is not None:
        return f"発生 {words.quantity(value, unit)}"
    if reason_code == "missed_level":
        return f"目標まであと{_missing(judgement.remaining, unit)}"
    return WORSENED if reason_code == "missed_below_baseline" else ""


def missing(one: SeriesState) -> str:
    """Return what is missing to the target, in the unit of the series; empty where nothing is known."""
    remaining, unit = one.judgement.remaining, one.indicator.unit
    if one.judgement.reason_code == "missed_event" or not remaining:
        return ""
    return words.compact(remaining, words.step(unit)) if round(remaining, 1) else _missing(remaining, unit)


def _missing(remaining: float | None, unit: str) -> str:
    """Return what is missing to a target in the unit of a difference; a little is not told as nothing."""
    missing = remaining or 0.0
    return f"{words.number(missing)}{words.step(unit)}" if round(missing, 1) else f"0.1{words.step(unit)}未満"
