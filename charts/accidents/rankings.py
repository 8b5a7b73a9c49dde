"""What different ways of asking for places of many accidents say, in words and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from charts import cell_names, plain, scopes, theme, words
from charts.accidents import hotspots
from charts.accidents.hotspots import CHANCE
from charts.accidents.police import INJURY_ONLY
from findings.accidents.compared import Severity
from findings.accidents.drawn import CITY_BY_DIGITS, Part
from findings.accidents.ground import Ground
from findings.accidents.hotspots import CellCount
from findings.accidents.rankings import Cluster, Clustering, Dense, Ranked, Rankings
from queries import once
from queries.editions import Scope
from stats.thresholds import FALSE_DISCOVERIES, TOP

WEIGHTS = {"1件分（重みなし）": 1.0, "5件分": 5.0, "10件分": 10.0, "20件分": 20.0, "50件分": 50.0}
USUAL_WEIGHT = "10件分"
ABOUT = 20  # cells a map begins with; it can be moved and zoomed
COUNT, EXPECTED, GI_STAR = "記録の多さ", "見込み", "Gi*"


@dataclass(frozen=True)
class CellMap:
    """What a card draws of one way of asking: a map of cells, the same in words and as a table, and what it asks."""

    key: str
    title: str
    figure: theme.Drawing
    text: str
    table: pd.DataFrame
    definition: str


@once
def counts_map(ground: Ground, cells: Sequence[CellCount], *, digits: int, size: str) -> CellMap:
    """Return the counts of cells of one size, which has a name and a number of `digits`."""
    return CellMap(
        f"counts_{digits}",
        f"{size}区画ごとの件数",
        _map(
            ground,
            cells,
            [cell.accidents for cell in cells],
            part=CITY_BY_DIGITS[digits],
            legend="記録（件）",
            unit="件",
            decimals=0,
        ),
        counts_sentence(cells, size),
        hotspots.counts_table(cells),
        "問い：記録された事故は、どの区画に多かったか。偶然の多い少ないも、そのまま順位になります。区画の大きさを変えると順位も変わります。",
    )


@once
def density_map(ground: Ground, cells: Sequence[Dense], *, metres: float) -> CellMap:
    """Return the kernel density with its bandwidth named."""
    values, legend = [cell.density for cell in cells], "密度（件/年・km²）"
    return CellMap(
        f"density_{metres:.0f}",
        f"カーネル密度（幅{metres:,.0f}m、傾向のみ）",
        _map(ground, cells, values, legend=legend, unit="件/年・km²"),
        density_sentence(cells),
        density_table(cells),
        f"問い：事故は、おおまかにどのあたりに多いか。1件を幅（標準偏差）{metres:.0f}mの正規分布でぼかして足した値です。"
        "幅を広げるほどなめらかになります。道路の形は考えず、偶然と区別する力はありません。",
    )


@once
def clusters_map(ground: Ground, found: Clustering) -> CellMap:
    """Return the cells around which accidents lie together more than chance would put them."""
    values = [cell.z for cell in found.found]
    return CellMap(
        "clusters",
        "Gi*（まわりを含めた集まり）",
        _map(ground, found.found, values, legend="z（有意な区画のみ）", unit="（z）"),
        clusters_sentence(found),
        clusters_table(found.found),
        "問い：区画と隣り合う8区画の合計は、市内の平均的な区画に比べて、偶然では説明できないほど多いか。比べる相手は森林や田畑も含む"
        f"平均的な区画なので、人や車の多い所は集まりになりやすい方法です。市内の{found.compared:,}区画を比べ、確率は件数の並べ替えを"
        "すべて数えた厳密な値、多数の区画を調べた分はベンジャミニ・ホッホバーグ法で補正しています。",
    )


def _map(
    ground: Ground,
    cells: Sequence[CellCount] | Sequence[Dense] | Sequence[Cluster],
    values: Sequence[float],
    *,
    part: Part = Part.CITY_WHOLE,
    legend: str,
    unit: str,
    decimals: int = 1,
) -> theme.Drawing:
    codes = [cell.name.cell for cell in cells]
    texts = pointed_at(names(cells), values, unit, decimals)
    figure = hotspots.cell_map(
        ground, codes, values, part=part, title=legend, texts=texts, about=codes[:ABOUT]
    )
    return theme.drawn(figure)


def map_defined(shown: CellMap, recorded: Scope) -> str:
    """Return what a map asks and how cells at the border are counted, as sentences; `recorded` is the widest scope."""
    return f"{shown.definition}{hotspots.at_the_border(recorded)}{INJURY_ONLY}"


def ranks_defined(found: Rankings, recorded: Scope) -> str:
    """Return which places have ranks and how they are given, as sentences; `recorded` is the widest scope."""
    return (
        f"見込み・記録の多さ・Gi*・重み付きの見込みのどれかで{TOP}位以内に入る地点のすべてです（見込みの順）。"
        "同じ値は同じ順位です。事故のない区画には記録の多さの順位を、まわりにも事故のない区画にはGi*の順位をつけません（—）。"
        "件数が少なくGi*が判定不能なら、どの区画にもGi*の順位をつけません。"
        f"{hotspots.LEVEL_AND_CHANCE}"
        f"{hotspots.at_the_border(recorded)}"
        f"{weight_note(found, scopes.SHORT[recorded])}"
    )


def counts_sentence(cells: Sequence[CellCount], size: str) -> str:
    """Return how the counts of cells of one size are spread; most accidents come first."""
    most = cells[0].accidents
    first, single = (sum(cell.accidents == count for cell in cells) for count in (most, 1))
    return (
        f"{size}区画で最も多いのは{most}件（{first}か所）です。"
        f"記録のある{len(cells):,}か所のうち{single:,}か所は1件だけです。"
    )


def clusters_sentence(found: Clustering) -> str:
    """Return what Gi* found, beside what the usual approximation without correction would have called findings."""
    if not found.possible:
        return "件数が少なく判定不能です。事故が1か所に集まっていたとしても、偶然と区別できません。"
    if not found.found:
        return "統計的に有意な集積なし。どの区画のまわりも、事故を偶然に割り振ったときに起こりうる範囲です。"
    return (
        f"{len(found.found)}区画のまわりに、偶然では説明しにくい集まりがあります（偽発見率{words.percent(FALSE_DISCOVERIES)}）。"
        f"正規分布による近似で補正もしなければ{found.normal}区画になりますが、件数が少ないときその数は信用できません。"
    )


def clusters_table(cells: Sequence[Cluster]) -> pd.DataFrame:
    """Return the cells around which accidents lie together, the surest first."""
    return pd.DataFrame(
        {
            "場所": names(cells),
            "まわりを含む件数": [cell.sums for cell in cells],
            "数えた区画": [cell.neighbours for cell in cells],
            "z": pd.Series([cell.z for cell in cells], dtype=float).round(2),
            "確率（厳密）": [f"{cell.p:.2g}" for cell in cells],
            "補正後": [f"{cell.adjusted:.2g}" for cell in cells],
            "250m区画": [cell.name.cell for cell in cells],
        }
    )


def density_sentence(cells: Sequence[Dense]) -> str:
    """Return where the density is highest."""
    return f"最も高いのは{names(cells)[0]}のあたりです。ぼかした図なので、傾向だけを読み取ってください。"


def density_table(cells: Sequence[Dense]) -> pd.DataFrame:
    """Return the cells drawn on the map of density, the densest first."""
    return pd.DataFrame(
        {
            "場所": names(cells),
            "密度（件/年・km²）": pd.Series([cell.density for cell in cells], dtype=float).round(2),
            "250m区画": [cell.name.cell for cell in cells],
        }
    )


def ranks_table(cells: Sequence[Ranked], weight: float) -> pd.DataFrame:
    """Return the first cells with their rank by every way of asking; equal counts share a rank.

    A cell without accidents has no rank by counts, one without any around it none by Gi*, which has no ranks at all
    where it cannot tell.
    """
    return pd.DataFrame(
        {
            "場所": names(cells),
            f"{TOP}位以内になる数え方": [_methods(cell) for cell in cells],
            f"{EXPECTED}の順位": [cell.by_expectation for cell in cells],
            f"{CHANCE}（%）": words.probabilities(pd.Series([cell.chance for cell in cells], dtype=float)),
            f"{COUNT}の順位": _whole(cell.by_count for cell in cells),
            "記録（件）": [cell.accidents for cell in cells],
            "うち死亡事故": [cell.fatal_accidents for cell in cells],
            f"{GI_STAR}の順位": _whole(cell.by_z for cell in cells),
            f"死亡{words.number(weight)}倍の順位": [cell.by_weight for cell in cells],
            "重みによる変化": [_change(cell) for cell in cells],
            "250m区画": [cell.name.cell for cell in cells],
        }
    )


def _whole(ranks: Iterable[int | None]) -> np.ndarray:
    """Return ranks as whole numbers, of which some may be missing."""
    whole: np.ndarray = pd.array(list(ranks), dtype="Int64").to_numpy()
    return whole


def names(cells: Sequence[Cluster] | Sequence[Dense] | Sequence[Ranked] | Sequence[CellCount]) -> list[str]:
    """Return what to call each cell, no two the same."""
    return cell_names.distinct(cell.name for cell in cells)


def _methods(cell: Ranked) -> str:
    ways = {
        EXPECTED: cell.by_expectation,
        "記録": cell.by_count,
        GI_STAR: cell.by_z,
        "重み": cell.by_weight,
    }
    return "・".join(name for name, rank in ways.items() if _is_first(rank))


def _is_first(rank: int | None) -> bool:
    return rank is not None and rank <= TOP


def _change(cell: Ranked) -> str:
    if cell.moved == 0:
        return "― 同じ"
    return f"▲ {cell.moved}上がる" if cell.moved > 0 else f"▼ {-cell.moved}下がる"


def ranks_said(found: Rankings | None, weight: float) -> list[str]:
    """Return how far the ways of asking agree on the first ones, and what the weight of deaths changes, as sentences.

    Without rankings there are too few accidents to compare anything. The cells are all among the first by any way;
    where equal ones share the last place, all of them are.
    """
    if found is None:
        return ["件数が少なく判定不能です。数え方による違いは、偶然の違いと区別できません。"]
    leading = [cell for cell in found.cells if cell.by_expectation <= TOP]
    by_count, by_z = ([cell.by_count for cell in found.cells], [cell.by_z for cell in found.cells])
    in_count, in_z = (
        sum(map(_is_first, ranks))
        for ranks in ([cell.by_count for cell in leading], [cell.by_z for cell in leading])
    )
    said_of_z = f"では{in_z}か所{_tied(by_z)}" if any(rank is not None for rank in by_z) else "は判定不能"
    return [
        f"見込みの上位{TOP}のうち、{COUNT}でも{TOP}位以内に入るのは{in_count}か所{_tied(by_count)}です。",
        f"{GI_STAR}{said_of_z}です。",
        _weighted(leading, weight, found.severity),
    ]


def _tied(ranks: Sequence[int | None]) -> str:
    """Return how many cells share the last place, in brackets; nothing where not more than TOP are first."""
    first = [rank for rank in ranks if rank is not None and rank <= TOP]
    if len(first) <= TOP:
        return ""
    last = max(first)
    return f"（{last}位に同じ値の{first.count(last)}か所が並び、{TOP}位以内は{len(first)}か所）"


def _weighted(leading: Sequence[Ranked], weight: float, severity: Severity) -> str:
    """Return what the weight changes among the first ones, or why it cannot change anything."""
    if weight == 1:
        return "死亡事故に重みを付けていないので、重みによる順位の変化はありません。"
    if severity.fatal in (0, severity.accidents):
        those = "死亡事故がない" if severity.fatal == 0 else "死亡事故だけの"
        return f"選んだ条件では{those}ため、重みを付けても順位は変わりません。"
    stay = [cell for cell in leading if cell.by_weight <= TOP]
    moved = sum(cell.moved != 0 for cell in stay)
    return (
        f"死亡事故1件を負傷事故{words.number(weight)}件分とみると、{len(stay)}か所が{TOP}位以内に残り、"
        + (f"うち{moved}か所で順位が変わります。" if moved else "その順位も変わりません。")
    )


def weight_note(found: Rankings, extent: str) -> str:
    """Return how deaths are weighted, and why so few of them change so little.

    `extent` says of where the edition has the accidents counted.
    """
    severity, alike = found.severity, words.number(found.alike)
    return (
        "重み付きは、見込みのうち死亡事故になる分だけを重みの倍に数えた順位です。死亡事故になる割合は、区画自身の割合と全体の割合"
        f"（この版の全域（{extent}）で条件に合う、位置の分かる事故{severity.accidents:,}件のうち死亡事故{severity.fatal:,}件）の間をとり、どの区画にも全体と同じ割合の事故"
        f"{alike}件を加えて計算します。{alike}件は、割合が場所によってどれだけ違うかを全国の記録から推定した値です。"
        "1か所の死亡事故は少なく、偶然によるところが大きいため、重みを増やしても順位はあまり変わりません。"
        "警察の公開資料には重傷・軽傷の別がないため、重みは死亡と負傷の間だけです。"
    )


def pointed_at(places: Sequence[str], values: Sequence[float], unit: str, decimals: int) -> list[str]:
    """Return what each cell says when pointed at: its name and one figure."""
    return [
        f"{plain.figure(place)}<br>{words.number(value, decimals)}{unit}"
        for place, value in zip(places, values, strict=True)
    ]
