"""What the plan names and no data can tell, in words: for the first page, beside a theme, beside a survey."""

import html
from collections.abc import Sequence

from charts import words
from findings.unmeasured import Unmeasured

WORDS = {"goal": "目標", "recommendation": "提言", "pillar": "柱"}
ORIGIN = "作成者による対応付け"


def everything(listed: Sequence[Unmeasured]) -> str:
    """Return all of it in one sentence, each thing once; empty where there is none."""
    named = [f"{_named(divide)}による差"] if (divide := _differences(listed)) else []
    named += list(dict.fromkeys(one.what for one in listed if one.topic != "divide"))
    return f"計画が挙げていて、測れる資料がないもの：{'、'.join(named)}（{ORIGIN}）。" if named else ""


def between(listed: Sequence[Unmeasured]) -> str:
    """Return by what people differences are not known, each thing once; empty without any."""
    return _named(_differences(listed))


def others(listed: Sequence[Unmeasured]) -> str:
    """Return what else no data can tell, each thing once; empty without any."""
    return "、".join(dict.fromkeys(one.what for one in listed if one.topic != "divide"))


def differences(listed: Sequence[Unmeasured]) -> str:
    """Return where the plan names the differences that are not known, as a sentence; empty without any."""
    themes: dict[str, list[str]] = {}
    for one in _differences(listed):
        themes.setdefault(one.what, []).append(f"{WORDS[one.theme_kind]}{one.theme_no}")
    if not themes:
        return ""
    named = "、".join(f"{what}（{words.listing(named_by)}）" for what, named_by in themes.items())
    return f"計画が挙げている箇所：{named}。"


def beside_theme(word: str, listed: Sequence[Unmeasured]) -> str:
    """Return what one theme (called `word`) names and no data can tell, as HTML; empty where there is nothing."""
    if not listed:
        return ""
    divide = "による差" if len(_differences(listed)) == len(listed) else ""
    return (
        f'<p class="note">この{word}が挙げていて、分からないこと：{html.escape(_named(listed))}{divide}（{ORIGIN}）。'
        f"{html.escape(''.join(dict.fromkeys(one.note for one in listed)))}</p>"
    )


def _differences(listed: Sequence[Unmeasured]) -> list[Unmeasured]:
    """Return the things that are differences between people."""
    return [one for one in listed if one.topic == "divide"]


def _named(listed: Sequence[Unmeasured]) -> str:
    return words.listing(dict.fromkeys(one.what for one in listed))
