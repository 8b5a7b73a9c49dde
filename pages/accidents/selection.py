"""The filters of accidents: every one in the address, named for what it is, and told in words to charts and files."""

import html
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from charts import scopes, words
from charts.accidents import years
from findings.accidents.conditions import Definition, Kind, Other, choices, codes, other_codes, others
from findings.accidents.records import totals
from findings.accidents.years import Asked, asked, known_years, untold
from pages.frame import filters, session
from queries.accidents import Selection, Severity, YearBasis
from queries.editions import Extent

BASES: dict[str, YearBasis] = {"資料年次": "file", "発生年": "occurrence"}
SEVERITIES: dict[str, Severity | None] = {
    "死亡・負傷": None,
    "死亡事故のみ": "fatal",
    "負傷事故のみ": "injury",
}
ALL_ROADS = "限定しない"
MOTORWAYS = {"除く": False, "含む": True}
DEFINITIONS = {
    Definition.WITH_MOTORWAY: "高速道路を含む",
    Definition.WITHOUT_MOTORWAY: "高速道路を除く",
    Definition.WITHOUT_MOTORWAY_WHERE_TOLD: "高速道路を見分けられる年だけ除く",
    Definition.FILE_YEARS: "資料年次で数える",
    Definition.YEARS_OF_OCCURRENCE: "発生年で数える",
}
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

    `others` are the same conditions under another definition of one of them, by the words for that definition.
    `extent` is what the map shows: CITY, PREFECTURE or NATION.
    """

    selection: Selection
    conditions: list[str]
    years: Asked
    others: dict[str, Selection]
    extent: str

    @property
    def left_out(self) -> str:
        """Return which of the years asked for are not compared, and why, as sentences; nothing where all are."""
        return years.left_out(self.years.partial, self.years.unlike)


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
        labels = {words.calendar_year(one.year): one.year for one in known}
        chosen_years = filters.many(
            "資料年次" if BASES[basis_label] == "file" else "発生年", "years", list(labels)
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
        years=[labels[label] for label in chosen_years] or None,
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
    wanted = asked(known, selection)
    if wanted.untold:
        named.append(("高速道路を見分けられない年", years.untold(wanted.untold)))
    remarks = [text for group in groups for text in group.definitions]
    if ages.chosen and parties.chosen:
        remarks.append(SAME_PARTY)
    return Chosen(
        selection,
        [f"{label}：{value}" for label, value in named] + remarks,
        wanted,
        {
            _named(other): other.selection
            for other in others(
                selection, wanted.years - untold(known), wanted, roads=road.others, parties=parties.others
            )
        },
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
        totals(database, here(selection)).accidents
        for selection in (chosen.selection, *chosen.others.values())
    )
    otherwise = years.others_in_words(now, dict(zip(chosen.others, counts, strict=True)))
    st.html(
        f'<p class="note">選んだ条件：{html.escape("、".join(chosen.conditions))}　{links}</p>'
        f'<p class="note">{html.escape(otherwise)}</p>'
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


def _group(label: str, kind: Kind, *, single: bool = False) -> _Group:
    """Draw a filter over groups of codes; several groups may be chosen unless `single`."""
    known = choices(session.database(), kind)
    labels = [choice.label for choice in known]
    if single:
        answer = filters.one(label, kind, [ALL_ROADS, *labels], width=172)
        chosen = [] if answer == ALL_ROADS else [answer]
    else:
        chosen = filters.many(label, kind, labels)
    definitions = {choice.label: choice.definition for choice in known}
    told = [f"{name}は{definitions[name]}" for name in chosen if definitions[name]]
    return _Group(label, chosen, codes(known, chosen) or None, told, other_codes(known, chosen))


def _named(other: Other) -> str:
    """Return the words for another definition."""
    return other.choice or DEFINITIONS[other.definition]
