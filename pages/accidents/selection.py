"""The filters of accidents: every one in the address, named for what it is, and told in words to charts and files."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts import words
from pages.frame import filters, session
from queries import accidents
from queries.accidents import Selection

BASES = {"資料年次": "file", "発生年": "occurrence"}
SEVERITIES = {"死亡・負傷": None, "死亡事故のみ": "fatal", "負傷事故のみ": "injury"}
ALL_ROADS = "限定しない"
MOTORWAYS = {"除く": False, "含む": True}


@dataclass(frozen=True)
class Chosen:
    """The selection, the conditions in words, and the years these files hold only a part of."""

    selection: Selection
    conditions: list[str]
    incomplete: set[int]


def choose() -> Chosen | None:
    """Draw the filters and return what they ask for; None when the edition has no records of the city."""
    connection, about = session.database(), session.about()
    with st.container(key="filters", horizontal=True):
        basis_label = filters.one("年の数え方", "basis", list(BASES))
        known = accidents.years(connection, year_basis=BASES[basis_label])
        if known.empty:
            return None
        years = {words.calendar_year(int(year)): int(year) for year in known["year"]}
        chosen_years = filters.many(
            "資料年次" if BASES[basis_label] == "file" else "発生年", "years", list(years)
        )
        ages = _group("当事者（A・B）の年齢層", "age")
        parties = _group("当事者の種別", "party_type")
        types = _group("事故類型", "accident_type")
        severity = filters.one("死亡・負傷", "severity", list(SEVERITIES))
        hours = _group("時間帯", "hours")
        weathers = _group("天候", "weather")
        shapes = _group("道路形状", "road_shape")
        road = _group("生活道路", "road_width", single=True)
        motorway = filters.one("高速道路", "motorway", list(MOTORWAYS))
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
        *(
            (group.label, words.listing(group.chosen))
            for group in (ages, parties, types, hours, weathers, shapes, road)
            if group.chosen
        ),
        *((("死亡・負傷", severity),) if SEVERITIES[severity] else ()),
        ("高速道路（高速票のある事故）", motorway),
    ]
    remarks = [
        text for group in (ages, parties, types, hours, weathers, shapes, road) for text in group.definitions
    ]
    conditions = [f"{label}：{value}" for label, value in named] + remarks
    return Chosen(selection, conditions, _incomplete(known, BASES[basis_label]))


def _incomplete(known: pd.DataFrame, year_basis: str) -> set[int]:
    """Return the years of occurrence that other files than these hold a part of; file years are always whole."""
    if year_basis == "file":
        return set()
    oldest, newest = known["oldest_file_year"].iloc[0], known["newest_file_year"].iloc[0]
    return {int(year) for year in known["year"] if not oldest <= year < newest}


@dataclass(frozen=True)
class _Group:
    label: str
    chosen: list[str]
    codes: list[str] | None
    definitions: list[str]


def _group(label: str, kind: str, *, single: bool = False) -> _Group:
    """Draw a filter over groups of codes; several groups may be chosen unless `single`."""
    groups = accidents.code_groups(session.database(), group_kind=kind).set_index("label")
    if single:
        answer = filters.one(label, kind, [ALL_ROADS, *groups.index])
        chosen = [] if answer == ALL_ROADS else [answer]
    else:
        chosen = filters.many(label, kind, list(groups.index))
    codes = [code for name in chosen for code in groups.loc[name, "codes"]]
    definitions = [f"{name}は{text}" for name, text in groups.loc[chosen, "definition"].dropna().items()]
    return _Group(label, chosen, codes or None, definitions)
