"""Sentences and table on whether the chances told for a next year came true in the municipalities of the nation."""

from collections.abc import Sequence

import pandas as pd

from charts.accidents import outlook
from findings.accidents.reliability import ERRORS_ALLOWED, FEWEST_JUDGED, Cell

TRIED_ON = "すべての市区町村（最後の年が1件以上）、資料年次、高速道路を除く"


def said(cells: Sequence[Cell]) -> list[str]:
    """Return how many of the chances told in the nation fared as told, then what they rest on, as sentences."""
    judged = sum(cell.is_judged for cell in cells)
    off, alone = [cell for cell in cells if cell.missed], sum(cell.missed_alone for cell in cells)
    return [
        f"言った確率と実際の割合を{judged}通りで比べ、偶然では説明しにくいほど違ったのは{len(off)}通りでした。",
        "ほかの都道府県だけから求めた動きやすさで、次の年の確率を言って確かめました"
        f"（{FEWEST_JUDGED}市区町村以上ある場合だけを比べました）。",
        f"最後の年の件数だけから言うと、違ったのは{alone}通りでした。",
        *(
            f"合わなかったのは、「{outlook.size(cell.least, cell.most)}・{_move(cell)}」の"
            f"{cell.municipalities}市区町村が{_bound(cell)}になる確率で、"
            f"言ったのは平均{cell.chance_pct:.0f}%、実際は{cell.came_pct:.0f}%でした。"
            for cell in off
        ),
        "確かめたのは1年先の確率だけで、2年以上先の確率はまだ確かめられていません。",
    ]


def table(cells: Sequence[Cell]) -> pd.DataFrame:
    """Return the chances told and what came, one row per bound, last move and size."""
    return pd.DataFrame(
        {
            "次の年の件数": [_bound(cell) for cell in cells],
            "最後の年の動き": [_move(cell) for cell in cells],
            "最後の年の件数": [outlook.size(cell.least, cell.most) for cell in cells],
            "市区町村": [cell.municipalities for cell in cells],
            "言った確率": [f"{cell.chance_pct:.1f}%" for cell in cells],
            "実際の割合": [f"{cell.came_pct:.1f}%" for cell in cells],
            "標準誤差": [f"{cell.error_pct:.1f}%" for cell in cells],
            "判定": [_verdict(cell) for cell in cells],
            "参考：最後の年だけから言った確率": [f"{cell.alone_chance_pct:.1f}%" for cell in cells],
        }
    )


def defined() -> str:
    """Return what the chances and the verdict of the table mean, as sentences."""
    return (
        "「最後の年の89%以下」は112件から100件以下になること、「106%以下」は94件から100件以下を保つことに当たります。"
        "動きと件数は、全国の増減を差し引いて見ています。都道府県を二つに分け、片方から求めた動きやすさでもう片方の確率を言いました。"
        f"「合わない」は、差が標準誤差の{ERRORS_ALLOWED}倍を超えることです（市区町村が互いに独立に動くとした誤差です）。"
    )


def _verdict(cell: Cell) -> str:
    if cell.missed:
        return "合わない"
    return "合う" if cell.is_judged else "少なく判定しない"


def _bound(cell: Cell) -> str:
    return f"最後の年の{100 * cell.most_events / cell.of_last:.0f}%以下"


def _move(cell: Cell) -> str:
    """Return how the last count differed from the year before, in words."""
    least, most = cell.least_move_pct, cell.most_move_pct
    if least is None:
        return f"{-(most or 0):.0f}%を超えて減った"
    if most is None:
        return f"{least:.0f}%以上増えた"
    if least < 0 < most:
        return f"増減{most:.0f}%以内"
    low, high = sorted((abs(least), abs(most)))
    return f"{low:.0f}～{high:.0f}%{'増えた' if least > 0 else '減った'}"
