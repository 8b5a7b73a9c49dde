"""The cards of one 250 m cell: close-up, records, what stands out, over the years, and how long a change takes."""

import html
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import streamlit as st

from charts import cell_names, maps
from charts.accidents import spot
from charts.accidents import years as years_chart
from charts.accidents.police import INJURY_ONLY
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import name_of, neighbourhood, of_others
from findings.accidents.ground import ground
from findings.accidents.traits import Trait
from findings.accidents.traits import traits as traits_of
from findings.accidents.years import YearCount, in_part, marks
from pages.accidents import cells, computed
from pages.accidents.selection import Chosen
from pages.frame import address, card, session
from queries import accidents
from queries.accidents import Selection
from stats import intervals, mesh
from stats.accidents import exact_tests

SEEN_AT_ONCE = 9  # records in the height the style sheet gives their list


class Level(NamedTuple):
    """Accidents a year with their interval."""

    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Spot:
    """A cell with what is counted in it: its near place, its records, its counts by whole year and its traits.

    A cell does not end at the city's border: `of_others` counts the records of other municipalities by their names.
    The traits are those of the city's own accidents.
    """

    cell: str
    near: str
    selection: Selection
    records: pd.DataFrame
    years: list[YearCount]
    tested: tuple[Trait, ...]
    of_others: dict[str, int]

    @property
    def findings(self) -> list[Trait]:
        """Return the traits that stand out."""
        return [trait for trait in self.tested if trait.stands_out]

    @property
    def beyond_border(self) -> str:
        """Return which records are not the city's, as a sentence."""
        return spot.beyond_border(self.of_others, accidents=len(self.records), in_city=True)


def load(cell: str, chosen: Chosen) -> Spot:
    """Return a cell under the chosen conditions; only years that can be compared are counted by year."""
    database, selection = session.database(), chosen.selection.in_cells([cell])
    records = accidents.record_list(database, selection)
    return Spot(
        cell=cell,
        near=cell_names.called(name_of(database, chosen.selection, ground(database).places, cell)),
        selection=selection,
        records=records,
        years=in_part(database, selection, chosen.compared, untold=chosen.untold),
        tested=traits_of(database, chosen.selection, cell),
        of_others=of_others(database, chosen.selection, cell),
    )


def close_up(one: Spot, chosen: Chosen) -> None:
    """Draw the cell and those around it, with links to each."""
    database = session.database()
    here = ground(database)
    near = neighbourhood(database, chosen.selection, here.places, one.cell)
    selection = chosen.selection.in_cells(near.codes)
    records, text = found.records(database, selection), spot.around_sentence(near)
    rows = maps.cells_table(near.counted)
    card.draw(
        "close_up",
        "この区画とまわり",
        maps.close_up(here, near.counted.accidents, records, one.cell),
        alt=text,
        table=rows,
        definition=f"{INJURY_ONLY}枠がこの区画（250m四方）、点は1件の事故、大きな赤紫の点は死亡事故です。",
        sources=[session.records_source(), *here.sources],
        conditions=chosen.conditions,
        answer=text,
        geopackage=lambda notes: spatial.geopackage(
            rows, [mesh.bounds(code) for code in near.counted.codes], maps.records_table(records), notes
        ),
        on_pick=cells.pick,
    )
    links = {code: html.escape(address.to("accidents-spot", cell=code)) for code in near.codes}
    with st.container(key="card_around"):
        st.html(spot.around(near, links))


def records(one: Spot, chosen: Chosen) -> None:
    """Draw the cell's records as sentences, with the table to save."""
    sentences = "".join(f"<li>{html.escape(text)}</li>" for text in spot.record_sentences(one.records))
    title = f"この区画の事故（{one.cell}）"
    with st.container(key="card_records"):
        st.subheader("ここで起きた事故", anchor=False)
        count = f"新しい順に全{len(one.records)}件です。"
        if len(one.records) > SEEN_AT_ONCE and not session.is_print():
            count += "続きは、一覧の中を下へ動かすと読めます。"
        st.html(f'<p class="note">{count}</p><ol class="records">{sentences}</ol>')
        card.under(
            "records",
            title,
            spot.short_table(one.records),
            saved=spot.records_table(one.records),
            definition=f"{INJURY_ONLY}時刻は月と時までで、正確な地点は書きません（警察庁が公開している座標は、「どこで・何件」の地図から保存できます）。"
            f"当事者Aは過失がより重い側で、年齢と種別は同じ当事者のものです。{spot.LEFT_OUT}{one.beyond_border}",
            sources=[session.records_source()],
            conditions=[*chosen.conditions, f"250m区画：{one.cell}"],
        )


def traits(one: Spot, chosen: Chosen) -> None:
    """Draw what stands out against the city; with few accidents, why nothing is said."""
    text = spot.traits_in_words(one.tested, accidents=len(one.records), of_others=sum(one.of_others.values()))
    title = "市全体と比べて多い特徴"
    if not one.tested:
        with st.container(key="card_traits"):
            st.subheader(title, anchor=False)
            st.html(f'<p class="note">{text}</p>')
        return
    card.draw(
        "traits",
        title,
        spot.traits(one.tested[:10]),
        alt=text,
        table=spot.traits_table(one.tested),
        definition=f"{INJURY_ONLY}●はこの区画の割合と95%区間、◇は市の割合です（確率の小さい順に10まで図示）。"
        f"市の事故から無作為に選んだ場合にこれ以上多くなる確率を、調べた{len(one.tested)}の特徴についてホルム法で補正し、"
        "5%未満のときだけ「多い」と書きます（超幾何分布による正確な確率）。"
        f"{spot.traits_defined(one.tested)}",
        sources=[session.records_source()],
        conditions=[*chosen.conditions, f"250m区画：{one.cell}"],
        answer=text,
    )


def years(one: Spot, chosen: Chosen, expected: Level | None) -> None:
    """Draw the cell's accidents by year, and how many years it takes to confirm that they halved."""
    title, left_out = "年ごとの件数と、半減の確認にかかる年数", chosen.left_out
    if not one.years:
        with st.container(key="card_spot_years"):
            st.subheader(title, anchor=False)
            st.html(f'<p class="note">{years_chart.per_year_in_words(one.years)}{left_out}</p>')
        return
    marked = marks(session.database())
    rate, low, high = expected or _counted(one)
    text = spot.halving(
        rate=rate,
        low=low,
        high=high,
        events=exact_tests.events_to_confirm(),
        expected=expected is not None,
    )
    card.draw(
        "spot_years",
        title,
        years_chart.per_year(one.years, marks=marked),
        alt=years_chart.per_year_in_words(one.years),
        table=years_chart.per_year_table(one.years),
        definition=f"{INJURY_ONLY}縦線は、この件数の背後にある水準として考えられる範囲（95%区間）です。次の年の件数は、これより広く動きます。"
        f"半減の確認は、いまの水準が分かっているとしたときの{spot.HALVING_TEST}です（本当に半減していれば80%の確率で"
        f"確認できる年数で、{spot.LONGEST_WAIT}年を超えるときは年数を書きません）。"
        f"{spot.LEVEL_EXPECTED if expected else spot.LEVEL_COUNTED}"
        "何もしなくても減ることがあるため、減ったことを対策の効果と取り違えないでください。"
        f"{left_out}{years_chart.marks_in_words(one.years, marked)}",
        sources=[session.records_source()],
        conditions=[*chosen.conditions, f"250m区画：{one.cell}"],
        answer=text,
    )


def expected(one: Spot, chosen: Chosen) -> Level | None:
    """Return the accidents a year to be expected of the cell with their 90 % interval; None where there are none.

    A cell picked for its count has more than its level: the expectation does not follow chance that far. Of chosen
    years that are not whole it would be too low.
    """
    if chosen.selection.years and chosen.partial:
        return None
    every = computed.hotspots(chosen.selection)
    known = None if every is None else every.of(one.cell)
    if known is None or known.lower is None or known.upper is None:
        return None
    return Level(known.expected, known.lower, known.upper)


def _counted(one: Spot) -> Level:
    """Return the accidents a year counted in the cell's whole years, with their exact 95 % interval."""
    total, length = sum(year.accidents for year in one.years), len(one.years)
    low, high = intervals.poisson_interval(total)
    return Level(total / length, low / length, high / length)
