"""What differs between two editions, in sentences and cells of tables."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from charts import material, theme, words
from charts.cards import Card
from charts.goals.trajectory_words import LATE
from findings.goals.editions import (
    ChangedFigure,
    ChangedState,
    ChangedValue,
    Differences,
    Figure,
    Reported,
)
from findings.material import Material
from queries.editions import Edition
from stats.goals.state_words import State

HEADINGS = {
    "new": "新しい報告",
    "corrected": "直された報告",
    "withdrawn": "取り下げられた報告",
    "reworded": "理由・次の取組の文だけの変更",
    "states": "状態が変わった施策（年度ごと）",
    "figures": "計画の数字と判定の区切り",
    "surveys": "市民調査",
    "years": "事故の記録",
    "unexplained": "資料は同じなのに変わった数字",
}
"""Kind of difference → its heading."""

DEFINITIONS = {
    "new": "後の版にだけある報告です。",
    "corrected": "両方の版にあり、値・言葉・分子と分母・担当課の状況のどれかが違う報告です。",
    "withdrawn": "前の版にだけある報告です。",
    "reworded": "値は同じで、理由か次の取組の文が違う報告です。",
    "states": "年度ごとの施策の状態のうち、二つの版で違うものです。値・計画の数字・区切りのどれでも動きます。",
    "figures": "基準・目標・期日・数え方・担当課など計画の数字と、進み具合の区切りのうち、違うものです。",
    "surveys": "加わった調査、なくなった調査と、公表した割合（年代ごとを含む）が一つでも違う調査です。",
    "years": "市内の人身事故の記録を警察庁の資料年次ごとに数え、件数・死者・負傷者のどれかが違う年です。",
    "unexplained": (
        "報告・計画の数字・調査の回答者・事故のファイルが二つの版で同じなのに、違う数字です。"
        "数え方、定義か、判定の区切りが変わったためと考えられます。"
    ),
}
NOTHING = "なし"
UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two editions: in the goals, and in surveys and accidents."""

    goals: Differences
    material: Material


def counts(found: Changes) -> dict[str, int]:
    """Return the number of differences of each kind."""
    kinds = ("new", "corrected", "withdrawn", "reworded", "states", "figures")
    return {
        **{kind: len(getattr(found.goals, kind)) for kind in kinds},
        "surveys": len(found.material.surveys),
        "years": len(found.material.years),
    }


def change_sentence(counts: Mapping[str, int], since: str) -> str:
    """Return how much changed since an edition, which is named, as HTML."""
    reports = sum(counts[kind] for kind in ("new", "corrected", "withdrawn"))
    listed = "・".join(
        written.format(count) for kind, written in SHORT.items() if (count := counts.get(kind, reports))
    )
    if not listed:
        return f"{html.escape(since)}から、<b>変わったことはありません</b>。"
    return f"{html.escape(since)}から変わったのは、<b>{listed}</b>です。"


SHORT = {
    "reports": "報告{:,}件",
    "reworded": "文だけ{:,}件",
    "states": "状態{:,}件",
    "figures": "計画の数字{:,}件",
    "surveys": "調査{:,}回分",
    "years": "事故{:,}年分",
}
LAST = "前回の版"


def since(other: Edition, current: Edition, *, is_default: bool) -> str:
    """Return what the compared edition is called in a sentence."""
    if is_default and other.built_at <= current.built_at:
        return LAST
    return f"{words.minute(min(other, current, key=lambda one: one.built_at).built_at)}の版"


def unchanged(kinds: Sequence[Card]) -> str:
    """Return which kinds have no difference, as a sentence; empty where every kind has one."""
    same = [one.title for one in kinds if one.table.empty]
    return f"変わったものがないのは、{words.listing(same)}です。" if same else ""


def which(older: str, newer: str) -> str:
    """Return which edition is called what in the tables, as HTML."""
    return f"前の版は{html.escape(older)}、後の版は{html.escape(newer)}です（作った順）。"


def passed_over(unreadable: Mapping[str, str]) -> str:
    """Return which editions that come first are not compared with, and why; empty without any."""
    if not unreadable:
        return ""
    listed = "".join(
        f"版{name}は読めません（{reason.rstrip('。')}）。" for name, reason in unreadable.items()
    )
    return f"{listed}その次に読める版と比べています。"


def none_readable(unreadable: Mapping[str, str]) -> str:
    """Return that no other edition can be compared with, and why."""
    return f"ほかの版は、どれも読めないため比べられません。{'　'.join(unreadable.values())}"


def mixed(older_kind: str, newer_kind: str) -> str:
    """Return the warning when a synthetic edition is compared with a real one; empty when both are of one kind."""
    if older_kind == newer_kind:
        return ""
    return (
        "サンプル版と実データの版を比べています。サンプル版の実績は合成したもので、実在しません。"
        "下の違いは、実際の進みや訂正を表すものではありません。"
    )


NO_OTHER = "比べる版が、まだありません。次の版ができると、ここに違いが出ます。"
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


def tables(found: Changes) -> dict[str, pd.DataFrame]:
    """Return every kind of difference as a table of before and after; what moved without material stands first."""
    goals, moved = found.goals, found.material
    return {
        UNEXPLAINED: pd.DataFrame([*_unexplained(goals.states), *material.moved_without_files(moved)]),
        "new": _values_table(goals.new, reported),
        "corrected": _values_table(goals.corrected, reported),
        "withdrawn": _values_table(goals.withdrawn, reported),
        "reworded": _values_table(goals.reworded, texts),
        "states": _states_table(goals.states),
        "figures": _figures_table(goals.figures),
        "surveys": material.surveys_table(moved.surveys),
        "years": material.years_table(moved.years),
    }


def _unexplained(changes: Sequence[ChangedState]) -> list[dict[str, str]]:
    """Return the states that moved although nothing was reported or changed in the plan, as rows of a table."""
    return [
        {
            "数字": f"{words.fiscal_year(one.year)}の状態：{one.measure.title}",
            "前の版": state(one.before),
            "後の版": state(one.after),
        }
        for one in changes
        if not one.has_new_data
    ]


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
