"""What different ways of asking for places of many accidents say, in words and tables."""

import pandas as pd

from charts import words

COUNT, EXPECTED, GI_STAR, WEIGHTED = "記録の多さ", "見込み", "Gi*", "重み付き"


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
    """Return the first cells with their rank by every way of asking; equal counts share a rank."""
    return pd.DataFrame(
        {
            "場所": rows["place"].to_numpy(),
            f"{EXPECTED}の順位": rows["rank"].to_numpy(),
            "上位10の確率（%）": (100 * rows["chance"]).round().astype(int).to_numpy(),
            f"{COUNT}の順位": rows["rank_count"].to_numpy(),
            "記録（件）": rows["accidents"].to_numpy(),
            "うち死亡事故": rows["fatal_accidents"].to_numpy(),
            f"{GI_STAR}の順位": rows["rank_z"].to_numpy(),
            f"死亡{words.number(weight)}倍の順位": rows["rank_weighted"].to_numpy(),
            "重みによる変化": [_change(row) for _, row in rows.iterrows()],
        }
    )


def _change(row: pd.Series) -> str:
    moved = int(row["rank"] - row["rank_weighted"])
    if moved == 0:
        return "― 同じ"
    return f"▲ {moved}上がる" if moved > 0 else f"▼ {-moved}下がる"


def ranks_answer(rows: pd.DataFrame, weight: float) -> str:
    """Return how far the ways of asking agree on the first ten."""
    ten = rows[rows["rank"] <= 10]
    by_count = int((ten["rank_count"] <= 10).sum())
    by_z = int((ten["rank_z"] <= 10).sum())
    by_weight = int((ten["rank_weighted"] <= 10).sum())
    return (
        f"見込みの上位10のうち、記録の多さでも上位10に入るのは{by_count}か所、Gi*では{by_z}か所です。"
        f"死亡事故1件を負傷事故{words.number(weight)}件分とみると、{by_weight}か所が上位10に残ります。"
    )


def pointed_at(rows: pd.DataFrame, column: str, unit: str, decimals: int) -> list[str]:
    """Return what each cell says when pointed at: its name and one figure."""
    return [
        f"{place}<br>{words.number(value, decimals)}{unit}"
        for place, value in zip(rows["place"], rows[column], strict=True)
    ]
