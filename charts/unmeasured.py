"""What the plan names and no data can tell, in words: for the first page, beside a theme, beside a survey."""

import html

import pandas as pd

from charts import words

WORDS = {"goal": "目標", "recommendation": "提言", "pillar": "柱"}
ORIGIN = "作成者による対応付け"


def everything(rows: pd.DataFrame) -> str:
    """Return all of it in one sentence, each thing once; empty where there is none.

    `rows` has theme_kind, theme_no, topic, what and note, one row per theme and thing.
    """
    divide, others = rows[rows["topic"] == "divide"], rows[rows["topic"] != "divide"]
    named = [f"{_listed(divide)}による差"] if not divide.empty else []
    named += list(dict.fromkeys(others["what"]))
    return f"計画が挙げていて、測れる資料がないもの：{'、'.join(named)}（{ORIGIN}）。" if named else ""


def differences(rows: pd.DataFrame) -> str:
    """Return by what differences are not known, each with the themes that name it, as a sentence; empty without any."""
    divide = rows[rows["topic"] == "divide"]
    if divide.empty:
        return ""
    named = [
        f"{what}（{words.listing(f'{WORDS[row.theme_kind]}{row.theme_no}' for row in listed.itertuples())}）"
        for what, listed in divide.groupby("what", sort=False)
    ]
    return f"{'、'.join(named)}による差は、調べた資料がなく分かりません。かっこ内は、それを挙げている計画の箇所です。"


def beside_theme(word: str, rows: pd.DataFrame) -> str:
    """Return what one theme (called `word`) names and no data can tell, as HTML; empty where there is nothing."""
    if rows.empty:
        return ""
    divide = "による差" if (rows["topic"] == "divide").all() else ""
    return (
        f'<p class="note">この{word}が挙げていて、分からないこと：{html.escape(_listed(rows))}{divide}（{ORIGIN}）。'
        f"{html.escape(''.join(dict.fromkeys(rows['note'])))}</p>"
    )


def _listed(rows: pd.DataFrame) -> str:
    return words.listing(dict.fromkeys(rows["what"]))
