"""The cards of the outlook: what the next years may bring, and how far such forecasts can be trusted."""

import html

import pandas as pd
import streamlit as st

from charts import words
from charts.accidents import outlook as outlook_chart
from charts.accidents import reliability
from charts.accidents.outlook import Outlook
from charts.accidents.target import Newest
from findings.accidents import target as target_finding
from pages.accidents.credits import INJURY_ONLY, records_source
from pages.frame import card, session
from queries import Connection, accidents
from stats import intervals
from stats.accidents import forecast
from stats.accidents.forecast import Spread


def outlook(connection: Connection) -> Outlook | None:
    """Return what the city's counts let expect; None without records that tell motorway accidents apart.

    Counted as the plan's target is: by file year without motorway accidents.
    """
    known = target_finding.history(connection)
    if known.empty:
        return None
    spread, newest = target_finding.spread(connection), target_finding.latest(connection)
    counts = known[["year", "count"]]
    return Outlook(
        counts,
        _past(known, spread),
        _ahead(known, spread, newest),
        None if newest is None else newest.target,
        None if newest is None else newest.target_year,
        _trend(counts),
    )


def _past(known: pd.DataFrame, spread: Spread) -> pd.DataFrame:
    """Return what the years up to each one let expect for the next one of the records, beside what came."""
    rows = []
    for length in range(1, len(known)):
        before, year = int(known["year"].iloc[length - 1]), int(known["year"].iloc[length])
        prediction = target_finding.predict(known.iloc[:length], year - before, spread)
        if prediction is not None:
            lower, upper = forecast.interval(prediction)
            count = int(known["count"].iloc[length])
            rows.append({"year": year, "from_year": before, "lower": lower, "upper": upper, "count": count})
    return pd.DataFrame(rows, columns=["year", "from_year", "lower", "upper", "count"])


def _ahead(known: pd.DataFrame, spread: Spread, target: Newest | None) -> pd.DataFrame:
    """Return what the counts let expect for the next year, and up to the target's year where it lies ahead."""
    newest = int(known["year"].iloc[-1])
    last = newest + 1 if target is None else target.chance_year
    rows = []
    for year in range(newest + 1, min(last, newest + target_finding.SHOWN_AHEAD) + 1):
        prediction = target_finding.predict(known, year - newest, spread)
        if prediction is not None:
            lower, upper = forecast.interval(prediction)
            chance = target.chance if target is not None and year == target.chance_year else None
            rows.append({"year": year, "lower": lower, "upper": upper, "chance": chance})
    return pd.DataFrame(rows, columns=["year", "lower", "upper", "chance"])


def _trend(counts: pd.DataFrame) -> tuple[float, float, float] | None:
    if len(counts) < forecast.FEWEST_TREND_YEARS:
        return None
    try:
        return forecast.trend(counts["year"].tolist(), counts["count"].tolist())
    except ValueError:
        return None


def coming(found: Outlook) -> None:
    """Draw the counts and what they let expect."""
    database = session.database()
    spread, untold = accidents.forecast_spread(database).iloc[0], target_finding.not_compared(database)
    drift = float(target_finding.spread(database).of(max(1, int(found.counts["count"].iloc[-1]))))
    origin = (
        f"警察庁の全国の記録（{spread['first_year']}〜{spread['last_year']}年、"
        f"{spread['municipalities']:,}市区町村）から求めた値"
        if spread["is_shipped"]
        else f"この版の全国の記録（{spread['first_year']}〜{spread['last_year']}年）から求めた値"
    )
    card.draw(
        "outlook",
        "これまでの件数と、これからの幅",
        outlook_chart.figure(found),
        alt=outlook_chart.in_words(found),
        table=outlook_chart.table(found),
        definition=f"{INJURY_ONLY}資料年次で数え、高速道路の事故を除きます（目標と同じ数え方）。"
        "水色の棒は、80%の確率で入る範囲です（負の二項分布）。水準は、新しい年ほど重く見て、すべての年の件数から求めます"
        "（全国の増減が分かる年は、その分を直してから使います）。水準そのものも年に"
        f"およそ{words.percent(drift**0.5)}（標準偏差）ずつ動くとみています（{origin}。件数の多い市区町村ほど小さく動きます）。"
        "先の年ほど広くなります。"
        "灰色の棒は、同じやり方でそれまでの年から見通した範囲です。",
        sources=[session.plan_source(), *records_source(), str(spread["source_id"])],
        conditions=["数え方：資料年次、高速道路を除く", *([untold] if untold else [])],
        answer=html.escape(
            f"{outlook_chart.caution(found)}{outlook_chart.trend(found, forecast.FEWEST_TREND_YEARS)}"
        ),
    )


def trust(found: Outlook) -> None:
    """Draw how often such forecasts held in the municipalities of the nation."""
    database = session.database()
    coverage = accidents.forecast_coverage(database)
    sizes, tried = (
        _with_chance(shares) for shares in (outlook_chart.by_size(coverage), outlook_chart.foretold(coverage))
    )
    text = outlook_chart.coverage_in_words(
        coverage, sizes, tried, int(found.counts["count"].iloc[-1]), str(session.about()["city"])
    )
    card.draw(
        "coverage",
        "このやり方は、全国でどのくらい当たったか",
        outlook_chart.coverage_figure(sizes),
        alt=text,
        table=outlook_chart.coverage_table(coverage),
        definition="●は、全国の増減を差し引いたときに80%の幅に入った市区町村の割合、○は差し引かないときの割合です。"
        "差し引いた割合は「水準が続けば」という前提での当たり方で、全国が大きく動いた年の外れやすさは○に表れます。"
        "件数はとびとびの値なので、幅の端の件数は、幅に入る分だけを数えています。"
        "●の横線は、その数の市区町村では偶然に動く範囲（95%区間）です。"
        "幅はこの表と同じ記録から求めたため、表の最後の列では、見通した年を見ないで求めた幅でも試しています。",
        sources=[str(accidents.forecast_spread(database)["source_id"].iloc[0])],
        conditions=["すべての市区町村（最初の年が1件以上）、資料年次、高速道路を除く"],
        answer=html.escape(text),
    )


def chances() -> None:
    """Show how the chances told for a next year fared in the municipalities of the nation."""
    database = session.database()
    cells = accidents.forecast_reliability(database)
    if cells.empty:
        return
    title = "確率は、言ったとおりになったか"
    with st.container(key="card_reliability"):
        st.subheader(title, anchor=False)
        st.html(f'<p class="note">{reliability.in_words(cells)}</p>')
        card.under(
            "reliability",
            title,
            reliability.table(cells),
            definition="「最後の年の89%以下」は112件から100件以下になること、「106%以下」は94件から100件以下を保つことに当たります。"
            "動きと件数は、全国の増減を差し引いて見ています。都道府県を二つに分け、片方から求めた動きやすさでもう片方の確率を言いました。"
            f"「合わない」は、差が標準誤差の{reliability.ERRORS_ALLOWED}倍を超えることです（市区町村が互いに独立に動くとした誤差です）。",
            sources=[str(accidents.forecast_spread(database)["source_id"].iloc[0])],
            conditions=["すべての市区町村（最後の年が1件以上）、資料年次、高速道路を除く"],
        )


def _with_chance(shares: pd.DataFrame) -> pd.DataFrame:
    """Return shares of municipalities with the 95 % interval chance alone gives them."""
    bounds = [
        intervals.wilson_of_share(row.covered_pct / 100, row.municipalities) for row in shares.itertuples()
    ]
    return shares.assign(
        lower=[100 * bound.lower for bound in bounds], upper=[100 * bound.upper for bound in bounds]
    )


def nothing() -> None:
    """Say how records come into an edition."""
    st.info(
        "見通しには、高速道路の事故を見分けられる年の記録が要ります。警察庁の事故ファイル（本票と高速票）をフォルダーに置き、"
        "`python -m ingest build --npa フォルダー` で版を作ると表示されます。"
    )
