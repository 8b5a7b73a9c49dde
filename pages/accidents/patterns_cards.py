"""The cards of patterns: time, light and weather, kind and road, season, people, and the items since 2022."""

import streamlit as st

from charts.accidents import patterns, people
from charts.accidents.police import INJURY_ONLY
from findings.accidents.patterns import by_hour, by_kind_and_road, by_light_and_weather, by_month
from findings.accidents.people import around_sunset, by_age, by_age_of_prefecture, by_kind, of_newer_forms
from pages.accidents.selection import Chosen
from pages.frame import card, session


def hours(chosen: Chosen) -> None:
    """Draw accidents by weekday and hour."""
    found = by_hour(session.database(), chosen.selection)
    text = patterns.busiest_sentence(found)
    card.draw(
        "hours",
        "何曜日の何時に多いか",
        patterns.by_hour_and_weekday(found),
        alt=text,
        table=patterns.hours_table(found),
        definition=f"{INJURY_ONLY}2時間ごとの件数です。時刻の読み取れない事故{found.without_time}件は含みません。"
        "確率は、どの時間帯・どの曜日にも均等に起きた場合とのカイ二乗検定です。",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def light(chosen: Chosen) -> None:
    """Draw accidents by light and weather."""
    rows = by_light_and_weather(session.database(), chosen.selection)
    text = patterns.frequent_sentence(rows)
    card.draw(
        "light",
        "明るさと天候",
        patterns.crossed(rows),
        alt=text,
        table=patterns.crossed_table(rows, name="昼夜"),
        definition=f"{INJURY_ONLY}昼夜は日の出と日の入りで分け、明・暮はその前後の薄明るい時間です。"
        "晴や昼の時間そのものが長いため、件数の多さは危険の大きさを表しません。"
        f"{patterns.labels_note(one.first for one in rows)}",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def kinds(chosen: Chosen) -> None:
    """Draw accidents by type and road shape."""
    rows = by_kind_and_road(session.database(), chosen.selection)
    text = patterns.frequent_sentence(rows)
    card.draw(
        "kinds",
        "どんな道で、どんな事故か",
        patterns.crossed(rows, turned=True, height=420),
        alt=text,
        table=patterns.crossed_table(rows, name="道路形状", turned=True),
        definition=f"{INJURY_ONLY}事故類型は警察の4区分です（出会い頭・追突などは、この資料では分かりません）。"
        f"{patterns.labels_note(one.second for one in rows)}",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def season(chosen: Chosen) -> None:
    """Draw accidents by month of occurrence, with the shortfall of years that are not whole."""
    found = by_month(session.database(), chosen.selection)
    text = patterns.season_in_words(found)
    card.draw(
        "season",
        "何月に多いか",
        patterns.season(found),
        alt=text,
        table=patterns.season_table(found),
        definition=f"{INJURY_ONLY}月は事故が起きた月（発生年）です。{patterns.incomplete_defined(found)}"
        "確率は、月の日数に応じて均等に起きた場合とのカイ二乗検定です。",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def ages(chosen: Chosen) -> None:
    """Draw parties A and B by age band, beside the prefecture where its records were loaded."""
    if chosen.selection.ages:
        with st.container(key="card_people"):
            st.subheader("当事者A・Bの年齢層", anchor=False)
            st.html('<p class="note">年齢層で絞り込んでいるあいだは、年齢の内訳を表示しません。</p>')
        return
    database, region = session.database(), str(session.about()["prefecture"])
    rows = by_age(database, chosen.selection)
    wider = by_age_of_prefecture(database, chosen.selection)
    text = people.people_in_words(rows)
    card.draw(
        "people",
        "当事者A・Bの年齢層",
        people.people_by_age(rows, wider, region=region),
        alt=text,
        table=people.people_table(rows, wider, region=region),
        definition=f"{INJURY_ONLY}当事者Aは過失がより重い側で、加害者という意味ではありません。"
        "年齢が分かるのは当事者AとBだけで、7つの年齢層です（10代だけを数えることはできません）。"
        f"割合は年齢不明を除いた人数に対するものです。{f'◇は{region}全体の割合です。' if wider else ''}",
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def party_kinds(chosen: Chosen) -> None:
    """Draw party A, and party B, by age band and kind."""
    rows = by_kind(session.database(), chosen.selection)
    for party, column in zip(people.PARTIES, st.columns(2), strict=True):
        mine = [one for one in rows if one.party_order == party]
        if not mine:
            continue
        name = people.PARTIES[party]
        with column:
            card.draw(
                f"party_{party}",
                f"{name}：年齢層と種別",
                people.kinds(rows, party=party),
                alt=people.kinds_in_words(mine),
                table=people.kinds_table(mine),
                definition=f"{INJURY_ONLY}数字は人数です。年齢・種別・けがは、いつも同じ当事者のものです。"
                f"表に、うち死亡・負傷の人数があります。{people.kinds_defined(mine)}",
                sources=[session.records_source()],
                conditions=chosen.conditions,
                answer=people.kinds_in_words(mine),
            )


def since_2022(chosen: Chosen) -> None:
    """Draw what only the forms from 2022 on say; with older files only, say that it is missing."""
    database = session.database()
    sunset = people.sunset_in_words(around_sunset(database, chosen.selection))
    rows = of_newer_forms(database, chosen.selection)
    with st.container(key="card_since_2022"):
        st.subheader("2022年の様式から分かること", anchor=False)
        st.html(f'<p class="note">{sunset}</p>')
        if not rows:
            return
        card.under(
            "since_2022",
            "2022年の様式から分かること",
            people.since_2022_table(rows),
            definition="2022年（令和4年）の様式変更で加わった項目です。それより前の年と続けて比べることはできません。"
            "コードの名称は手元のコード表にないため、番号のまま示します。",
            sources=[session.records_source()],
            conditions=chosen.conditions,
        )
