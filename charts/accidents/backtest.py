"""How hotspots are computed and how well that foretold the next year, in words and tables."""

import html

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.accidents import hotspots
from findings.accidents.backtest import COUNT, SHIPPED, Backtest, Example
from findings.accidents.hotspots import FEWEST
from stats.accidents.cells import COMPARED_METRES
from stats.accidents.empirical_bayes import FLOOR, NARROW_METRES, WIDE_METRES
from stats.thresholds import TOP

NONE = "―"
WORTH_NAMING = 0.02  # of the share of accidents in the first cells; less is hardly a difference
READING = "点線より右ほど、翌年に事故が起きた区画へ多くの見込みを割り当てていました。"
CANDIDATES_DEFINED = (
    "2019年の資料から計算し、2020年の事故で比べ、区域ごとの平均が最もよいものを選びました。"
    "2021年の資料は、選ぶときには使っていません。"
)

METHODS = {
    "shipped": "この画面の見込み（近隣130m・1,000m、ばらつきは件数しだい）",
    "local_500": "近隣500mに比例する見込み",
    "same_prior": "市全体を同じとみる見込み",
    "count": "記録の件数だけ（件数＋0.1）",
    "kernel_500": "カーネル密度（幅500m）",
    "gi_star": "Gi*",
}
SHORT = {
    "shipped": "この画面の<br>見込み",
    "local_500": "近隣500mに<br>比例",
    "same_prior": "全体を同じと<br>みる",
    "count": "件数だけ",
    "kernel_500": "カーネル密度",
}


def methods_sentence(found: Backtest) -> str:
    """Return what the method foretold better than the plain count and what hardly, as HTML."""
    difference = found.of(SHIPPED).caught_5 - found.of(COUNT).caught_5
    power = "ほとんど変わりません"
    if abs(difference) >= WORTH_NAMING:
        power = "上がります" if difference > 0 else "下がります"
    return f"見込みは、翌年の事故の場所を件数だけよりよく表しますが、<b>上位を選ぶ力は{power}</b>。"


def methods_grounds(found: Backtest) -> list[str]:
    """Return how that was examined, and how many accidents happened in the first cells, as HTML."""
    own, count = found.of(SHIPPED), found.of(COUNT)
    return [
        "2019～2020年の資料から計算した見込みは、2021年に事故の起きた区画に、"
        f"件数だけで見込むときの{_times(own.times)}の割合を与えていました。",
        *(
            f"上位{share}の区画で起きた事故は{words.percent(of_own, 1)}で、"
            f"件数だけなら{words.percent(of_count, 1)}でした。"
            for share, of_own, of_count in (
                ("1%", own.caught_1, count.caught_1),
                ("5%", own.caught_5, count.caught_5),
            )
        ),
        "多くの事故は、上位でない所で起きています。",
    ]


def gains(found: Backtest) -> go.Figure:
    """Return how many times the share of the plain count each method gave to the places of later accidents.

    Numbers stand at the foot of their bars, where the line of the plain count does not run through them.
    """
    shown = sorted(found.compared, key=lambda each: each.times or 0)
    is_own = [each.method == SHIPPED for each in shown]
    figure = theme.figure(height=320)
    figure.add_bar(
        x=[each.times for each in shown],
        y=[SHORT[each.method] for each in shown],
        orientation="h",
        width=0.6,
        marker={"color": [theme.ACCENT if own else theme.CONTEXT for own in is_own]},
        text=[_times(each.times) for each in shown],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"color": ["#FFFFFF" if own else theme.INK for own in is_own], "size": 15},
        hovertext=[METHODS[each.method] for each in shown],
        hovertemplate="%{hovertext}<br>%{x:.2f}倍<extra></extra>",
    )
    figure.add_vline(x=1, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    figure.update_xaxes(
        range=[0, 1.1 * max(each.times or 0 for each in shown)], ticksuffix="倍", dtick=0.5, tickangle=0
    )
    figure.update_yaxes(showgrid=False)
    return figure


def gains_in_words(found: Backtest) -> str:
    """Return the chart of gains as sentences."""
    return words.sentence(
        f"{METHODS[each.method]}は件数だけの{_times(each.times)}" for each in found.compared
    )


def table(found: Backtest) -> pd.DataFrame:
    """Return the examination as a table, one row a method."""
    shown = found.examined
    return pd.DataFrame(
        {
            "手法": [METHODS[each.method] for each in shown],
            "翌年の事故の場所に与えた割合、事故ごとの平均（件数だけ＝1倍）": [
                _times(each.times) for each in shown
            ],
            "同、区域ごとの平均": [_times(each.times_by_prefecture) for each in shown],
            "件数だけより良かった区域": [each.better_than_count for each in shown],
            "近隣500mより良かった区域": [each.better_than_stated for each in shown],
            "上位1%で起きた事故": [words.percent(each.caught_1, 2) for each in shown],
            "上位5%で起きた事故": [words.percent(each.caught_5, 2) for each in shown],
            "同（この県）": [
                NONE if each.own_caught_5 is None else words.percent(each.own_caught_5, 1) for each in shown
            ],
        }
    )


def _times(value: float | None, decimals: int = 2) -> str:
    return NONE if value is None else f"{value:.{decimals}f}倍"


def candidates_said(found: Backtest) -> str:
    """Return how many ways were tried, and which was taken, as a sentence."""
    return f"{len(found.tried)}通りを試し、翌年の事故の場所をいちばんよく表したものを使っています。"


def candidates(found: Backtest) -> pd.DataFrame:
    """Return what was tried for choosing the method, one row a candidate, the best first."""
    return pd.DataFrame(
        {
            "試した方法": [_candidate(each.method) for each in found.tried],
            "与えた割合、区域ごとの平均（件数だけ＝1倍）": [
                _times(each.times_by_prefecture, 3) for each in found.tried
            ],
            "同、事故ごとの平均": [_times(each.times, 3) for each in found.tried],
            "近隣500mより良かった区域": [each.better_than_stated for each in found.tried],
            "上位5%で起きた事故": [words.percent(each.caught_5, 2) for each in found.tried],
        }
    )


def _candidate(name: str) -> str:
    """Return what a short name of a candidate stands for."""
    if name in METHODS:
        return METHODS[name]
    kind, *rest = name.split("_")
    if kind == "count":
        return f"記録の件数だけ（件数＋{rest[0]}）"
    widths = "・".join(f"{int(part):,}m" for part in rest if part.isdigit())
    exact = "（区画の中の位置も使う）" if "exact" in name else ""
    power = "に比例する見込み" if kind in ("local", "exact") else "の、べき乗の積"
    growing = "、ばらつきは件数しだい" if kind == "growing" else ""
    return f"近隣{widths}{power}{exact}{growing}"


def interval_check(found: Backtest) -> str:
    """Return how often the intervals of cells held the next year's counts, as a sentence."""
    own = found.of(SHIPPED)
    return (
        f"2019～2020年の資料で{words.RANKING}の範囲を計算すると、その間に事故のあった全国の{own.recorded:,}区画のうち"
        f"{words.percent(own.held_share or 0, 1)}で、2021年の件数がその範囲に入りました"
        "（水準の幅に、その年の件数の偶然を加えた範囲。県ごとの増減はならし、範囲の端の件数は入る割合で数えます）。"
    )


def chance_check(found: Backtest) -> str:
    """Return from what chances of the top ten were corrected and how that held elsewhere, as sentences."""
    learnt = found.learnt
    bands = "、".join(
        f"{band.least_pct}～{band.most_pct}%とした{band.cells:,}区画（平均{band.foretold_pct:.1f}%）では{band.came_pct:.1f}%"
        for band in found.bands
    )
    return (
        f"計算したままの確率は高めに出るため、全国{learnt.municipalities:,}市区町村の"
        f"{learnt.first_year}～{learnt.last_year - 1}年の資料から計算した確率と"
        f"{learnt.last_year}年の実際を比べて補正しています。"
        f"補正に使わなかった都道府県で実際に入った割合は、{bands}でした。"
    )


def definition(found: Backtest) -> str:
    """Return how the methods were examined."""
    best = found.examined[0]
    return (
        "サンプルではなく、警察庁の実際の資料で確かめた結果です。"
        f"全国の{best.prefectures}の警察の区域（都道府県。北海道は5つ）ごとに、2019～2020年に事故のあった所から{_compared()}以内の"
        f"区画へ点数を配り、2021年の事故{best.accidents:,}件が起きた区画の点数の割合を（対数で）平均し、"
        "件数だけの何倍かに直した値です。点線は件数だけで、どの区画にも0.1件を加えています"
        "（0件の区画を0にしないためで、この数も近隣の幅と同じく2019年と2020年の資料で選びました）。"
        "Gi*は点数が割合にならないため、上位で起きた事故だけを比べます。"
        f"比べた区画の外で起きた事故は{words.percent(best.outside_share, 1)}です。"
        "上位1%・5%は、前に事故のあった区画の中での順位です（同点は期待値）。"
    )


def _compared() -> str:
    return f"{COMPARED_METRES / 1000:g}km"


def facts(found: Backtest) -> str:
    """Return how an expectation is computed, as an HTML list of terms."""
    near, far = (f"{words.number(width)}m" for width in (NARROW_METRES, WIDE_METRES))
    listed = {
        "比べる区画": f"この版のどれかの事故から{_compared()}以内（中心どうしの距離）にある250m区画"
        "（JIS X 0410の4分の1地域メッシュ）。"
        "事故が0件の区画も含みます。",
        "近隣からの予想": f"その区画自身の事故を除いた、まわりの区画の平均件数（正規分布の重み、"
        f"標準偏差{near}と{far}の2つ）を、"
        "それぞれ何乗かして掛け合わせます。倍率と何乗かは、記録が最も起こりやすくなる値に決めます。"
        f"まわりに事故がない区画でも0にしないよう、平均件数の{words.percent(FLOOR)}を足します。",
        "ばらつき": "本当の水準は、近隣からの予想のまわりにガンマ分布でばらつくと考え、"
        "その形（予想の何乗かに比例）も記録から決めます（負の二項分布の最尤法。件数が少ないときは、全国でふつうの形に近づけます）。"
        "どこも同じ形とすると、静かな所にぽつんとある事故の多い区画を、実際よりずっと少なく見込むためです。",
        "見込みと区間": "区画の件数をx、近隣からの予想をμ、形をaとすると、水準はガンマ分布（形a＋x、"
        "率a÷μ＋1）です。"
        f"その平均が見込み、両側を等しく切った{words.RANKING}の範囲が区間です。"
        f"年数で割って1年あたりにします。選んだ年の資料から見た水準で、先の年の予測ではありません。",
        "範囲の確かめ": interval_check(found),
        hotspots.CHANCE: f"本当の水準が上位{TOP}かどうかは、後からも分かりません。"
        f"そこで、後から分かる、選んだ年の次の1年の件数が"
        f"市内で多い方から{TOP}区画に入る確率を示します。同数の区画はくじ引きで決めるとします。"
        f"見込みの順と逆になる隣どうしの確率は、ならします。{chance_check(found)}",
        "判定しない場合": f"条件に合う事故が、"
        f"この版の全域で{FEWEST}件に足りないときは「件数が少なく判定不能」とします。",
        "分からないこと": "交通量、道路の長さ、対策の有無、物損事故。見込みが多い所は、"
        "通る人や車が多い所でもあります。",
    }
    items = "".join(
        f"<dt>{html.escape(term)}</dt><dd>{html.escape(text)}</dd>" for term, text in listed.items()
    )
    return f'<dl class="facts">{items}</dl>'


def check(example: Example) -> str:
    """Return the small example of Gi* as HTML: counts, z and exact probabilities of a grid."""
    grids = [
        _grid([[str(value) for value in row] for row in example.counts], "件数"),
        _grid([[f"{value:.4f}" for value in row] for row in example.z], "z"),
        _grid([[f"{value:.4f}" for value in row] for row in example.p], "厳密な確率"),
    ]
    return (
        '<p class="note">ほかの統計ソフトと突き合わせるための小さな例です。区画自身と隣り合う区画（最大9つ）を'
        "重み1で足し、標準偏差は母標準偏差です。zはesda 2.9.0のG_Local（star=True）と一致します。"
        "確率は、同じ件数を並べ替えたすべての場合を数えた値です。</p>"
        f'<div class="grids">{"".join(grids)}</div>'
    )


def _grid(values: list[list[str]], title: str) -> str:
    """Return a small grid of numbers as an HTML table."""
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in values)
    return f'<table class="grid"><caption>{html.escape(title)}</caption>{rows}</table>'
