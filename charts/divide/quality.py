"""How good a survey is, and the answers to what residents ask about it."""

import html

import pandas as pd

from charts import words
from charts.divide.shares import FEW, HIDDEN

NONE_BEFORE = ["比べられる前の調査がありません。"]
"""What is said of changes where there is no earlier survey."""

QUESTIONS = (
    (
        f"なぜ回答が{FEW}人より少ないと「参考値」なのですか",
        f"人数が少ないほど、たまたま誰が答えたかで割合が大きく動くからです。割合が50%のとき、95%区間の幅は{FEW}人で"
        "およそ±17ポイント、50人で±13ポイント、100人で±10ポイントです（ウィルソンの区間）。"
        f"{FEW}人は、日本の自治体の調査で広く使われている目安に合わせました。",
    ),
    (
        "「95%区間」とは何ですか",
        "同じ調査を同じやり方で何度もくり返したとき、区間の95%ほどが本当の割合を含むように作った範囲です。"
        "たまたま誰が答えたかによる誤差だけを表します。尋ね方の誤差や、答えなかった人の違いは入っていません。",
    ),
    (
        "答えたい人だけが答えた調査でも、誤差をいえるのですか",
        "厳密にはいえません。区間は、答えた人が住民から偏りなく選ばれたとみなしたときの目安です。"
        "郵送やWebの調査では、関心のある人やデジタルに慣れた人ほど答えやすいことがあり、その偏りの大きさは"
        "この調査だけでは分かりません。回収率が低いほど注意が必要です。",
    ),
    (
        "割合を足すと100%にならないのはなぜですか",
        "小数第2位を四捨五入しているためです。いくつでも選べる質問（複数回答）では、1人が二つ以上を選べるので、"
        "足すと100%を超えます。",
    ),
    (
        f"「{HIDDEN}」とは何ですか",
        "人数が少なく、個人の答えが分かるおそれのある値は表示しません。理由によらず印は一つです。"
        "ほかの数字から逆算できないように、関係のない年代も一緒に隠すことがあります。",
    ),
)
"""What residents ask, and the answers."""


def facts(row: pd.Series, changes: list[str], not_asked: str) -> str:
    """Return the quality facts of a survey as HTML: sent out, returned, how it was asked, what changed.

    `changes` are the differences of the form from the survey before, in words; `not_asked` says by what differences
    are not known.
    """

    def count(value: float, unit: str) -> str:
        return "未公表" if pd.isna(value) else f"{value:,.0f}{unit}"

    known = pd.notna(row["distributed"]) and pd.notna(row["returned"]) and row["distributed"] > 0
    rate = f"（回収率{words.percent(row['returned'] / row['distributed'], 1)}）" if known else ""
    lines = (
        ("調査", row["title"]),
        ("配布", count(row["distributed"], "通")),
        ("回答", f"{count(row['returned'], '人')}{rate}"),
        ("方法", row["mode"] if pd.notna(row["mode"]) else "不明"),
        ("前の調査との違い", " ".join(changes) or "質問と選択肢は、前の調査と同じです。"),
        ("注記", row["note"] if pd.notna(row["note"]) else "なし"),
        ("まだ測られていないこと", not_asked),
    )
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{name}</dt><dd>{html.escape(str(text))}</dd>" for name, text in lines)
        + "</dl>"
    )


def changes(now: pd.DataFrame, before: pd.DataFrame) -> list[str]:
    """Return how the form differs from that of the survey before, as sentences.

    Both have wording, asked_as (the question as that survey put it) and label, one row an option; `before` is empty
    where there is no earlier survey.
    """
    if before.empty:
        return NONE_BEFORE
    asked = {wording: set(rows["label"]) for wording, rows in now.groupby("wording", sort=False)}
    earlier = {wording: set(rows["label"]) for wording, rows in before.groupby("wording", sort=False)}
    said = [f"新しい質問「{wording}」。" for wording in asked if wording not in earlier]
    said += [f"なくなった質問「{wording}」。" for wording in earlier if wording not in asked]
    put, put_before = (dict(zip(rows["wording"], rows["asked_as"], strict=True)) for rows in (now, before))
    for wording in asked:
        if wording not in earlier:
            continue
        if put[wording] != put_before[wording]:
            said.append(f"質問の言い方が「{put_before[wording]}」から「{put[wording]}」に変わりました。")
        added, gone = asked[wording] - earlier[wording], earlier[wording] - asked[wording]
        if added:
            said.append(f"「{wording}」に選択肢が加わりました：{words.listing(sorted(added))}。")
        if gone:
            said.append(f"「{wording}」から選択肢がなくなりました：{words.listing(sorted(gone))}。")
    return said


def mode_change(now: str | None, before: str | None = None) -> list[str]:
    """Return that a survey was made in another way than the one before, as sentences; none where either is unknown."""
    if pd.isna(now) or pd.isna(before) or now == before:
        return []
    return [f"調査の方法が「{before}」から「{now}」に変わりました。"]


def answers() -> str:
    """Return the answers to what residents ask, as HTML."""
    return "".join(
        f'<p class="note"><b>{html.escape(question)}</b><br>{html.escape(text)}</p>'
        for question, text in QUESTIONS
    )
