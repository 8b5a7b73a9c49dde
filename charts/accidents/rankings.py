"""What different ways of asking for places of many accidents say, in words and tables."""

from typing import NamedTuple

import pandas as pd

from charts import words
from charts.accidents.hotspots import CHANCE

COUNT, EXPECTED, GI_STAR = "記録の多さ", "見込み", "Gi*"
RANKS = {"rank": EXPECTED, "rank_count": "記録", "rank_z": GI_STAR, "rank_weighted": "重み"}
FIRST = 10


class Severity(NamedTuple):
    """How many accidents meet the conditions in all records, and how many of them were fatal."""

    accidents: int
    fatal: int


def counts_answer(table: pd.DataFrame, size: str) -> str:
    """Return how the counts of cells of one size are spread."""
    most = int(table["accidents"].max())
    first = table[table["accidents"] == most]
    single = int((table["accidents"] == 1).sum())
    return (
        f"{size}区画で最も多いのは{most}件（{len(first)}か所）です。"
        f"記録のある{len(table):,}か所のうち{single:,}か所は1件だけです。"
    )


def clusters_answer(findings: int, normal: int, *, possible: bool) -> str:
    """Return what Gi* found; `normal` is what the usual approximation without correction would have called findings."""
    if not possible:
        return "件数が少なく判定不能です。事故が1か所に集まっていたとしても、偶然と区別できません。"
    if findings == 0:
        return "統計的に有意な集積なし。どの区画のまわりも、事故を偶然に割り振ったときに起こりうる範囲です。"
    return (
        f"{findings}区画のまわりに、偶然では説明しにくい集まりがあります（偽発見率5%）。"
        f"正規分布による近似で補正もしなければ{normal}区画になりますが、件数が少ないときその数は信用できません。"
    )


def clusters_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the cells around which accidents lie together, the surest first."""
    return pd.DataFrame(
        {
            "場所": rows["place"].to_numpy(),
            "まわりを含む件数": rows["sums"].to_numpy(),
            "数えた区画": rows["neighbours"].to_numpy(),
            "z": rows["z"].round(2).to_numpy(),
            "確率（厳密）": [f"{value:.2g}" for value in rows["p"]],
            "補正後": [f"{value:.2g}" for value in rows["adjusted"]],
            "250m区画": rows["mesh_250m"].to_numpy(),
        }
    )


def density_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the cells drawn on the map of density, the densest first."""
    return pd.DataFrame(
        {
            "場所": rows["place"].to_numpy(),
            "密度（件/年・km²）": rows["density"].round(2).to_numpy(),
            "250m区画": rows["mesh_250m"].to_numpy(),
        }
    )


def ranks_table(rows: pd.DataFrame, weight: float) -> pd.DataFrame:
    """Return the first cells with their rank by every way of asking; equal counts share a rank.

    A cell without accidents has no rank by counts, one without any around it none by Gi*, which has no ranks at all
    where it cannot tell.
    """
    return pd.DataFrame(
        {
            "場所": rows["place"].to_numpy(),
            f"{FIRST}位以内になる数え方": [_methods(row) for _, row in rows.iterrows()],
            f"{EXPECTED}の順位": rows["rank"].to_numpy(),
            f"{CHANCE}（%）": words.probabilities(rows["chance"]).to_numpy(),
            f"{COUNT}の順位": rows["rank_count"].astype("Int64").to_numpy(),
            "記録（件）": rows["accidents"].to_numpy(),
            "うち死亡事故": rows["fatal_accidents"].to_numpy(),
            f"{GI_STAR}の順位": rows["rank_z"].astype("Int64").to_numpy(),
            f"死亡{words.number(weight)}倍の順位": rows["rank_weighted"].to_numpy(),
            "重みによる変化": [_change(row) for _, row in rows.iterrows()],
            "250m区画": rows["mesh_250m"].to_numpy(),
        }
    )


def _methods(row: pd.Series) -> str:
    return "・".join(name for column, name in RANKS.items() if row[column] <= FIRST)


def _change(row: pd.Series) -> str:
    moved = int(row["rank"] - row["rank_weighted"])
    if moved == 0:
        return "― 同じ"
    return f"▲ {moved}上がる" if moved > 0 else f"▼ {-moved}下がる"


def ranks_answer(rows: pd.DataFrame, weight: float, severity: Severity) -> str:
    """Return how far the ways of asking agree on the first ten, and what the weight of deaths changes.

    `rows` are all cells among the ten first by any way; where equal ones share the tenth place, all of them are.
    """
    ten = rows[rows["rank"] <= FIRST]
    by_count, by_z = (int((ten[column] <= FIRST).sum()) for column in ("rank_count", "rank_z"))
    in_z = f"では{by_z}か所{_tied(rows, 'rank_z')}" if rows["rank_z"].notna().any() else "は判定不能"
    return (
        f"見込みの上位{FIRST}のうち、{COUNT}でも{FIRST}位以内に入るのは{by_count}か所{_tied(rows, 'rank_count')}、"
        f"{GI_STAR}{in_z}です。{_weighted(ten, weight, severity)}"
    )


def _tied(rows: pd.DataFrame, column: str) -> str:
    """Return how many cells share the place that includes the tenth, in brackets; nothing where ten are ten."""
    first = rows.loc[rows[column] <= FIRST, column]
    if len(first) <= FIRST:
        return ""
    last = first.max()
    return (
        f"（{int(last)}位に同じ値の{int((first == last).sum())}か所が並び、{FIRST}位以内は{len(first)}か所）"
    )


def _weighted(ten: pd.DataFrame, weight: float, severity: Severity) -> str:
    """Return what the weight changes among the ten first, or why it cannot change anything."""
    if weight == 1:
        return "死亡事故に重みを付けていないので、重みによる順位の変化はありません。"
    if severity.fatal in (0, severity.accidents):
        those = "死亡事故がない" if severity.fatal == 0 else "死亡事故だけの"
        return f"選んだ条件では{those}ため、重みを付けても順位は変わりません。"
    stay = ten[ten["rank_weighted"] <= FIRST]
    moved = int((stay["rank"] != stay["rank_weighted"]).sum())
    return (
        f"死亡事故1件を負傷事故{words.number(weight)}件分とみると、{len(stay)}か所が{FIRST}位以内に残り、"
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


def pointed_at(rows: pd.DataFrame, column: str, unit: str, decimals: int) -> list[str]:
    """Return what each cell says when pointed at: its name and one figure."""
    return [
        f"{place}<br>{words.number(value, decimals)}{unit}"
        for place, value in zip(rows["place"], rows[column], strict=True)
    ]
