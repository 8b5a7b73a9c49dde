"""The cards of the outlook: what the next years may bring, and how far such forecasts can be trusted."""

import html

import streamlit as st

from charts import words
from charts.accidents import outlook, reliability, years
from charts.accidents.police import INJURY_ONLY
from findings.accidents.outlook import Outlook, coverage, learnt
from findings.accidents.reliability import reliability as chances_told
from findings.accidents.years import untold_files
from pages.frame import card, session


def coming(found: Outlook) -> None:
    """Draw the counts and what they let expect."""
    database = session.database()
    spread, untold = learnt(database), years.not_compared(untold_files(database))
    card.draw(
        "outlook",
        "これまでの件数と、これからの幅",
        outlook.figure(found),
        alt=outlook.in_words(found),
        table=outlook.table(found),
        definition=f"{INJURY_ONLY}資料年次で数え、高速道路の事故を除きます（目標と同じ数え方）。"
        f"水色の棒は、{words.FORECAST}の確率で入る範囲です（負の二項分布）。水準は、新しい年ほど重く見て、すべての年の件数から求めます"
        "（全国の増減が分かる年は、その分を直してから使います）。水準そのものも年に"
        f"およそ{words.percent(found.drift**0.5)}（標準偏差）ずつ動くとみています（{outlook.origin(spread)}。件数の多い市区町村ほど小さく動きます）。"
        "先の年ほど広くなります。"
        "灰色の棒は、同じやり方でそれまでの年から見通した範囲です。",
        sources=[session.plan_source(), session.records_source(), spread.source_id],
        conditions=["数え方：資料年次、高速道路を除く", *([untold] if untold else [])],
        answer=html.escape(f"{outlook.caution(found)}{outlook.trend_sentence(found)}"),
    )


def trust(found: Outlook) -> None:
    """Draw how often such forecasts held in the municipalities of the nation."""
    database = session.database()
    tried = coverage(database)
    text = outlook.coverage_in_words(tried, found.counts[-1].count, str(session.about()["city"]))
    card.draw(
        "coverage",
        "このやり方は、全国でどのくらい当たったか",
        outlook.coverage_figure(tried.sizes),
        alt=text,
        table=outlook.coverage_table(tried.pairs),
        definition=f"●は、全国の増減を差し引いたときに{words.FORECAST}の幅に入った市区町村の割合、○は差し引かないときの割合です。"
        "差し引いた割合は「水準が続けば」という前提での当たり方で、全国が大きく動いた年の外れやすさは○に表れます。"
        "件数はとびとびの値なので、幅の端の件数は、幅に入る分だけを数えています。"
        f"●の横線は、その数の市区町村では偶然に動く範囲（{words.INTERVAL}区間）です。"
        "幅はこの表と同じ記録から求めたため、表の最後の列では、見通した年を見ないで求めた幅でも試しています。",
        sources=[learnt(database).source_id],
        conditions=["すべての市区町村（最初の年が1件以上）、資料年次、高速道路を除く"],
        answer=html.escape(text),
    )


def chances() -> None:
    """Show how the chances told for a next year fared in the municipalities of the nation."""
    database = session.database()
    cells = chances_told(database)
    if not cells:
        return
    title = "確率は、言ったとおりになったか"
    with st.container(key="card_reliability"):
        st.subheader(title, anchor=False)
        st.html(f'<p class="note">{reliability.in_words(cells)}</p>')
        card.under(
            "reliability",
            title,
            reliability.table(cells),
            definition=reliability.defined(),
            sources=[learnt(database).source_id],
            conditions=["すべての市区町村（最後の年が1件以上）、資料年次、高速道路を除く"],
        )


def nothing() -> None:
    """Say how records come into an edition."""
    st.info(
        "見通しには、高速道路の事故を見分けられる年の記録が要ります。警察庁の事故ファイル（本票と高速票）をフォルダーに置き、"
        "`python -m ingest build --npa フォルダー` で版を作ると表示されます。"
    )
