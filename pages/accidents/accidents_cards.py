"""The cards of the first accident page: where, how many a year, and how much the way of counting matters."""

import html
from collections.abc import Callable
from functools import partial

import streamlit as st

from charts import cell_names, maps
from charts.accidents import limits, nation, neighbours, spot, years
from charts.accidents.police import INJURY_ONLY
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import counted, name_of, of_others
from findings.accidents.ground import ground
from findings.accidents.neighbours import alone
from findings.accidents.published import context_sources
from findings.accidents.target import held_against
from findings.accidents.years import bases as ways_of_counting
from findings.accidents.years import marks, nearest, per_year
from pages.accidents import cells
from pages.accidents.selection import CITY, NATION, PREFECTURE, Chosen, on_map
from pages.frame import address, card, session
from queries.accidents import Selection
from stats import mesh


def where(chosen: Chosen, say: Callable[[str], None]) -> None:
    """Draw the map, and the list of a cell that was clicked; `say` is given in words (HTML) where accidents happen."""
    cell = cells.asked()
    if chosen.extent == NATION:
        _in_nation(chosen, say)
    else:
        _by_record(chosen, cell, say)
    if cell:
        _list_of(cell, chosen.selection, chosen.conditions)


def _widest() -> int:
    """Return how wide a map can get, in pixels."""
    return maps.PAPER if session.is_print() else maps.WIDEST


def _in_nation(chosen: Chosen, say: Callable[[str], None]) -> None:
    """Draw the map of the nation, which has too many records to draw each: cells of 10 km alone."""
    database, about, selection = session.database(), session.about(), on_map(chosen.extent, chosen.selection)
    coarse, totals = found.coarse_cells(database, selection), found.totals(database, selection)
    text = f"全国では、{nation.in_words(coarse, totals)}"
    say(html.escape(text))
    card.draw(
        "map",
        "どこで起きているか",
        nation.figure(ground(database), coarse, widest=_widest()),
        alt=f"{text}{maps.unplaced(totals)}",
        table=nation.table(coarse),
        definition=f"{INJURY_ONLY}色は約10km四方の区画の件数で、色の目盛りは一つ進むごとに10倍です。青い点は{about['city']}です。"
        "交通量や人口の違いは考慮していないため、危険度の順位ではありません。",
        sources=[session.records_source(), "mesh"],
        conditions=[*chosen.conditions, "地図の範囲：全国"],
        answer=f"{maps.unplaced(totals)}<br>全国では件数が多いため、1件ずつの点は描かず、区画を選んで一覧を出すこともできません。"
        f"地図の範囲を「{CITY}」か「{PREFECTURE}」にすると、区画か点を選んでその区画の事故の一覧を出せます。",
    )


def _by_record(chosen: Chosen, cell: str | None, say: Callable[[str], None]) -> None:
    """Draw the map of records and 250 m cells of the city or its prefecture."""
    database, about = session.database(), session.about()
    is_wide, selection = chosen.extent == PREFECTURE, on_map(chosen.extent, chosen.selection)
    framed = None if cells.is_picked(cell, selection) else cell
    totals, here = found.totals(database, selection), ground(database)
    cells_shown = counted(database, selection, here.places, least=2 if is_wide else 1)
    if is_wide:
        figure = maps.region_map(
            here,
            cells_shown.accidents,
            found.positions(database, selection),
            found.municipalities(database, about["prefecture_code"]),
            framed,
            widest=_widest(),
        )
    else:
        figure = maps.city_map(
            here, cells_shown.accidents, found.records(database, selection), framed, widest=_widest()
        )
    region = f"{about['prefecture']}では、" if is_wide else ""
    text = f"{region}{maps.in_words(cells_shown, totals)}"
    say(html.escape(text))
    rows = maps.cells_table(cells_shown)
    card.draw(
        "map",
        "どこで起きているか",
        figure,
        alt=f"{text}{maps.unplaced(totals)}",
        table=rows,
        definition=f"{INJURY_ONLY}色は250m区画の件数{'（2件以上の区画だけ）' if is_wide else ''}、点は1件の事故、"
        "大きな赤紫の点は死亡事故です。市域は1km区画で表したおよその形です。"
        "道路や交通量の違いは考慮していないため、危険度の順位ではありません。",
        sources=[session.records_source(), *here.sources],
        conditions=[*chosen.conditions, f"地図の範囲：{about['prefecture'] if is_wide else about['city']}"],
        answer=maps.unplaced(totals)
        + ("" if session.is_print() else "<br>区画か点を選ぶと、その区画の事故の一覧が地図の下に出ます。"),
        geopackage=lambda notes: spatial.geopackage(
            rows,
            [mesh.bounds(code) for code in cells_shown.codes],
            maps.records_table(found.records(database, selection)),
            notes,
        ),
        on_pick=partial(cells.pick, selection=selection),
    )


def _list_of(cell: str, selection: Selection, conditions: list[str]) -> None:
    """Draw the records of one cell as a list to save."""
    database = session.database()
    here = ground(database)
    records = found.record_list(database, selection.in_cells([cell]))
    others, in_city = of_others(database, selection, cell), here.holds(cell)
    has_sheet = in_city or len(records) > sum(others.values())
    sheet = f"{address.link('この地点のカルテを見る', 'accidents-spot')}　" if has_sheet else ""
    links = f"{sheet}{address.link('選択を外す', 'accidents', cell=None)}"
    near = cell_names.called(name_of(database, selection, here.places, cell))
    title = f"選んだ250m区画の事故（{cell}）"
    with st.container(key="card_cell"):
        st.subheader(title, anchor=False)
        beyond = html.escape(spot.beyond_border(others, accidents=len(records), in_city=in_city))
        place = f"{html.escape(near)}。" if near else ""
        st.html(f'<p class="note">{place}条件に合う事故は{len(records)}件です。{beyond}{links}</p>')
        if not records:
            return
        card.under(
            "cell",
            title,
            spot.short_table(records),
            saved=spot.records_table(records),
            definition=f"{INJURY_ONLY}時刻は月と時までで、正確な地点は書きません（警察庁が公開している座標は、地図から保存するファイルに入ります）。年齢・種別・損傷は同じ当事者のものです。"
            f"保存するファイルには、信号機・車道幅員・路面なども入ります。{spot.LEFT_OUT}",
            sources=[session.records_source()],
            conditions=[*conditions, f"250m区画：{cell}"],
            is_open=True,
        )


def _of_city(title: str, extent: str) -> str:
    """Return the title of a card that shows the city, named where the map shows more."""
    return title if extent == CITY else f"{title}（{session.about()['city']}）"


def by_year(chosen: Chosen) -> None:
    """Draw accidents by year against the target, with the interval of chance and another definition in grey."""
    database, selected = session.database(), chosen.selection
    rows = per_year(database, selected, chosen.years)
    compared = {one.year: one.accidents for one in rows if one.year in chosen.years.compared}
    marked, target = marks(database), held_against(database, selected, chosen.years)
    name, other = next(iter(chosen.others.items()))
    beside = (name, {one.year: one.accidents for one in per_year(database, other)})
    card.draw(
        "per_year",
        _of_city("年ごとの件数", chosen.extent),
        years.per_year(rows, target=target, marks=marked, other=beside),
        alt=years.per_year_in_words(rows),
        table=years.per_year_table(rows, beside),
        definition=years.per_year_defined(rows, chosen.years, marked, other=name),
        sources=[session.plan_source(), session.records_source(), *marked.sources],
        conditions=chosen.conditions,
        answer=neighbours.moved(alone(str(session.about()["city"]), compared)),
    )


def bases(extent: str = CITY) -> None:
    """Draw the ways of counting side by side, against the published figures; always the city's."""
    title = _of_city("数え方による違い", extent)
    rows, is_sample = ways_of_counting(session.database()), session.records_are_sample()
    with st.container(key="card_bases"):
        st.subheader(title, anchor=False)
        st.html(f'<p class="note">{years.bases_sentence(rows, is_sample=is_sample)}</p>')
        card.under(
            "bases",
            title,
            years.bases_table(rows, is_sample=is_sample),
            definition=years.bases_note(nearest(rows), is_sample=is_sample),
            sources=[session.plan_source(), *context_sources(session.database()), session.records_source()],
            conditions=["条件を選んでも変わりません"],
            is_open=True,
        )


def unanswered() -> None:
    """Draw the questions that these files cannot answer."""
    with st.container(key="card_limits"):
        st.subheader("この資料で答えられないこと", anchor=False)
        st.html(limits.answers())
