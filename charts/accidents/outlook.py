"""Figures, sentences and tables of the forecast of a year's accidents."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

WANTED_PCT = 80
SHIFT_WORTH_NAMING = 0.05


@dataclass(frozen=True)
class Outlook:
    """What is known and what may come.

    `counts` has year and count, oldest first. `past` has year, from_year, lower, upper and count: what the counts up to
    a year would have let expect for the next, and what came. `ahead` has year, lower, upper and chance (the one chance
    of the target in the year it is told for; missing in the others) for the years to come; it is empty while there was
    no accident. `trend` is the relative change a
    year with its 95 % interval, None where there are too few years.
    """

    counts: pd.DataFrame
    past: pd.DataFrame
    ahead: pd.DataFrame
    target: float | None
    target_year: int | None
    trend: tuple[float, float, float] | None


def answer(outlook: Outlook | None) -> str:
    """Return what the next year may bring, and the chance of the target, as HTML."""
    if outlook is None:
        return (
            "この版には目標と同じ数え方（高速道路を除く）のできる事故の記録がないため、見通しを出せません。"
        )
    last = outlook.counts.iloc[-1]
    if outlook.ahead.empty:
        year = words.calendar_year(int(last["year"]))
        return f"{year}までの事故は0件でした。0件の年だけからは、次の年の件数を見通せません。"
    following = outlook.ahead.iloc[0]
    known = f"{len(outlook.counts)}年の件数" if len(outlook.counts) > 1 else "1年だけの件数"
    return (
        f"{words.calendar_year(int(following['year']))}の人身事故は、これまでの{known}からみて、"
        f"<b>{words.number(following['lower'])}件から{words.number(following['upper'])}件</b>の"
        f"あいだと見込まれます（80%の幅）。{_target(outlook)}"
    )


def _target(outlook: Outlook) -> str:
    """Return whether the target's year met it, once it is counted, as a sentence."""
    reached = outlook.counts[outlook.counts["year"] == outlook.target_year]
    if reached.empty or outlook.target is None:
        return ""
    count, year = int(reached["count"].iloc[0]), words.calendar_year(int(reached["year"].iloc[0]))
    verdict = "目標に届きました" if count <= outlook.target else "目標に届きませんでした"
    return f"目標の年の{year}は{count}件で、{words.number(outlook.target)}件以下という{verdict}。"


def caution(outlook: Outlook) -> str:
    """Return how the earlier forecasts fared here, and what the model leaves out, as a sentence."""
    missing = "国や県の全体が大きく増減する年（感染症の流行など）は、見通しに入っていません。"
    if outlook.past.empty:
        return f"前の年がないため、見通しが当たったかどうかはまだ確かめられません。{missing}"
    outside = outlook.past[~_held(outlook.past)]
    tried = len(outlook.past)
    if outside.empty:
        return f"同じやり方でさかのぼると、{tried}回とも幅の中でした。{missing}"
    years = words.listing(f"{words.era_year(int(year))}年" for year in outside["year"])
    every = "とも" if len(outside) == tried and tried > 1 else ""
    return (
        f"同じやり方でさかのぼると、{tried}回のうち{len(outside)}回{every}幅の外でした（{years}）。"
        f"幅を外れることは珍しくありません。{missing}"
    )


def trend(outlook: Outlook, fewest_years: int) -> str:
    """Return the change a year, or why none is given, as a sentence."""
    if outlook.trend is None:
        return (
            f"増える・減るという傾向は計算していません。記録が{len(outlook.counts)}年分で、"
            f"{fewest_years}年分より少ないためです。"
            if len(outlook.counts) < fewest_years
            else "増える・減るという傾向は、この件数からは計算できません。"
        )
    change, lower, upper = (100 * value for value in outlook.trend)
    verdict = (
        "増減の向きは決められません"
        if lower < 0 < upper
        else ("増える" if change > 0 else "減る") + "傾向です"
    )
    return (
        f"{len(outlook.counts)}年間の変化は年に平均{words.signed(round(change, 1), '%')}"
        f"（95%の幅 {words.signed(round(lower, 1), '%')}〜{words.signed(round(upper, 1), '%')}）で、{verdict}。"
        "この変化が続くとは限らないため、見通しには使っていません。"
    )


def in_words(outlook: Outlook) -> str:
    """Return the chart as a sentence, for those who cannot see it."""
    counts = zip(outlook.counts["year"], outlook.counts["count"], strict=True)
    known = "、".join(f"{words.calendar_year(int(year))} {count}件" for year, count in counts)
    coming = "、".join(
        f"{words.calendar_year(int(row.year))} {row.lower}〜{row.upper}件"
        for row in outlook.ahead.itertuples()
    )
    return words.sentence([f"実績は{known}", *([f"80%の幅の見通しは{coming}"] if coming else [])])


def figure(outlook: Outlook) -> go.Figure:
    """Return counts as bars from zero, what the year before let expect beside them, and the years to come."""
    chart = theme.figure(height=400)
    years, counts = outlook.counts["year"].astype(int), outlook.counts["count"]
    chart.add_bar(
        x=years,
        y=counts,
        width=0.5,
        marker={"color": theme.ACCENT},
        text=[f"<b>{count}</b>" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": "#FFFFFF", "size": 17},
        hovertemplate="%{x}年 実績%{y}件<extra></extra>",
    )
    for rows, shift, width, colour in (
        (outlook.past, 0.36, 0.14, theme.CONTEXT),
        (outlook.ahead, 0.0, 0.5, "#BFD9EA"),
    ):
        if rows.empty:
            continue
        chart.add_bar(
            x=rows["year"] + shift,
            y=rows["upper"] - rows["lower"],
            base=rows["lower"],
            width=width,
            marker={"color": colour, "line": {"width": 0}},
            customdata=rows[["lower", "upper", "year"]],
            hovertemplate="%{customdata[2]}年の見通し %{customdata[0]}〜%{customdata[1]}件<extra></extra>",
        )
    for row in outlook.ahead.itertuples():
        chart.add_annotation(
            x=row.year, y=row.upper, yanchor="bottom", text=f"{row.lower}〜<br>{row.upper}件", showarrow=False
        )
    if not outlook.past.empty:
        first = outlook.past.iloc[0]
        chart.add_annotation(
            x=first["year"] + 0.36,
            y=first["upper"],
            yanchor="bottom",
            text="それまでの年からの<br>見通し",
            showarrow=False,
            font={"size": 14, "color": theme.SECONDARY},
        )
    highest = max(
        [*counts, *outlook.ahead.get("upper", []), *outlook.past.get("upper", []), outlook.target or 0]
    )
    last = max([*years, *outlook.ahead.get("year", [])])
    if outlook.target is not None and outlook.target_year is not None:
        chart.add_hline(y=outlook.target, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
        named = f"┈ 目標 {words.number(outlook.target)}件以下（{words.era_year(outlook.target_year)}年）"
        theme.write_above(chart, named, color=theme.TARGET)
    ticks = list(range(min(years), int(last) + 1))
    chart.update_xaxes(
        tickvals=ticks,
        ticktext=[f"{words.era_year(year)[:2]}<br>{words.era_year(year)[2:]}年<br>{year}" for year in ticks],
        range=[min(years) - 0.6, last + 0.6],
        showgrid=False,
    )
    chart.update_yaxes(range=[0, 1.2 * highest], ticksuffix="件")
    chart.update_layout(barmode="overlay", margin={"t": 34})
    return chart


def table(outlook: Outlook) -> pd.DataFrame:
    """Return counts, what was to be expected and what is, one row a year."""
    lines = outlook.counts.merge(
        outlook.past.drop(columns="count", errors="ignore"), on="year", how="left"
    ).to_dict("records")
    lines += outlook.ahead.to_dict("records")
    return pd.DataFrame(
        [
            {
                "年": words.calendar_year(int(line["year"])),
                "実績（件）": _number(line.get("count")),
                "見通しの幅（80%）下": _number(line.get("lower")),
                "見通しの幅（80%）上": _number(line.get("upper")),
                "実績は幅の": _place(line),
                "目標の件数以下になる確率": "—"
                if pd.isna(line.get("chance"))
                else words.probability(line["chance"]),
            }
            for line in lines
        ]
    )


def by_size(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return the share of forecasts that held by size of municipality, all pairs of years together.

    `coverage` is one row per pair of years and size; the result has least, most (0: no end), pairs, covered_pct,
    uncorrected_pct and municipalities: those of one pair of years, since the pairs of a municipality hang together.
    """
    most_at_once = coverage.assign(most=coverage["most"].fillna(0)).groupby(["least", "most"])["pairs"].max()
    weighted = coverage.assign(
        covered_pct=coverage["covered_pct"] * coverage["pairs"],
        uncorrected_pct=coverage["uncorrected_pct"] * coverage["pairs"],
        most=coverage["most"].fillna(0),
    )
    sums = weighted.groupby(["least", "most"], as_index=False)[
        ["pairs", "covered_pct", "uncorrected_pct"]
    ].sum()
    return sums.assign(
        covered_pct=sums["covered_pct"] / sums["pairs"],
        uncorrected_pct=sums["uncorrected_pct"] / sums["pairs"],
        municipalities=most_at_once.to_numpy(),
    )


def foretold(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the newest forecasts for a next year that held, made without knowing that year, by size.

    The columns of `coverage` and `by_size` but uncorrected_pct; empty where no spread was learnt earlier.
    """
    tried = coverage[(coverage["last_year"] - coverage["first_year"] == 1) & coverage["foretold_pct"].notna()]
    newest = tried[tried["last_year"] == tried["last_year"].max()]
    return newest.drop(columns="uncorrected_pct").assign(
        most=newest["most"].fillna(0), municipalities=newest["pairs"], covered_pct=newest["foretold_pct"]
    )


def coverage_in_words(
    coverage: pd.DataFrame, sizes: pd.DataFrame, tried: pd.DataFrame, count: int, city: str
) -> str:
    """Return how often such forecasts held in the nation, and where they did not, as sentences.

    `sizes` is that of `by_size`, `tried` that of `foretold`, each with the 95 % interval of covered_pct as `lower` and
    `upper`.
    """
    text = (
        f"全国の市区町村で、ある年の件数から後の年を見通した{sizes['pairs'].sum():,}組では、"
        f"全国の増減を差し引くと80%の幅に入ったのは{_overall(sizes):.1f}%でした"
    )
    mine = sizes[(sizes["least"] <= count) & ((sizes["most"] >= count) | (sizes["most"] == 0))]
    if not mine.empty:
        row = mine.iloc[0]
        text += f"（{city}と同じ規模の{size(row)}では{row['covered_pct']:.1f}%）"
    moved = coverage[(coverage["shift"] - 1).abs() >= SHIFT_WORTH_NAMING].groupby(["first_year", "last_year"])
    parts = [text]
    for (first, last), rows in moved:
        if last - first == 1:
            held = (rows["uncorrected_pct"] * rows["pairs"]).sum() / rows["pairs"].sum()
            change = 100 * (rows["shift"].iloc[0] - 1)
            moved_by = f"{words.number(abs(change))}%{'増えた' if change > 0 else '減った'}"
            parts.append(
                f"全国が{moved_by}{words.calendar_year(int(first))}から翌年への見通しは、差し引かなければ"
                f"{held:.1f}%しか入りません"
            )
    parts += _promises_missed(sizes)
    if not tried.empty:
        first, last = (words.calendar_year(int(tried[name].iloc[0])) for name in ("first_year", "last_year"))
        parts.append(
            f"{last}の件数を見ないで求めた幅で試すと、{first}からの見通しは{_overall(tried):.1f}%が入りました"
        )
        parts += _promises_missed(tried)
    return words.sentence(parts)


def _overall(sizes: pd.DataFrame) -> float:
    return float((sizes["covered_pct"] * sizes["pairs"]).sum() / sizes["pairs"].sum())


def _promises_missed(sizes: pd.DataFrame) -> list[str]:
    """Return of which sizes the intervals are too wide or too narrow by more than chance explains."""
    return [
        f"そのうち{size(row)}（{row['municipalities']:.0f}市区町村）では{row['covered_pct']:.1f}%で"
        f"（偶然の幅{row['lower']:.0f}〜{row['upper']:.0f}%）、"
        f"幅が{'広すぎる' if row['covered_pct'] > WANTED_PCT else '狭すぎる'}とみられます"
        for _, row in sizes.iterrows()
        if not row["lower"] <= WANTED_PCT <= row["upper"]
    ]


def coverage_figure(sizes: pd.DataFrame) -> go.Figure:
    """Return the share of forecasts that held by size of municipality, beside the 80 % they promise.

    `sizes` is that of `by_size`, with the 95 % interval of covered_pct as `lower` and `upper`.
    """
    labels = [f"{size(row)}<br>{row['municipalities']:,.0f}市区町村" for _, row in sizes.iterrows()]
    chart = theme.figure(height=420)
    chart.add_vline(x=WANTED_PCT, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    chart.add_annotation(
        x=WANTED_PCT,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=16,
        text="約束した80%",
        showarrow=False,
        font={"color": theme.TARGET, "size": 14},
    )
    points = {"y": labels, "hovertemplate": "%{y} %{x:.1f}%<extra></extra>"}
    chart.add_scatter(
        **points,
        x=sizes["uncorrected_pct"],
        mode="markers+text",
        marker={
            "size": 13,
            "color": theme.SECONDARY,
            "symbol": "circle-open",
            "line": {"width": 2, "color": theme.SECONDARY},
        },
        text=[f"{share:.1f}%" for share in sizes["uncorrected_pct"]],
        textposition="bottom center",
        textfont={"size": 14, "color": theme.SECONDARY},
    )
    chart.add_scatter(
        **points,
        x=sizes["covered_pct"],
        mode="markers",
        marker={"size": 15, "color": theme.ACCENT},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": sizes["upper"] - sizes["covered_pct"],
            "arrayminus": sizes["covered_pct"] - sizes["lower"],
            "thickness": 1.5,
        },
    )
    chart.add_scatter(
        x=sizes["upper"],
        y=labels,
        mode="text",
        text=[f" {share:.1f}%" for share in sizes["covered_pct"]],
        textposition="middle right",
        textfont={"size": 14, "color": theme.ACCENT},
        cliponaxis=False,
        hoverinfo="skip",
    )
    chart.update_xaxes(range=[0, 105], **theme.percent_ticks(100, 25))
    chart.update_yaxes(type="category", categoryorder="array", categoryarray=labels[::-1], showgrid=True)
    chart.update_layout(margin={"t": 46, "r": 36})
    return chart


def coverage_table(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return the share of forecasts that held, one row per pair of years and size."""
    return pd.DataFrame(
        {
            "もとの年": [words.calendar_year(int(year)) for year in coverage["first_year"]],
            "見通した年": [words.calendar_year(int(year)) for year in coverage["last_year"]],
            "もとの年の件数": [size(row) for _, row in coverage.fillna({"most": 0}).iterrows()],
            "市区町村": coverage["pairs"].to_numpy(),
            "全国の増減": [words.signed(100 * (shift - 1), "%") for shift in coverage["shift"]],
            "80%の幅に入った割合（全国の増減を差し引く）": [
                f"{share:.1f}%" for share in coverage["covered_pct"]
            ],
            "差し引かない場合": [f"{share:.1f}%" for share in coverage["uncorrected_pct"]],
            "見通した年を見ないで求めた幅の場合": [
                "—" if pd.isna(share) else f"{share:.1f}%" for share in coverage["foretold_pct"]
            ],
        }
    )


def size(row: pd.Series) -> str:
    """Return a band of counts (`least`, `most`; 0: no end) in words."""
    most = row["most"]
    return f"{row['least']:,.0f}件以上" if not most else f"{row['least']:,.0f}〜{most:,.0f}件"


def _held(past: pd.DataFrame) -> pd.Series:
    return past["count"].between(past["lower"], past["upper"])


def _place(line: dict[str, float]) -> str:
    if pd.isna(line.get("count")) or pd.isna(line.get("lower")):
        return "—"
    return "中" if line["lower"] <= line["count"] <= line["upper"] else "外"


def _number(value: float | None) -> str:
    return "—" if value is None or pd.isna(value) else words.number(value)
