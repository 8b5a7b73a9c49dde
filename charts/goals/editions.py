"""What differs between two editions, in sentences and cells of tables."""

import html
from collections.abc import Mapping
from datetime import date

import pandas as pd

from charts import theme, words

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


def answer(counts: Mapping[str, int], older: str, newer: str) -> str:
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


def label(edition_id: str, kind: str, built: str) -> str:
    """Return an edition as a list shows it: when it was built, its kind, its name."""
    return f"{built}　{'サンプル' if kind == 'sample' else '実データ'}（{edition_id}）"


def reported(row: pd.Series | None, unit: str) -> str:
    """Return what a department reported as one text: value, words, state, and that it is of a part of a year."""
    if row is None:
        return NOTHING
    parts = [] if pd.isna(row["value"]) else [f"{_exact(row['value'])}{unit}"]
    parts += [str(row[name]) for name in ("value_text", "state") if pd.notna(row[name])]
    if pd.notna(row["numerator"]) and pd.notna(row["denominator"]):
        parts.append(f"{words.number(row['denominator'])}のうち{words.number(row['numerator'])}")
    if row["is_part_year"]:
        parts.append("年の途中の値")
    return words.listing(parts)


def texts(row: pd.Series | None) -> str:
    """Return reason and next step as one text."""
    if row is None:
        return NOTHING
    named = (("理由", row["reason"]), ("次の取組", row["next_step"]))
    return "　".join(f"{name}：{text}" for name, text in named if pd.notna(text)) or NOTHING


def state(word: str | None) -> str:
    """Return a state with its symbol; 施策なし where the edition does not have the measure."""
    return f"{theme.STATES[word][1]} {word}" if word else "施策なし"


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


def figure(value: object) -> str:
    """Return a figure of the plan as text: a number, a day, a list or a word."""
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, float):
        return NOTHING if pd.isna(value) else _exact(value)
    if isinstance(value, str):
        return CODES.get(value, value)
    return words.listing(str(item) for item in value)  # type: ignore[attr-defined]


def _exact(value: float) -> str:
    """Return a number with all its digits: the smallest correction must be seen."""
    return f"{value:,.10g}"
