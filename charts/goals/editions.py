"""What differs between two editions, in sentences and cells of tables."""

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from charts import theme, words
from charts.goals.trajectory_words import LATE
from findings.goals.editions import (
    ChangedFigure,
    ChangedState,
    ChangedValue,
    Differences,
    Figure,
    Reported,
)
from queries.editions import Edition
from stats.goals.state_words import State

HEADINGS = {
    "new": "新しい値",
    "corrected": "直された値",
    "withdrawn": "取り下げられた値",
    "reworded": "理由・次の取組の文だけが変わった値",
    "states": "状態が変わった施策（年度ごと）",
    "figures": "計画の数字と判定の区切りの変更",
}
"""Kind of difference → its heading."""

DEFINITIONS = {
    "new": "後の版にだけある報告です。",
    "corrected": "両方の版にあり、値・言葉・分子と分母・担当課の状況のどれかが違う報告です。",
    "withdrawn": "前の版にだけある報告です。",
    "reworded": "値は同じで、理由か次の取組の文が違う報告です。",
    "states": "年度ごとの施策の状態のうち、二つの版で違うものです。値・計画の数字・区切りのどれでも動きます。",
    "figures": "基準・目標・期日・数え方・担当課など計画の数字と、進み具合の区切りのうち、違うものです。",
}
NOTHING = "なし"


def counts(found: Differences) -> dict[str, int]:
    """Return the number of differences of each kind."""
    return {kind: len(getattr(found, kind)) for kind in HEADINGS}


def change_sentence(counts: Mapping[str, int], older: str, newer: str) -> str:
    """Return what changed from the older to the newer edition, as HTML."""
    if not any(counts.values()):
        return (
            f"版 {html.escape(older)} と版 {html.escape(newer)} の間に、"
            "<b>目標の進捗の違いはありません</b>（値・状態・計画の数字・判定の区切りがすべて同じです）。"
        )
    listed = words.listing(f"{heading}{counts[kind]}件" for kind, heading in SHORT.items() if counts[kind])
    return f"版 {html.escape(older)} から版 {html.escape(newer)} までに、<b>{listed}</b>がありました。"


SHORT = {
    "new": "新しい値",
    "corrected": "直された値",
    "withdrawn": "取り下げられた値",
    "reworded": "文だけの変更",
    "states": "状態の変化（施策×年度）",
    "figures": "計画の数字・判定の区切りの変更",
}


def which(older: str, newer: str) -> str:
    """Return which edition is called what in the tables, as HTML."""
    return f"前の版＝先に作られた版（{html.escape(older)}）、後の版＝後に作られた版（{html.escape(newer)}）。"


def mixed(older_kind: str, newer_kind: str) -> str:
    """Return the warning when a synthetic edition is compared with a real one; empty when both are of one kind."""
    if older_kind == newer_kind:
        return ""
    return (
        "サンプル版と実データの版を比べています。サンプル版の実績は合成したもので、実在しません。"
        "下の違いは、実際の進みや訂正を表すものではありません。"
    )


NO_OTHER = "このコンピューターには、ほかの版がありません。新しい資料で版を作ると、ここで違いを見られます。"
OTHER_PLAN = "二つの版は別の計画のものです。指標が違うため、値と状態は比べられません。"


def not_compared(asked: str, current: str) -> str:
    """Return why the edition an address asks for is not compared with the current one."""
    why = "は、いま見ている版です。" if asked == current else "は、このコンピューターにありません。"
    return f"アドレスで指定された比べる版「{asked}」{why}別の版との違いは表示しません。"


def labels(listed: Sequence[Edition]) -> dict[str, str]:
    """Return editions by name, as a list shows them."""
    return {one.edition_id: label(one.edition_id, one.kind, words.minute(one.built_at)) for one in listed}


def label(edition_id: str, kind: str, built: str) -> str:
    """Return an edition as a list shows it: when it was built, its kind, its name."""
    return f"{built}　{'サンプル' if kind == 'sample' else '実データ'}（{edition_id}）"


def tables(found: Differences) -> dict[str, pd.DataFrame]:
    """Return every kind of difference as a table of before and after."""
    return {
        "new": _values_table(found.new, reported),
        "corrected": _values_table(found.corrected, reported),
        "withdrawn": _values_table(found.withdrawn, reported),
        "reworded": _values_table(found.reworded, texts),
        "states": _states_table(found.states),
        "figures": _figures_table(found.figures),
    }


def _values_table(
    changes: Sequence[ChangedValue], written: Callable[[Reported | None, str], str]
) -> pd.DataFrame:
    """Return one row per reported period with what was said before and after."""
    return pd.DataFrame(
        [
            {
                "指標番号": one.indicator.indicator_id,
                "指標": one.indicator.name,
                "期間": words.period(one.period_end, one.indicator.calendar)
                + (f"（{LATE}）" if one.is_late else ""),
                "前の版": written(one.before, one.indicator.unit),
                "後の版": written(one.after, one.indicator.unit),
            }
            for one in changes
        ]
    )


def _states_table(changes: Sequence[ChangedState]) -> pd.DataFrame:
    """Return one row per measure and year."""
    return pd.DataFrame(
        [
            {
                "年度": words.fiscal_year(one.year),
                "施策": one.measure.title,
                "前の版": state(one.before),
                "後の版": state(one.after),
            }
            for one in changes
        ]
    )


def _figures_table(changes: Sequence[ChangedFigure]) -> pd.DataFrame:
    """Return one row per figure of the plan, or threshold of the rules."""
    return pd.DataFrame(
        [
            {
                "対象": f"{FIGURE_KINDS[one.kind]}{one.of}",
                "項目": FIGURES[one.kind].get(one.name, one.name),
                "前の版": _figure(one.kind, one.before),
                "後の版": _figure(one.kind, one.after),
            }
            for one in changes
        ]
    )


def reported(report: Reported | None, unit: str) -> str:
    """Return what a department reported as one text: value, words, state, and that it is of a part of a year."""
    if report is None:
        return NOTHING
    parts = [] if report.value is None else [f"{_exact(report.value)}{unit}"]
    parts += [text for text in (report.value_text, report.state) if text is not None]
    if report.numerator is not None and report.denominator is not None:
        parts.append(f"{words.number(report.denominator)}のうち{words.number(report.numerator)}")
    if report.is_part_year:
        parts.append("年の途中の値")
    return words.listing(parts)


def texts(report: Reported | None, unit: str = "") -> str:
    """Return reason and next step as one text, which has no unit."""
    if report is None:
        return NOTHING
    named = (("理由", report.reason), ("次の取組", report.next_step))
    return "　".join(f"{name}：{text}" for name, text in named if text is not None) or NOTHING


def state(word: State | None) -> str:
    """Return a state with its symbol; 施策なし where the edition does not have the measure."""
    return f"{theme.STATES[word][1]} {word}" if word else "施策なし"


FIGURE_KINDS = {"indicator": "指標", "measure": "施策", "threshold": "判定の区切り"}
FIGURES: dict[str, dict[str, str]] = {
    "indicator": {
        "name": "指標の名前",
        "unit": "単位",
        "kind": "判定の種類",
        "direction": "望ましい向き",
        "period_type": "期間の数え方",
        "baseline_text": "基準の表記",
        "baseline_value": "基準の値",
        "baseline_on": "基準の時点",
        "target_text": "目標の表記",
        "target_value": "目標の値",
        "target_on": "目標の時点",
        "plan_starts_on": "計画の始まり",
    },
    "measure": {"name": "施策の名前", "field": "分野", "departments": "担当課"},
    "threshold": {},
}
"""Figures of the plan, by what they are of; a threshold is named by the state it earns."""

CODES = {
    "increase": "増やす",
    "decrease": "減らす",
    "keep": "保つ",
    "zero": "0を保つ",
    "cumulative": "計画期間の累計",
    "milestone": "段階",
    "text_baseline": "基準が言葉",
    "at_least": "目標以上",
    "at_most": "目標以下",
    "level": "ある時点の数",
    "yearly": "1年間の数",
    "plan_total": "計画期間の合計",
}


def _figure(kind: str, value: Figure) -> str:
    """Return a figure of the plan as text: a number, a day, a list, a word, or the pace a state asks for."""
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, float):
        return f"進み具合{value:g}以上" if kind == "threshold" else _exact(value)
    if isinstance(value, str):
        return CODES.get(value, value)
    return words.listing(value)


def _exact(value: float) -> str:
    """Return a number with all its digits: the smallest correction must be seen."""
    return f"{value:,.10g}"
