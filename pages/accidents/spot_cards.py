"""The cards of one 250 m cell: close-up, records, what stands out, over the years, and how long a change takes."""

import html

import streamlit as st

from charts import maps, words
from charts.accidents import spot
from charts.accidents import years as years_chart
from charts.accidents.police import INJURY_ONLY
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import neighbourhood
from findings.accidents.ground import ground
from findings.accidents.spot import LONGEST_WAIT, Spot
from findings.accidents.years import marks
from pages.accidents import cells
from pages.accidents.selection import Chosen
from pages.frame import address, card, session
from stats import mesh

SEEN_AT_ONCE = 9  # records in the height the style sheet gives their list


def close_up(one: Spot, chosen: Chosen) -> None:
    """Draw the cell and those around it, with links to each."""
    database = session.database()
    here = ground(database)
    near = neighbourhood(database, chosen.selection, here.places, one.name.cell)
    selection = chosen.selection.in_cells(near.codes)
    records, text = found.records(database, selection), spot.around_sentence(near)
    rows = maps.cells_table(near.counted)
    card.draw(
        "close_up",
        "この区画とまわり",
        maps.close_up(here, near.counted.accidents, records, one.name.cell),
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
    title = f"この区画の事故（{one.name.cell}）"
    beyond = spot.beyond_border(one.of_others, accidents=len(one.records), in_city=True)
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
            f"当事者Aは過失がより重い側で、年齢と種別は同じ当事者のものです。{spot.LEFT_OUT}{beyond}",
            sources=[session.records_source()],
            conditions=[*chosen.conditions, f"250m区画：{one.name.cell}"],
        )


def traits(one: Spot, chosen: Chosen) -> None:
    """Draw what stands out against the city; with few accidents, why nothing is said."""
    text = spot.traits_in_words(one)
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
        definition=f"{INJURY_ONLY}●はこの区画の割合と{words.INTERVAL}区間、◇は市の割合です（確率の小さい順に10まで図示）。"
        f"市の事故から無作為に選んだ場合にこれ以上多くなる確率を、調べた{len(one.tested)}の特徴についてホルム法で補正し、"
        f"{words.CHANCE}未満のときだけ「多い」と書きます（超幾何分布による正確な確率）。"
        f"{spot.traits_defined(one.tested)}",
        sources=[session.records_source()],
        conditions=[*chosen.conditions, f"250m区画：{one.name.cell}"],
        answer=text,
    )


def years(one: Spot, chosen: Chosen) -> None:
    """Draw the cell's accidents by year, and how many years it takes to confirm that they halved."""
    title, left_out = "年ごとの件数と、半減の確認にかかる年数", chosen.left_out
    if one.halving is None:
        with st.container(key="card_spot_years"):
            st.subheader(title, anchor=False)
            st.html(f'<p class="note">{years_chart.per_year_in_words(one.years)}{left_out}</p>')
        return
    marked = marks(session.database())
    card.draw(
        "spot_years",
        title,
        years_chart.per_year(one.years, marks=marked),
        alt=years_chart.per_year_in_words(one.years),
        table=years_chart.per_year_table(one.years),
        definition=f"{INJURY_ONLY}縦線は、この件数の背後にある水準として考えられる範囲（{words.INTERVAL}区間）です。次の年の件数は、これより広く動きます。"
        f"半減の確認は、いまの水準が分かっているとしたときの{spot.HALVING_TEST}です（本当に半減していれば{words.POWER}の確率で"
        f"確認できる年数で、{LONGEST_WAIT}年を超えるときは年数を書きません）。"
        f"{spot.LEVEL_EXPECTED if one.expected else spot.LEVEL_COUNTED}"
        "何もしなくても減ることがあるため、減ったことを対策の効果と取り違えないでください。"
        f"{left_out}{years_chart.marks_in_words(one.years, marked)}",
        sources=[session.records_source()],
        conditions=[*chosen.conditions, f"250m区画：{one.name.cell}"],
        answer=spot.halving_sentence(one.halving),
    )
