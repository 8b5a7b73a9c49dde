"""Numbers as people write them into cells, and what to do about what they write instead."""

import re
from decimal import Decimal

from ingest.validation import half_width, parse_day

NO_VALUE = {"-", "--", "‐", "―", "—", "–", "ー", "ｰ", "−", "…", "...", "‥", "x", "×", "*", "***", "・"}
NO_VALUE |= {
    "なし",
    "無し",
    "無",
    "未",
    "未定",
    "未集計",
    "集計中",
    "調査中",
    "確認中",
    "不明",
    "該当なし",
    "対象外",
}
NO_VALUE |= {"n/a", "na"}
"""What people write where there is no value."""

MOST_DIGITS = {int: 9, float: 15}
"""What the integer columns of an edition hold, and what a float holds exactly."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_LENGTH = re.compile(r"([0-9]+):([0-5][0-9])(?::([0-5][0-9]))?")
_WORDS = "[ぁ-んァ-ヶー一-龠A-Za-z]*"
_IN_WORDS = re.compile(rf"{_WORDS}({_NUMBER.pattern}) *(百万|千万|千|万|億)?(?!割){_WORDS}(?:\([^0-9]*\))?")
_TIMES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f"), " ")
_MINUS = re.compile("^ *[▲△] *")


class CellError(ValueError):
    """A cell that holds no number or day; the arguments are problem and remedy."""


def is_no_value(cell: str) -> bool:
    """Return whether a cell says in some way that there is no value: 集計中, （未集計） or 調査中（7月に公表）."""
    said = half_width(cell).strip().lower()
    return bool(NO_VALUE & {said, said.strip("()"), re.sub(r" *\(.*\)$", "", said).removesuffix("です")})


def number(cell: str, written: str) -> float:
    """Return the number in a cell that messages show as `written`.

    Raises
    ------
    CellError
        When it is none.
    """
    return float(digits(cell, written, float)) + 0.0  # ▲0 is 0, not -0


def digits(cell: str, written: str, kind: type[int] | type[float]) -> str:
    """Return a number as plain digits: 7,365 or ７３６５ as 7365, ▲5 as -5, and a whole one without 0 as its fraction.

    Raises
    ------
    CellError
        When the cell, shown as `written`, holds no number of this kind.
    """
    name = "整数" if kind is int else "数"
    plain = _MINUS.sub("-", half_width(cell).translate(_SPACES)).strip()
    if kind is int:
        plain = re.sub(r"\.0+$", "", plain)
    if not _NUMBER.fullmatch(plain) or (kind is int and "." in plain):
        raise CellError(f"{name}を書くところに「{written}」とあります", _remedy(plain, name))
    plain = re.sub("[, ]", "", plain)
    if len(plain.partition(".")[0].lstrip("+-0")) > MOST_DIGITS[kind]:
        raise CellError(f"「{written}」は大きすぎます", f"{MOST_DIGITS[kind]}桁までの{name}を書いてください")
    return plain


def _remedy(plain: str, name: str) -> str:
    """Return what to do about a text that is no number."""
    if plain.upper() in ("TRUE", "FALSE"):
        return f"チェックボックスや比較の結果でなく、{name}を書いてください"
    if length := _LENGTH.fullmatch(plain):
        hours = int(length[1]) + int(length[2]) / 60 + int(length[3] or 0) / 3600
        return f"時間の長さなら、{hours:.6g} のように時間の数で書いてください"
    if _is_day(plain):
        return f"セルの書式が日付なら「標準」に直し、{name}を書き直してください"
    if found := _IN_WORDS.fullmatch(plain):
        value = (Decimal(re.sub("[, ]", "", found[1])) * _TIMES.get(found[2], 1)).normalize()
    if found and (name == "数" or value == int(value)):
        return f"単位や言葉を付けずに、数字だけ（{value:f}）を書いてください"
    return "単位や言葉を付けずに、数字だけを書いてください"


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return re.fullmatch("[0-9]{1,4}年[0-9]{1,2}月|[0-9]{1,2}月[0-9]{1,2}日", text) is not None
    return True
