"""The filters of accidents: every one in the address, named for what it is, and told in words to charts and files."""

import html
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from charts import scopes, words
from charts.accidents import years as years_chart
from findings.accidents.years import Basis, incomplete, known_years, untold
from pages.frame import filters, session
from queries import accidents
from queries.accidents import Selection
from queries.editions import Extent

BASES: dict[str, Basis] = {"資料年次": "file", "発生年": "occurrence"}
SEVERITIES = {"死亡・負傷": None, "死亡事故のみ": "fatal", "負傷事故のみ": "injury"}
ALL_ROADS = "限定しない"
MOTORWAYS = {"除く": False, "含む": True}
EXTENTS = CITY, PREFECTURE, NATION = list(scopes.AREAS.values())
RECORDED: dict[Extent, str] = {"none": CITY, "city": CITY, "prefecture": PREFECTURE, "nation": NATION}
NO_RECORDS = (
    "この版には事故の記録がありません。警察庁の事故ファイルをフォルダーに置き、"
    "`python -m ingest build --npa フォルダー` で版を作ると表示されます。"
)
NO_MATCH = "選んだ条件に合う事故はありません。条件を一つ外してください。"
SAME_PARTY = "年齢層と種別は同じ当事者についての条件"
FURTHER = ("accident_type", "severity", "hours", "weather", "road_shape")


@dataclass(frozen=True)
class Chosen:
    """The selection, the conditions in words, and the years asked for.

    `incomplete` are years these files hold only a part of. `untold` are years asked for without motorways whose 高速票
    is missing: their motorway accidents cannot be told apart, and are counted. `others` are the same conditions under
    another definition of one of them, by the words for that definition. `extent` is what the map shows: CITY,
    PREFECTURE or NATION.
    """

    selection: Selection
    conditions: list[str]
    years: set[int]
    incomplete: set[int]
    untold: set[int]
    others: dict[str, Selection]
    extent: str

    @property
    def compared(self) -> set[int]:
        """Return the years asked for that can be compared: whole ones, and of these the told where there are any."""
        whole = self.years - self.incomplete
        return whole - self.untold or whole

    @property
    def partial(self) -> set[int]:
        """Return the years asked for that these files hold only a part of."""
        return self.years & self.incomplete

    @property
    def unlike(self) -> set[int]:
        """Return the whole years asked for that cannot tell motorways apart while others can."""
        return self.years - self.partial - self.compared

    @property
    def left_out(self) -> str:
        """Return which of the years asked for are not compared, and why, as sentences; nothing where all are."""
        return years_chart.left_out(self.partial, self.unlike)


def choose(*, with_map: bool = False) -> Chosen | None:
    """Draw the filters and return what they ask for; None when the edition has no records of the city.

    `with_map` offers the whole prefecture or nation on the map, where the edition has their records.
    """
    connection, about = session.database(), session.about()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        basis_label = filters.one("年の数え方", "basis", list(BASES), width=120)
        known = known_years(connection, BASES[basis_label])
        if not known:
            return None
        years = {words.calendar_year(one.year): one.year for one in known}
        chosen_years = filters.many(
            "資料年次" if BASES[basis_label] == "file" else "発生年", "years", list(years)
        )
        ages = _group("当事者（A・B）の年齢層", "age")
        parties = _group("当事者の種別", "party_type")
        road = _group("生活道路", "road_width", single=True)
        motorway = filters.one("高速道路", "motorway", list(MOTORWAYS), width=100)
        extents = EXTENTS[: EXTENTS.index(recorded()) + 1] if with_map else [CITY]
        is_asked = len(extents) > 1 or "area" in st.query_params  # an address may ask for what is not there
        extent = filters.one("地図の範囲", "area", extents, width=108) if with_map and is_asked else CITY
        with filters.more(FURTHER):
            types = _group("事故類型", "accident_type")
            severity = filters.one("死亡・負傷", "severity", list(SEVERITIES))
            hours = _group("時間帯", "hours")
            weathers = _group("天候", "weather")
            shapes = _group("道路形状", "road_shape")
    groups = (ages, parties, types, hours, weathers, shapes, road)
    selection = Selection(
        municipality=str(about["municipality_code"]),
        year_basis=BASES[basis_label],
        years=[years[label] for label in chosen_years] or None,
        ages=ages.codes,
        party_types=parties.codes,
        accident_types=types.codes,
        severity=SEVERITIES[severity],
        hours=None if hours.codes is None else [int(hour) for hour in hours.codes],
        weathers=weathers.codes,
        road_shapes=shapes.codes,
        road_widths=road.codes,
        with_motorway=MOTORWAYS[motorway],
    )
    named = [
        ("年の数え方", basis_label),
        ("年", words.listing(chosen_years) or "すべて"),
        *((group.label, words.listing(group.chosen)) for group in groups if group.chosen),
        *((("死亡・負傷", severity),) if SEVERITIES[severity] else ()),
        ("高速道路（高速票のある事故）", motorway),
    ]
    asked = set(selection.years or years.values())
    mixed = set() if selection.with_motorway else asked & untold(known)
    if mixed:
        named.append(("高速道路を見分けられない年", years_chart.untold(mixed)))
    remarks = [text for group in groups for text in group.definitions]
    if ages.chosen and parties.chosen:
        remarks.append(SAME_PARTY)
    return Chosen(
        selection,
        [f"{label}：{value}" for label, value in named] + remarks,
        asked,
        incomplete(known, BASES[basis_label]),
        mixed,
        _others(selection, asked - untold(known), asked, road=road, parties=parties),
        extent,
    )


def on_map(extent: str, selection: Selection) -> Selection:
    """Return a selection in what the map shows: the city, its prefecture, or everywhere."""
    if extent == NATION:
        return selection.everywhere()
    if extent == PREFECTURE:
        return selection.in_prefecture(session.about()["prefecture_code"])
    return selection


def tell(chosen: Chosen, *, within: Callable[[Selection], Selection] | None = None, links: str = "") -> None:
    """Say under the filters what was chosen, and in grey how many accidents each other definition would count.

    `within` narrows or widens what is counted to what the page shows; `links` is HTML beside the conditions.
    """
    here = within or (lambda selection: selection)
    database = session.database()
    now, *counts = (
        int(accidents.totals(database, here(selection)).iloc[0]["accidents"])
        for selection in (chosen.selection, *chosen.others.values())
    )
    others = years_chart.others_in_words(now, dict(zip(chosen.others, counts, strict=True)))
    st.html(
        f'<p class="note">選んだ条件：{html.escape("、".join(chosen.conditions))}　{links}</p>'
        f'<p class="note">{html.escape(others)}</p>'
    )


def recorded() -> str:
    """Return the widest extent of which the edition has records."""
    return RECORDED[session.extent()]


@dataclass(frozen=True)
class _Group:
    label: str
    chosen: list[str]
    codes: list[str] | None
    definitions: list[str]
    others: dict[str, list[str]] = field(default_factory=dict)


def _group(label: str, kind: str, *, single: bool = False) -> _Group:
    """Draw a filter over groups of codes; several groups may be chosen unless `single`."""
    groups = accidents.code_groups(session.database(), group_kind=kind).set_index("label")
    if single:
        answer = filters.one(label, kind, [ALL_ROADS, *groups.index], width=172)
        chosen = [] if answer == ALL_ROADS else [answer]
    else:
        chosen = filters.many(label, kind, list(groups.index))
    codes = [code for name in chosen for code in groups.loc[name, "codes"]]
    definitions = [f"{name}は{text}" for name, text in groups.loc[chosen, "definition"].dropna().items()]
    return _Group(label, chosen, codes or None, definitions, _other_codes(groups["codes"], chosen))


def _other_codes(groups: pd.Series, chosen: list[str]) -> dict[str, list[str]]:
    """Return what is asked for when one choice is taken in its other definition: a group that shares codes with it."""
    return {
        other: [code for name in chosen for code in groups[other if name == one else name]]
        for one in chosen
        for other in groups.index
        if other not in chosen and set(groups[other]) & set(groups[one])
    }


def _others(
    selection: Selection, told: set[int], asked: set[int], *, road: _Group, parties: _Group
) -> dict[str, Selection]:
    """Return the selection under the other definitions of 生活道路, 自転車, motorway and year.

    Where no year `asked` for is among the `told`, nothing can be counted without motorways.
    """
    name = "高速道路を含む"
    if selection.with_motorway:
        name = "高速道路を除く" if told == asked else "高速道路を見分けられる年だけ除く"
    motorway = {name: replace(selection, with_motorway=not selection.with_motorway)} if told else {}
    basis = {basis: label for label, basis in BASES.items() if basis != selection.year_basis}
    return {
        **{name: replace(selection, road_widths=codes) for name, codes in road.others.items()},
        **{name: replace(selection, party_types=codes) for name, codes in parties.others.items()},
        **motorway,
        **{f"{label}で数える": replace(selection, year_basis=other) for other, label in basis.items()},
    }
