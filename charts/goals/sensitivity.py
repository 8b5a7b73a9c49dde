"""Sentences and tables of how states are judged, and of what another rule would say."""

import html
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from charts import words
from charts.goals.board import Kept, sheet_address
from charts.goals.sheet import SHORT_RULES, UNDEFINED
from charts.goals.states import state_word
from findings.goals.plan import Indicator
from findings.goals.sensitivity import Difference, Flip, Halfway, Sensitivity, counts
from stats.goals.path import Thresholds
from stats.goals.sensitivity import DEFAULT
from stats.goals.series import Kind
from stats.goals.state_words import State

_PATH_ENDS = (
    "届けば達成、届かなければ未達です。目標までの道のりの何%まで来たか（端数は切り捨て）を示し、"
    "基準より悪ければ「基準より悪化」とします。"
)
KINDS: dict[Kind, tuple[str, str, str]] = {
    "increase": (
        "増やす",
        "基準から目標までの道のりの何割まで来たかを、過ぎた時間の割合で割って判定します。",
        _PATH_ENDS,
    ),
    "decrease": ("減らす", "増やす指標と同じ計算です（道のりが下向きになります）。", _PATH_ENDS),
    "cumulative": (
        "計画期間の合計",
        "年ごとの数を計画の始まりから足し、同じ計算をします。足りない年があれば判定しません。",
        _PATH_ENDS,
    ),
    "milestone": ("段階で進む", "終わった段階の割合で、同じ計算をします。", _PATH_ENDS),
    "keep": (
        "保つ",
        "目標の側にあれば順調（維持）。外れた年は後退です。",
        "目標の側にあれば達成。外れていれば未達とし、あといくつかを示します。",
    ),
    "zero": (
        "0を続ける",
        "0なら順調（維持）。1件でも起きた年は後退（発生）です。",
        "最後の年が0なら達成（前の年の発生は並べて示します）。1件でも起きれば未達とし、件数を示します。",
    ),
    "text_baseline": (
        "基準が言葉",
        "目標に届けば達成。届かなければ評価困難とし、あといくつかを示します。",
        "目標に届けば達成。届かなければ未達とし、あといくつかを示します。",
    ),
}
"""Kinds of indicators: name, how they are judged on the way, and in the year that holds the target's day."""

END = {
    "すべての指標が達成": "達成",
    "未達の指標が一つでもある": "未達",
    "達成の指標と、未報告の指標がある": "未報告（一部）",
    "達成の指標と、担当課が未着手・中止・評価困難とした（または判定できない）指標がある": "その言葉のまま",
    "報告のある指標が一つもない": "未報告",
}
"""What a measure is in the plan's last year, by its indicators."""

RULES_DEFINITION = (
    "四つの方法：基準からの直線（既定）、計画の始まりからの直線、1年あたりの伸び率の比、目標に対する大きさ（時間は見ない）。"
    "境目はどれも同じです。計算できない方法は、違いに数えません。二つの指標がある施策は、どの方法でも悪いほうをとります。"
)
HALFWAY_DEFINITION = (
    "どの指標も、基準と目標のちょうど中間の値を、ちょうど中間の日に置いて、四つの方法で計算しました。"
)
HALFWAY = (
    "時間も道のりもちょうど半分なら、だれもが順調と言うはずです。そう言わない方法を、既定にしていません。"
)
KINDS_DEFINITION = "種類は計画の文章から読み取り、データとして持っています（数から推し量りません）。"
END_DEFINITION = (
    "目標の日を含む年度（暦年の指標は同じ数字の年）が最後の年度です。この年には途中の経路を見ないので、順調・遅れなどの状態はありません。"
    "見るのはこの年の報告です。この年の報告がない指標は、前の年まで何であっても未報告です。"
    "目標の日より後の値は「期限後の値」として示し、状態を変えません。目標の日より前の、年の途中の値は判定しません。"
    "担当課の未着手・中止・評価困難はそのまま別に数え、数だけの結果を並べます。"
)

STATES: dict[State, str] = {
    "達成": "目標に届いています。",
    "順調": "予定の{順調:.0%}以上まで進んでいます。",
    "順調（維持）": "保つ指標で、目標の側にあります。",
    "やや遅れ": "予定の{やや遅れ:.0%}以上、{順調:.0%}未満の進みです。",
    "遅れ": "予定の{やや遅れ:.0%}未満の進みですが、基準よりは悪くありません。",
    "未達": "計画の最後の年度に、目標に届きませんでした。",
    "後退": "基準より悪いか、保つはずの水準を外れています。",
    "後退（発生）": "0を続けるはずのことが起きました。",
    "未着手": "担当課が「未着手」と報告しました。",
    "中止": "担当課が「中止」と報告しました。",
    "評価困難": "数があっても判定できないか、担当課がそう報告しました。",
    "未報告（一部）": "計画の最後の年度に、達成した指標のほかに報告のない指標があります。",
    "未報告": "この年度の報告がありません。",
    "対象外": "この年度の報告は求めていません（累計が始まる前か、基準の年です）。",
    "指標なし": "計画が指標を設けていません。",
}
"""What every state means; {state} stands for the pace from which that state is earned."""


def flip_sentence(found: Sensitivity, when: str) -> str:
    """Return how many measures that could be judged by numbers depend on the rule, as HTML."""
    judged, flips = found.compared, len(found.flips)
    if found.is_last:
        return "計画の最後の年度は、目標に届いたかだけを見るので、<b>どの方法でも判定は同じ</b>です。"
    if not judged:
        return f"{when}は、数で判定できた施策がなく、<b>方法による違いはまだ調べられません</b>。"
    if not flips:
        return f"{when}に数で判定できた<b>{judged}施策は、どの方法でも同じ判定</b>です。"
    if flips == judged:
        return f"{when}に数で判定できた<b>{judged}施策は、方法を変えると判定が変わります</b>。"
    return f"{when}に数で判定できた{judged}施策のうち、<b>{flips}施策は方法を変えると判定が変わります</b>。"


def flip_grounds(found: Sensitivity) -> list[str]:
    """Return of how many measures nothing depends on the rule, and how many could not be compared, as HTML."""
    if found.is_last:
        return ["ほかの年度を選ぶと、途中の経路を見る方法どうしを比べられます。"]
    judged, flips, others = found.compared, len(found.flips), found.others
    same = [f"残りの{judged - flips}施策は、どの方法でも同じ判定です。"] if 0 < flips < judged else []
    return same + ([f"数で判定できない{others}施策は、比べていません。"] if others else [])


def flips(items: Sequence[Flip], kept: Kept) -> str:
    """Return the measures whose state depends on the rule as a list of HTML; each leads to its sheet.

    `kept` are the parameters its address keeps.
    """
    if not items:
        return '<p class="note">方法によって判定が変わる施策はありません。</p>'
    lines = []
    for one in items:
        others = "".join(
            f"<span>{SHORT_RULES[rule]} {state_word(state)}</span>"
            for rule, state in one.states.items()
            if rule != DEFAULT
        )
        reasons = "".join(f'<p class="note">{html.escape(why(found))}</p>' for found in one.differences)
        lines.append(
            f'<li><span class="head"><a href="{sheet_address(one.judged.measure, kept)}" target="_self">'
            f"{html.escape(one.judged.measure.title)}</a>{state_word(one.states[DEFAULT])}</span>"
            f'<p class="rulings">{others}</p>{reasons}</li>'
        )
    return f'<ul class="decide">{"".join(lines)}</ul>'


def flips_table(items: Sequence[Flip]) -> pd.DataFrame:
    """Return the same list as a table."""
    return pd.DataFrame(
        [
            {
                "施策": one.judged.measure.title,
                **{SHORT_RULES[rule]: state for rule, state in one.states.items()},
                "理由": "".join(why(found) for found in one.differences),
            }
            for one in items
        ]
    )


def why(found: Difference) -> str:
    """Return why a rule comes to another state than the default, as a sentence."""
    name, state = found.indicator.name, found.ruling.state
    rule, score, expected_by_plan = found.ruling.rule, found.ruling.score, found.ruling.expected
    pace, expected, start_share = found.default.score, found.default.expected, found.start_share
    if rule == "plan_path" and expected is not None and expected_by_plan is not None:
        return (
            f"{name}：計画の始まりから数えると、期待される割合が{words.percent(expected)}から"
            f"{words.percent(expected_by_plan)}に下がるため「{state}」になります。"
        )
    if rule == "growth" and score is not None and pace is not None:
        harder = "後半ほど大きく伸びる" if score > pace else "前半ほど大きく減る"
        return (
            f"{name}：伸び率の方法は{harder}経路を期待するため、進み具合が{pace:.2f}ではなく{score:.2f}となり"
            f"「{state}」になります。"
        )
    if rule == "ratio" and score is not None and start_share is not None:
        return (
            f"{name}：目標に対する大きさは{words.percent(score)}ですが、基準の時点で{words.percent(start_share)}あり、"
            f"過ぎた時間も見ないため「{state}」になります。"
        )
    return f"{name}：「{state}」になります。"


def halfway_sentence(listed: Sequence[Halfway]) -> str:
    """Return how the rules judge values exactly halfway at half time, as a sentence."""
    parts = []
    for rule, states in counts(listed).items():
        shown = [f"{state}{count}" for state, count in states.items() if state]
        missing = f"・計算できない{states['']}" if states.get("") else ""
        parts.append(f"{SHORT_RULES[rule]}では{'・'.join(shown)}{missing}")
    return f"道のりのある{len(listed)}指標でそう仮定すると、{'、'.join(parts)}となります。"


def halfway_table(listed: Sequence[Halfway]) -> pd.DataFrame:
    """Return the rules' numbers for values exactly halfway at half time, one row a series."""
    table = []
    for one in listed:
        line = {
            "指標": f"{one.indicator.indicator_id} {one.indicator.name}",
            "基準→目標": _way(one.indicator),
        }
        for ruling in one.rulings:
            number = "" if ruling.score is None else f"{ruling.score:.2f} "
            line[SHORT_RULES[ruling.rule]] = (
                f"{number}{ruling.state}"
                if ruling.state
                else UNDEFINED[ruling.undefined or "no_number_judged"]
            )
        table.append(line)
    return pd.DataFrame(table)


def _way(indicator: Indicator) -> str:
    baseline = indicator.baseline_value
    start = indicator.baseline_text if baseline is None else words.quantity(baseline, indicator.unit)
    return f"{start}→{words.quantity(indicator.target_value, indicator.unit)}"


def kinds_table(indicators: Sequence[Indicator]) -> pd.DataFrame:
    """Return how each kind of indicator is judged, and how many the plan has of it, the most frequent first."""
    listed = Counter(one.kind for one in indicators)
    return pd.DataFrame(
        [
            {
                "指標の種類": KINDS[kind][0],
                "指標の数": count,
                "途中の年の判定": KINDS[kind][1],
                "最後の年度の判定": KINDS[kind][2],
            }
            for kind, count in listed.most_common()
        ]
    )


def end_table() -> pd.DataFrame:
    """Return what a measure is in the plan's last year, by its indicators, as a table."""
    return pd.DataFrame({"施策の指標": list(END), "施策の状態": list(END.values())})


def meanings(limits: Thresholds) -> str:
    """Return every state with its symbol and meaning as HTML, the paces being those of the edition."""
    paces: dict[str, float] = dict(limits.items())
    items = "".join(
        f"<dt>{state_word(state)}</dt><dd>{meaning.format(**paces)}</dd>" for state, meaning in STATES.items()
    )
    return f'<dl class="facts">{items}</dl>'
