"""The cards of the page of hotspots: the map of expected accidents with its list, and the plain map of counts."""

import html
from collections.abc import Sequence

import streamlit as st

from charts import maps, scopes, words
from charts.accidents import hotspots
from charts.accidents.police import INJURY_ONLY
from exports import spatial
from findings.accidents.ground import ground
from findings.accidents.hotspots import CellCount, Hotspots, staying
from findings.accidents.records import records, totals
from pages.accidents import computed, selection
from pages.accidents.selection import Chosen
from pages.frame import address, card, session
from stats import mesh
from stats.thresholds import TOP

RECORDS = {scopes.AREAS[scope]: short for scope, short in scopes.SHORT.items()}


def expected(chosen: Chosen, found: Hotspots) -> None:
    """Draw the map of what is to be expected a year, beside the list of the first ten."""
    database = session.database()
    here, top, drawn = ground(database), found.top, found.shown
    without = totals(database, chosen.selection).without_place
    codes = [cell.name.cell for cell in drawn]
    left, right = st.columns([17, 10])
    with left:
        card.draw(
            "hotspots",
            "250m区画ごとの事故の見込み",
            hotspots.cell_map(
                here,
                codes,
                [cell.expected for cell in drawn],
                title="見込み（件/年）",
                texts=hotspots.pointed_at(drawn),
                top=[cell.name.cell for cell in top],
            ),
            alt=hotspots.in_words(top, found.recorded, without),
            table=hotspots.expected_table(drawn),
            definition=_definition(found.years, chosen),
            sources=[session.records_source(), *here.sources],
            conditions=chosen.conditions,
            answer=f"色が濃い区画ほど見込みが多く、数字は上位{TOP}の順位です。"
            f"{'' if session.is_print() else f'地図は上位{TOP}のまわりから始まり、動かすと市の全体が見られます。'}"
            f"地図に出せない（位置の分からない）事故は{without}件です。",
            geopackage=lambda notes: spatial.geopackage(
                hotspots.expected_table(drawn),
                [mesh.bounds(code) for code in codes],
                maps.records_table(records(database, chosen.selection.in_cells(codes))),
                notes,
            ),
        )
    with right, st.container(key="card_ranking"):
        st.subheader("上位の地点", anchor=False)
        kept = session.kept_address()
        st.html(hotspots.top_list(top, kept))
        st.html(
            f'<p class="note">{hotspots.LEVEL_AND_CHANCE}（ ）は水準が{words.RANKING}の確率で入る範囲です。'
            "確率が低い地点どうしの順位に意味はありません。"
            f"ほかの数え方との違いは{address.link('手法の比較', 'accidents-methods')}、"
            f"計算のしかたと当たり具合は{address.link('方法', 'accidents-about')}にあります。</p>"
        )
        others = staying(found, {name: computed.hotspots(other) for name, other in chosen.others.items()})
        st.html(f'<p class="note">{html.escape(hotspots.others_in_words(others, len(top)))}</p>')


def counts(chosen: Chosen, cells: Sequence[CellCount]) -> None:
    """Draw the plain counts, where nothing more can be said."""
    here, text = ground(session.database()), hotspots.counts_sentence(cells)
    card.draw(
        "hotspots_counts",
        "250m区画ごとの件数",
        hotspots.cell_map(
            here,
            [cell.name.cell for cell in cells],
            [cell.accidents for cell in cells],
            title="記録（件）",
            texts=hotspots.counts_pointed_at(cells),
        ),
        alt=text,
        table=hotspots.counts_table(cells),
        definition=f"{INJURY_ONLY}{at_the_border()}",
        sources=[session.records_source(), *here.sources],
        conditions=chosen.conditions,
        answer=text,
    )


def at_the_border() -> str:
    """Return how cells at the city's border are counted, which depends on whose records the edition has."""
    if selection.recorded() == selection.CITY:
        return "この版には市の記録だけがあります。市境の近くの区画は、市の外の事故が分からない分、少なめに出ます。"
    return "市境の区画では、隣の市町村の事故も数えています。"


def _definition(years: int, chosen: Chosen) -> str:
    part = (
        "発生年のうち資料がそろわない年を含むため、年あたりは少なめです。" if chosen.years.incomplete else ""
    )
    return (
        f"{INJURY_ONLY}見込みは、{years}年分の記録から推定した水準です。区画自身の件数と、まわりの区画から予想される"
        "件数の間をとります（局所的な経験ベイズ推定）。記録が少ない区画ほど、まわりに近づけます。"
        f"まわりから予想する強さは、この版の記録全体（{RECORDS[selection.recorded()]}）から求めるため、読み込む範囲を変えると見込みも少し変わります。"
        f"{hotspots.LEVEL_AND_CHANCE}{at_the_border()}{part}"
        "交通量は考慮していないので、通行1回あたりの危険度ではありません。"
    )
