"""The cards of the accident page: where, how many, at what time, of what age."""

import html

import streamlit as st

from charts import accidents as charts
from charts import maps
from exports import spatial
from pages.accidents import indicator
from pages.accidents.selection import Chosen
from pages.frame import card, session
from queries import accidents
from stats import intervals

INJURY_ONLY = "人身事故だけの記録です（物損事故は含みません）。"


def where(chosen: Chosen) -> None:
    """Draw the map of records and 250 m cells."""
    database = session.database()
    totals = accidents.totals(database, chosen.selection).iloc[0]
    cells, places = accidents.cells(database, chosen.selection), accidents.places(database)
    records = accidents.records(database, chosen.selection)
    text = maps.in_words(cells, places, totals)
    cell_rows, bounds = (
        maps.cells_table(cells, places),
        [maps.cell_bounds(code) for code in cells["mesh_250m"]],
    )
    card.draw(
        "map",
        "どこで起きているか",
        maps.city_map(accidents.areas(database), cells, records, places),
        alt=text,
        table=cell_rows,
        definition=f"{INJURY_ONLY}色は250m区画の件数、点は1件の事故、大きな赤紫の点は死亡事故です。"
        "市域は1km区画で表したおよその形です。道路や交通量の違いは考慮していないため、危険度の順位ではありません。",
        sources=[*_records_source(), "mesh", *places["source_id"].unique()],
        conditions=chosen.conditions,
        answer=html.escape(text),
        geopackage=lambda notes: spatial.geopackage(cell_rows, bounds, maps.records_table(records), notes),
    )


def years(chosen: Chosen) -> None:
    """Draw accidents by year against the target, with the interval of chance."""
    database, selected = session.database(), chosen.selection
    rows = accidents.per_year(database, selected)
    newest, levels = indicator.latest(database), indicator.intervals_of(rows)
    target = newest if newest and indicator.counts_like_target(selected) else None
    card.draw(
        "per_year",
        "年ごとの件数",
        charts.per_year(
            rows,
            intervals=levels,
            target=target.target if target else None,
            target_year=target.target_year if target else None,
            incomplete=chosen.incomplete,
            breaks=indicator.breaks(database),
            periods=indicator.periods(database),
        ),
        alt=charts.per_year_in_words(rows),
        table=charts.per_year_table(rows, levels),
        definition=f"{INJURY_ONLY}縦線は、同じ水準が続いても偶然に動く範囲（ポアソン分布の95%区間）です。"
        "目標の線は、目標と同じ数え方（資料年次・高速道路を除く・条件なし）のときだけ引きます。"
        + ("「一部」の年は、前後の年の資料にも記録があるため少なく出ます。" if chosen.incomplete else ""),
        sources=["plan5", *_records_source(), *accidents.events(database)["source_id"].unique()],
        conditions=chosen.conditions,
        answer=charts.change(rows[~rows["year"].isin(chosen.incomplete)], intervals.same_level_probability),
    )


def bases() -> None:
    """Draw the ways of counting side by side, against the published figures."""
    rows = accidents.official_bases(session.database())
    with st.container(key="card_bases"):
        st.subheader("数え方による違い", anchor=False)
        st.html(f'<p class="note">{charts.bases_answer(rows)}</p>')
        card.under(
            "bases",
            "数え方による違い",
            charts.bases_table(rows),
            definition=charts.bases_note(rows, is_sample=_records_source() == ["sample"]),
            sources=["plan5", "abukuma_2020", "abukuma_2021", *_records_source()],
            conditions=["条件を選んでも変わりません"],
            is_open=True,
        )


def hours(chosen: Chosen) -> None:
    """Draw accidents by weekday and hour."""
    rows = accidents.by_hour_and_weekday(session.database(), chosen.selection)
    without_time = accidents.totals(session.database(), chosen.selection).iloc[0]["without_time"]
    card.draw(
        "hours",
        "何曜日の何時に多いか",
        charts.by_hour_and_weekday(rows),
        alt=charts.busiest(rows),
        table=charts.hours_table(rows),
        definition=f"{INJURY_ONLY}2時間ごとの件数です。時刻の読み取れない事故{without_time}件は含みません。",
        sources=_records_source(),
        conditions=chosen.conditions,
        answer=charts.busiest(rows),
    )


def people(chosen: Chosen) -> None:
    """Draw parties A and B by age band, beside the prefecture where its records were loaded."""
    if chosen.selection.ages:
        with st.container(key="card_people"):
            st.subheader("当事者A・Bの年齢層", anchor=False)
            st.html('<p class="note">年齢層で絞り込んでいるあいだは、年齢の内訳を表示しません。</p>')
        return
    database, region = session.database(), str(session.about()["prefecture"])
    rows = indicator.with_shares(accidents.people_by_age(database, chosen.selection))
    wider = indicator.region_people(database, chosen.selection)
    text = charts.people_in_words(rows)
    card.draw(
        "people",
        "当事者A・Bの年齢層",
        charts.people_by_age(rows, wider, region=region),
        alt=text,
        table=charts.people_table(rows, wider, region=region),
        definition=f"{INJURY_ONLY}当事者Aは過失がより重い側で、加害者という意味ではありません。"
        "年齢が分かるのは当事者AとBだけで、7つの年齢層です（10代だけを数えることはできません）。"
        f"割合は年齢不明を除いた人数に対するものです。{'' if wider.empty else f'◇は{region}全体の割合です。'}",
        sources=_records_source(),
        conditions=chosen.conditions,
        answer=text,
    )


def _records_source() -> list[str]:
    return ["sample"] if session.records_are_sample() else ["npa"]
