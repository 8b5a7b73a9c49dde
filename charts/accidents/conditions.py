"""The conditions accidents are asked for under, in words: as filters offer them, as cards and files tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from charts import scopes, words
from charts.accidents import years
from findings.accidents.conditions import Conditions, Definition, Other
from findings.accidents.years import Asked
from queries.accidents import Selection, Severity, YearBasis
from queries.editions import GroupKind, Scope

BASES: dict[str, YearBasis] = {"資料年次": "file", "発生年": "occurrence"}
USUAL_BASIS = next(iter(BASES))
SEVERITIES: dict[str, Severity | None] = {
    "死亡・負傷": None,
    "死亡事故のみ": "fatal",
    "負傷事故のみ": "injury",
}
ALL_ROADS = "限定しない"
MOTORWAYS = {"除く": False, "含む": True}
KINDS: dict[GroupKind, str] = {
    "age": "当事者（A・B）の年齢層",
    "party_type": "当事者の種別",
    "road_width": "生活道路",
    "accident_type": "事故類型",
    "hours": "時間帯",
    "weather": "天候",
    "road_shape": "道路形状",
}
DEFINITIONS = {
    Definition.WITH_MOTORWAY: "高速道路を含む",
    Definition.WITHOUT_MOTORWAY: "高速道路を除く",
    Definition.WITHOUT_MOTORWAY_WHERE_TOLD: "高速道路を見分けられる年だけ除く",
    Definition.FILE_YEARS: "資料年次で数える",
    Definition.YEARS_OF_OCCURRENCE: "発生年で数える",
}
SAME_PARTY = "年齢層と種別は同じ当事者についての条件"
NO_RECORDS_READ = "事故の記録は、この版に読み込まれていません。"
DROP_ONE = "条件を一つ外してください。"
NONE = "選んだ条件に合う事故はありません。"
NOWHERE = "選んだ条件に合う事故は、市内の地図にありません。"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Chosen:
    """The selection, its conditions in words, in full and in short, and the years asked for.

    `others` are the same conditions under another definition of one of them, by the words for that definition.
    `scope` is what the map shows.
    """

    selection: Selection
    conditions: list[str]
    short: list[str]
    years: Asked
    others: dict[str, Selection]
    scope: Scope

    @property
    def reference(self) -> tuple[str, Selection]:
        """Return the other definition that a chart shows beside this one, by its words."""
        return next(iter(self.others.items()))

    @property
    def left_out(self) -> str:
        """Return which of the years asked for are not compared, and why, as sentences; nothing where all are."""
        return years.left_out(self.years.partial, self.years.unlike)

    def with_map_of(self, area: str) -> list[str]:
        """Return the conditions with the area the map shows."""
        return [*self.conditions, f"地図の範囲：{area}"]

    def of_cell(self, cell: str) -> list[str]:
        """Return the conditions of what is told of one 250 m cell."""
        return [*self.conditions, f"250m区画：{cell}"]


def chosen(found: Conditions, scope: Scope) -> Chosen:
    """Return conditions as the cards of a page tell them; `scope` is what its map shows."""
    others = {_named(other): other.selection for other in found.others}
    return Chosen(found.selection, in_words(found), in_short(found, scope), found.years, others, scope)


def in_short(found: Conditions, scope: Scope) -> list[str]:
    """Return every condition as it is read at a glance: years, ages and motorways always, others where chosen."""
    selection = found.selection
    ages = [choice.label for group in found.groups if group.kind == "age" for choice in group.chosen]
    return [
        ("" if selection.year_basis == "file" else "発生年の") + words.years(found.years.years),
        words.listing(ages) or "全年齢",
        *(
            words.listing((choice.label for choice in group.chosen), most=3)
            for group in found.groups
            if group.chosen and group.kind != "age"
        ),
        *([_label(SEVERITIES, selection.severity)] if selection.severity else []),
        f"高速道路を{_label(MOTORWAYS, selection.with_motorway)}"
        + ("（見分けられない年あり）" if found.years.untold else ""),
        *([scopes.AREAS[scope]] if scope != "city" else []),
    ]


def in_words(found: Conditions) -> list[str]:
    """Return every condition as its name and what was chosen, then what the words of some choices mean."""
    selection, made = found.selection, [group for group in found.groups if group.chosen]
    named = [
        ("年の数え方", _label(BASES, selection.year_basis)),
        ("年", words.listing(map(words.calendar_year, selection.years or [])) or "すべて"),
        *((KINDS[group.kind], words.listing(choice.label for choice in group.chosen)) for group in made),
        *([("死亡・負傷", _label(SEVERITIES, selection.severity))] if selection.severity else []),
        ("高速道路（高速票のある事故）", _label(MOTORWAYS, selection.with_motorway)),
        *([("高速道路を見分けられない年", years.untold(found.years.untold))] if found.years.untold else []),
    ]
    return [
        *(f"{name}：{value}" for name, value in named),
        *(
            f"{choice.label}は{choice.definition}"
            for group in made
            for choice in group.chosen
            if choice.definition
        ),
        *([SAME_PARTY] if found.of_same_party else []),
    ]


def areas(offered: Sequence[Scope]) -> dict[str, Scope]:
    """Return what a map can show, by what the filter calls it."""
    return {scopes.AREAS[scope]: scope for scope in offered}


def _label(choices: dict[str, Value], value: Value) -> str:
    return next(label for label, known in choices.items() if known == value)


def _named(other: Other) -> str:
    """Return the words for another definition."""
    return other.choice or DEFINITIONS[other.definition]
