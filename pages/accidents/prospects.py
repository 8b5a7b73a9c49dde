"""The cards of the outlook: what the next years may bring, and how far such forecasts can be trusted."""

import html

import pandas as pd
import streamlit as st

from charts import outlook as charts
from charts import words
from charts.outlook import Outlook
from pages.accidents import indicator
from pages.accidents.records import INJURY_ONLY, records_source
from pages.frame import card, session
from queries import Connection, accidents, goals
from stats import forecast, intervals
from stats.forecast import Spread


def outlook(connection: Connection) -> Outlook | None:
    """Return what the city's counts let expect; None without records.

    Counted as the plan's target is: by file year without motorway accidents.
    """
    bases = accidents.official_bases(connection)
    if bases.empty:
        return None
    counts = bases[["year"]].assign(count=bases["by_file_year_without_motorway"].astype(int))
    spread = indicator.spread(connection)
    indicators = goals.indicators(connection)
    counted = indicators[indicators["uncertainty"] == "poisson"]
    target = None if counted.empty else float(counted.iloc[0]["target_value"])
    target_year = None if counted.empty else int(counted.iloc[0]["target_on"].year)
    return Outlook(
        counts,
        _past(counts, spread),
        _ahead(counts, spread, target, target_year),
        target,
        target_year,
        _trend(counts),
    )


def _past(counts: pd.DataFrame, spread: Spread) -> pd.DataFrame:
    """Return what each year let expect for the next one of the records, beside what came."""
    pairs = zip(counts.iloc[:-1].itertuples(), counts.iloc[1:].itertuples(), strict=True)
    rows = []
    for (_, before, last), (_, year, count) in pairs:
        if last > 0:
            lower, upper = forecast.interval(forecast.predict(last, year - before, spread))
            rows.append({"year": year, "from_year": before, "lower": lower, "upper": upper, "count": count})
    return pd.DataFrame(rows, columns=["year", "from_year", "lower", "upper", "count"])


def _ahead(
    counts: pd.DataFrame, spread: Spread, target: float | None, target_year: int | None
) -> pd.DataFrame:
    """Return what the newest count lets expect for the next year, and up to the target's year where it lies ahead.

    The target is one for its own year, so only that one has a chance.
    """
    newest, last = (int(value) for value in counts.iloc[-1])
    years = min(max(1, (target_year or newest) - newest), indicator.SHOWN_AHEAD) if last > 0 else 0
    rows = []
    for ahead in range(1, years + 1):
        lower, upper = forecast.interval(forecast.predict(last, ahead, spread))
        is_of_target = target is not None and newest + ahead == target_year
        chance = indicator.chance_of(target, last, ahead, spread) if is_of_target else None
        rows.append({"year": newest + ahead, "lower": lower, "upper": upper, "chance": chance})
    return pd.DataFrame(rows, columns=["year", "lower", "upper", "chance"])


def _trend(counts: pd.DataFrame) -> tuple[float, float, float] | None:
    if len(counts) < forecast.FEWEST_TREND_YEARS:
        return None
    try:
        return tuple(forecast.trend(counts["year"].tolist(), counts["count"].tolist()))
    except ValueError:
        return None


def coming(found: Outlook) -> None:
    """Draw the counts and what they let expect."""
    database = session.database()
    spread = accidents.forecast_spread(database).iloc[0]
    drift = float(indicator.spread(database).of(max(1, int(found.counts["count"].iloc[-1]))))
    origin = (
        f"警察庁の全国の記録（{spread['first_year']}〜{spread['last_year']}年、"
        f"{spread['municipalities']:,}市区町村）から求めた値"
        if spread["is_shipped"]
        else f"この版の全国の記録（{spread['first_year']}〜{spread['last_year']}年）から求めた値"
    )
    card.draw(
        "outlook",
        "これまでの件数と、これからの幅",
        charts.figure(found),
        alt=charts.in_words(found),
        table=charts.table(found),
        definition=f"{INJURY_ONLY}資料年次で数え、高速道路の事故を除きます（目標と同じ数え方）。"
        "水色の棒は、最後の年の水準から出発して80%の確率で入る範囲です（負の二項分布）。水準そのものも年に"
        f"およそ{words.percent(drift**0.5)}（標準偏差）ずつ動くとみています（{origin}。件数の多い市区町村ほど小さく動きます）。"
        "先の年ほど広くなります。"
        "灰色の棒は、同じやり方で前の年から見通した範囲です。",
        sources=[session.plan_source(), *records_source(), str(spread["source_id"])],
        conditions=["数え方：資料年次、高速道路を除く"],
        answer=html.escape(f"{charts.caution(found)}{charts.trend(found, forecast.FEWEST_TREND_YEARS)}"),
    )


def trust(found: Outlook) -> None:
    """Draw how often such forecasts held in the municipalities of the nation."""
    database = session.database()
    coverage = accidents.forecast_coverage(database)
    sizes, tried = (_with_chance(shares) for shares in (charts.by_size(coverage), charts.foretold(coverage)))
    text = charts.coverage_in_words(
        coverage, sizes, tried, int(found.counts["count"].iloc[-1]), str(session.about()["city"])
    )
    card.draw(
        "coverage",
        "このやり方は、全国でどのくらい当たったか",
        charts.coverage_figure(sizes),
        alt=text,
        table=charts.coverage_table(coverage),
        definition="●は、全国の増減を差し引いたときに80%の幅に入った市区町村の割合、○は差し引かないときの割合です。"
        "差し引いた割合は「水準が続けば」という前提での当たり方で、全国が大きく動いた年の外れやすさは○に表れます。"
        "件数はとびとびの値なので、幅の端の件数は、幅に入る分だけを数えています。"
        "●の横線は、その数の市区町村では偶然に動く範囲（95%区間）です。"
        "幅はこの表と同じ記録から求めたため、表の最後の列では、見通した年を見ないで求めた幅でも試しています。",
        sources=[str(accidents.forecast_spread(database)["source_id"].iloc[0])],
        conditions=["すべての市区町村（最初の年が1件以上）、資料年次、高速道路を除く"],
        answer=html.escape(text),
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
        "この版には事故の記録がありません。警察庁の事故ファイルをフォルダーに置き、"
        "`python -m ingest build --npa フォルダー` で版を作ると表示されます。"
    )
