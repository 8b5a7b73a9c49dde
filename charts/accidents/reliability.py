"""Sentences and table on whether the chances told for a next year came true in the municipalities of the nation.

`cells` is one row per bound, last move and size, as the table forecast_reliability of the edition.
"""

import pandas as pd

from charts import words
from charts.accidents import outlook

FEWEST_JUDGED = 50  # municipalities; a cell of fewer says too little
ERRORS_ALLOWED = 3


def missed(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells whose chances differ from what came by more than chance explains, of those that are judged."""
    judged = _judged(cells)
    return judged[_off(judged, "chance_pct", "error_pct")]


def in_words(cells: pd.DataFrame) -> str:
    """Return how many of the chances told in the nation fared as told, and which did not, as sentences."""
    judged = _judged(cells)
    off, alone = missed(cells), _off(judged, "alone_chance_pct", "alone_error_pct").sum()
    parts = [
        f"ほかの都道府県だけから求めた動きやすさで、次の年の確率を言って確かめました。{FEWEST_JUDGED}市区町村以上ある"
        f"{len(judged)}通りのうち、言った確率と実際の割合が偶然では説明しにくいほど違ったのは{len(off)}通りでした"
        f"（最後の年の件数だけから言うと{alone}通り）",
        *(
            f"合わなかったのは、「{outlook.size(row)}・{_move(row)}」の{row['municipalities']:.0f}市区町村が{_bound(row)}に"
            "なる確率で、"
            f"言ったのは平均{row['chance_pct']:.0f}%、実際は{row['came_pct']:.0f}%でした"
            for _, row in off.fillna({"most": 0}).iterrows()
        ),
        "確かめたのは1年先の確率だけで、2年以上先の確率はまだ確かめられていません",
    ]
    return words.sentence(parts)


def table(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the chances told and what came, one row per bound, last move and size."""
    off = missed(cells).index
    filled = cells.fillna({"most": 0})
    return pd.DataFrame(
        {
            "次の年の件数": [_bound(row) for _, row in filled.iterrows()],
            "最後の年の動き": [_move(row) for _, row in filled.iterrows()],
            "最後の年の件数": [outlook.size(row) for _, row in filled.iterrows()],
            "市区町村": cells["municipalities"].to_numpy(),
            "言った確率": [f"{share:.1f}%" for share in cells["chance_pct"]],
            "実際の割合": [f"{share:.1f}%" for share in cells["came_pct"]],
            "標準誤差": [f"{share:.1f}%" for share in cells["error_pct"]],
            "判定": [
                "合わない" if index in off else ("合う" if count >= FEWEST_JUDGED else "少なく判定しない")
                for index, count in cells["municipalities"].items()
            ],
            "参考：最後の年だけから言った確率": [f"{share:.1f}%" for share in cells["alone_chance_pct"]],
        }
    )


def _judged(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[cells["municipalities"] >= FEWEST_JUDGED]


def _off(cells: pd.DataFrame, chance: str, error: str) -> pd.Series:
    return (cells["came_pct"] - cells[chance]).abs() > ERRORS_ALLOWED * cells[error]


def _bound(row: pd.Series) -> str:
    return f"最後の年の{100 * row['most_events'] / row['of_last']:.0f}%以下"


def _move(row: pd.Series) -> str:
    """Return how the last count differed from the year before, in words."""
    least, most = row["least_move_pct"], row["most_move_pct"]
    if pd.isna(least):
        return f"{-most:.0f}%を超えて減った"
    if pd.isna(most):
        return f"{least:.0f}%以上増えた"
    if least < 0 < most:
        return f"増減{most:.0f}%以内"
    low, high = sorted((abs(least), abs(most)))
    return f"{low:.0f}〜{high:.0f}%{'増えた' if least > 0 else '減った'}"
