"""The cards of patterns: time, light and weather, kind and road, season, people, and the items since 2022."""

import calendar

import pandas as pd
import streamlit as st

from charts import words
from charts.accidents import patterns, police
from charts.accidents import people as people_chart
from charts.accidents.police import INJURY_ONLY
from findings.accidents.people import ages, ages_of_prefecture, around_sunset
from findings.accidents.people import kinds as kinds_of_parties
from findings.accidents.people import since_2022 as items_since_2022
from findings.accidents.years import incomplete, known_years
from pages.accidents.selection import Chosen
from pages.frame import card, session
from queries import accidents
from stats.accidents import exact_tests

MONTH_LENGTHS = [calendar.monthrange(2023, month)[1] + (0.25 if month == 2 else 0) for month in range(1, 13)]


def busiest(chosen: Chosen) -> str:
    """Return the busiest hours and weekday in words; hours are compared by how much of each is asked for."""
    rows = accidents.by_hour_and_weekday(session.database(), chosen.selection)
    asked = pd.Series(chosen.selection.hours or range(24))
    lengths = (asked // 2 * 2).value_counts()
    by_hour = rows.groupby("from_hour")["accidents"].sum()[lengths.index]
    by_day = rows.groupby("weekday_code")["accidents"].sum()
    return patterns.busiest(
        rows,
        hours_chance=exact_tests.even_spread_probability(by_hour.tolist(), lengths.tolist()),
        days_chance=exact_tests.even_spread_probability(by_day.tolist(), [1] * len(by_day)),
    )


def hours(chosen: Chosen) -> None:
    """Draw accidents by weekday and hour."""
    rows = accidents.by_hour_and_weekday(session.database(), chosen.selection)
    text = busiest(chosen)
    without_time = accidents.totals(session.database(), chosen.selection).iloc[0]["without_time"]
    card.draw(
        "hours",
        "何曜日の何時に多いか",
        patterns.by_hour_and_weekday(rows),
        alt=text,
        table=patterns.hours_table(rows),
        definition=f"{INJURY_ONLY}2時間ごとの件数です。時刻の読み取れない事故{without_time}件は含みません。"
        "確率は、どの時間帯・どの曜日にも均等に起きた場合とのカイ二乗検定です。",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def light(chosen: Chosen) -> None:
    """Draw accidents by light and weather."""
    rows = accidents.by_light_and_weather(session.database(), chosen.selection)
    text = patterns.most_frequent(rows, ["light", "weather"])
    rows = rows.rename(columns={"day_night_code": "light_code"})
    card.draw(
        "light",
        "明るさと天候",
        patterns.crossed(rows, "light", "weather"),
        alt=text,
        table=patterns.crossed_table(rows, "light", "weather", name="昼夜"),
        definition=f"{INJURY_ONLY}昼夜は日の出と日の入りで分け、明・暮はその前後の薄明るい時間です。"
        "晴や昼の時間そのものが長いため、件数の多さは危険の大きさを表しません。"
        f"{police.note(rows.sort_values('light_code')['light'])}",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def kinds(chosen: Chosen) -> None:
    """Draw accidents by type and road shape."""
    rows = accidents.by_type_and_shape(session.database(), chosen.selection)
    text = patterns.most_frequent(rows, ["accident_type", "road_shape"])
    card.draw(
        "kinds",
        "どんな道で、どんな事故か",
        patterns.crossed(rows, "road_shape", "accident_type", height=420),
        alt=text,
        table=patterns.crossed_table(rows, "road_shape", "accident_type", name="道路形状"),
        definition=f"{INJURY_ONLY}事故類型は警察の4区分です（出会い頭・追突などは、この資料では分かりません）。"
        f"{police.note(rows.sort_values('road_shape_code')['road_shape'])}",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def season(chosen: Chosen) -> None:
    """Draw accidents by month of occurrence, with the shortfall of years that are not whole."""
    database = session.database()
    rows = accidents.by_month(database, chosen.selection)
    unlike = incomplete(known_years(database, "occurrence"), "occurrence")
    partial = [int(year) for year in rows["occurred_year"].unique() if year in unlike]
    whole = rows[~rows["occurred_year"].isin(partial)]
    months = whole.groupby("month")["accidents"].sum().reindex(range(1, 13), fill_value=0)
    chance = exact_tests.even_spread_probability(months.tolist(), MONTH_LENGTHS)
    text = patterns.season_in_words(rows, incomplete=partial, chance=chance)
    named = words.listing(f"{words.era_year(year)}年" for year in partial)
    left_out = (
        f"灰色の部分は、前後の年の資料にも記録がある発生年（{named}）で、少なく出ます。" if partial else ""
    )
    card.draw(
        "season",
        "何月に多いか",
        patterns.season(rows, incomplete=partial),
        alt=text,
        table=patterns.season_table(rows, incomplete=partial),
        definition=f"{INJURY_ONLY}月は事故が起きた月（発生年）です。{left_out}"
        "確率は、月の日数に応じて均等に起きた場合とのカイ二乗検定です。",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def people(chosen: Chosen) -> None:
    """Draw parties A and B by age band, beside the prefecture where its records were loaded."""
    if chosen.selection.ages:
        with st.container(key="card_people"):
            st.subheader("当事者A・Bの年齢層", anchor=False)
            st.html('<p class="note">年齢層で絞り込んでいるあいだは、年齢の内訳を表示しません。</p>')
        return
    database, region = session.database(), str(session.about()["prefecture"])
    rows = ages(database, chosen.selection)
    wider = ages_of_prefecture(database, chosen.selection)
    text = people_chart.people_in_words(rows)
    card.draw(
        "people",
        "当事者A・Bの年齢層",
        people_chart.people_by_age(rows, wider, region=region),
        alt=text,
        table=people_chart.people_table(rows, wider, region=region),
        definition=f"{INJURY_ONLY}当事者Aは過失がより重い側で、加害者という意味ではありません。"
        "年齢が分かるのは当事者AとBだけで、7つの年齢層です（10代だけを数えることはできません）。"
        f"割合は年齢不明を除いた人数に対するものです。{f'◇は{region}全体の割合です。' if wider else ''}",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def party_kinds(chosen: Chosen) -> None:
    """Draw party A, and party B, by age band and kind."""
    rows = kinds_of_parties(session.database(), chosen.selection)
    for party, column in zip(people_chart.PARTIES, st.columns(2), strict=True):
        mine = [one for one in rows if one.party_order == party]
        if not mine:
            continue
        name = people_chart.PARTIES[party]
        with column:
            card.draw(
                f"party_{party}",
                f"{name}：年齢層と種別",
                people_chart.kinds(rows, party=party),
                alt=people_chart.kinds_in_words(mine),
                table=people_chart.kinds_table(mine),
                definition=f"{INJURY_ONLY}数字は人数です。年齢・種別・けがは、いつも同じ当事者のものです。"
                f"表に、うち死亡・負傷の人数があります。{people_chart.kinds_defined(mine)}",
                sources=[session.records_source()],
                conditions=chosen.conditions,
                answer=people_chart.kinds_in_words(mine),
            )


def since_2022(chosen: Chosen) -> None:
    """Draw what only the forms from 2022 on say; with older files only, say that it is missing."""
    database = session.database()
    sunset = people_chart.sunset_in_words(around_sunset(database, chosen.selection))
    rows = items_since_2022(database, chosen.selection)
    with st.container(key="card_since_2022"):
        st.subheader("2022年の様式から分かること", anchor=False)
        st.html(f'<p class="note">{sunset}</p>')
        if not rows:
            return
        card.under(
            "since_2022",
            "2022年の様式から分かること",
            people_chart.since_2022_table(rows),
            definition="2022年（令和4年）の様式変更で加わった項目です。それより前の年と続けて比べることはできません。"
            "コードの名称は手元のコード表にないため、番号のまま示します。",
            sources=[session.records_source()],
            conditions=chosen.conditions,
        )
