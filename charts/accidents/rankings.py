"""What different ways of asking for places of many accidents say, in words and tables."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from charts import cell_names, words
from charts.accidents.hotspots import CHANCE
from findings.accidents.compared import Severity
from findings.accidents.hotspots import CellCount
from findings.accidents.rankings import FALSE_DISCOVERIES, Cluster, Clustering, Dense, Ranked, Rankings
from stats.thresholds import TOP

COUNT, EXPECTED, GI_STAR = "記録の多さ", "見込み", "Gi*"


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


def ranks_sentence(found: Rankings, weight: float) -> str:
    """Return how far the ways of asking agree on the first ten, and what the weight of deaths changes.

    The cells are all among the ten first by any way; where equal ones share the tenth place, all of them are.
    """
    ten = [cell for cell in found.cells if cell.by_expectation <= TOP]
    by_count, by_z = ([cell.by_count for cell in found.cells], [cell.by_z for cell in found.cells])
    in_count, in_z = (
        sum(map(_is_first, ranks)) for ranks in ([cell.by_count for cell in ten], [cell.by_z for cell in ten])
    )
    said_of_z = f"では{in_z}か所{_tied(by_z)}" if any(rank is not None for rank in by_z) else "は判定不能"
    return (
        f"見込みの上位{TOP}のうち、{COUNT}でも{TOP}位以内に入るのは{in_count}か所{_tied(by_count)}、"
        f"{GI_STAR}{said_of_z}です。{_weighted(ten, weight, found.severity)}"
    )


def _tied(ranks: Sequence[int | None]) -> str:
    """Return how many cells share the place that includes the tenth, in brackets; nothing where ten are ten."""
    first = [rank for rank in ranks if rank is not None and rank <= TOP]
    if len(first) <= TOP:
        return ""
    last = max(first)
    return f"（{last}位に同じ値の{first.count(last)}か所が並び、{TOP}位以内は{len(first)}か所）"


def _weighted(ten: Sequence[Ranked], weight: float, severity: Severity) -> str:
    """Return what the weight changes among the ten first, or why it cannot change anything."""
    if weight == 1:
        return "死亡事故に重みを付けていないので、重みによる順位の変化はありません。"
    if severity.fatal in (0, severity.accidents):
        those = "死亡事故がない" if severity.fatal == 0 else "死亡事故だけの"
        return f"選んだ条件では{those}ため、重みを付けても順位は変わりません。"
    stay = [cell for cell in ten if cell.by_weight <= TOP]
    moved = sum(cell.moved != 0 for cell in stay)
    return (
        f"死亡事故1件を負傷事故{words.number(weight)}件分とみると、{len(stay)}か所が{TOP}位以内に残り、"
        + (f"うち{moved}か所で順位が変わります。" if moved else "その順位も変わりません。")
    )


def weight_note(severity: Severity, alike: float, extent: str) -> str:
    """Return how deaths are weighted, and why so few of them change so little.

    `alike` is as in the estimate of shares, `extent` says of where the edition has the accidents counted.
    """
    return (
        "重み付きは、見込みのうち死亡事故になる分だけを重みの倍に数えた順位です。死亡事故になる割合は、区画自身の割合と全体の割合"
        f"（この版の全域（{extent}）で条件に合う、位置の分かる事故{severity.accidents:,}件のうち死亡事故{severity.fatal:,}件）の間をとり、どの区画にも全体と同じ割合の事故"
        f"{words.number(alike)}件を加えて計算します。{words.number(alike)}件は、割合が場所によってどれだけ違うかを全国の記録から推定した値です。"
        "1か所の死亡事故は少なく、偶然によるところが大きいため、重みを増やしても順位はあまり変わりません。"
        "警察の公開資料には重傷・軽傷の別がないため、重みは死亡と負傷の間だけです。"
    )


def pointed_at(places: Sequence[str], values: Sequence[float], unit: str, decimals: int) -> list[str]:
    """Return what each cell says when pointed at: its name and one figure."""
    return [
        f"{place}<br>{words.number(value, decimals)}{unit}"
        for place, value in zip(places, values, strict=True)
    ]
