"""Where pages went: every address that once was a page's leads to what holds its contents, with its conditions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode


class Moved(NamedTuple):
    """The page that holds an old one's contents, and the conditions under which it shows them."""

    path: str
    conditions: Mapping[str, str] = MappingProxyType({})


MOVED: dict[str, Moved] = {
    "accidents-hotspots": Moved("accidents", {"view": "見込み"}),
    "accidents-overlays": Moved("accidents", {"view": "通学路など"}),
    "accidents-neighbours": Moved("accidents-outlook", {"view": "周りとの比較"}),
    "goals-editions": Moved("goals-reporting", {"view": "前回の版から変わったこと"}),
    "goals-themes": Moved("goals", {"view": "提言と目標"}),
    "goals-years": Moved("goals", {"view": "年度の推移"}),
    "divide-change": Moved("divide", {"view": "差の変化"}),
    "divide-reasons": Moved("divide-questions", {"view": "なぜ"}),
    "goals-methods": Moved("about", {"view": "目標の判定"}),
    "divide-method": Moved("about", {"view": "年代の差"}),
    "accidents-methods": Moved("about", {"view": "事故"}),
    "accidents-about": Moved("about", {"view": "事故"}),
    "data": Moved("about", {"view": "資料と出典"}),
}

RENAMED: dict[tuple[str, str, str], Mapping[str, str]] = {
    ("goals", "group", "判断が必要な順"): {"view": "判断順"},
    ("goals", "group", "目標"): {"view": "提言と目標", "axis": "目標"},
    ("goals", "group", "提言"): {"view": "提言と目標"},
}
"""A page, one of its conditions and a value it once had → the conditions that stand for it now."""


def location(path: str, query: str) -> str | None:
    """Return where an old address leads, beside it, its own conditions kept; None when it is none."""
    asked = parse_qs(query, keep_blank_values=True)
    for (page, name, value), conditions in RENAMED.items():
        if page == path and asked.get(name) == [value]:
            del asked[name]
            return f"{path}?{urlencode(asked | dict(conditions), doseq=True)}"
    moved = MOVED.get(path)
    if moved is None:
        return None
    return f"{moved.path}?{urlencode(asked | dict(moved.conditions), doseq=True)}".rstrip("?")
