"""What is said of chances that were told and of what came."""

from charts.accidents import reliability
from findings.accidents.reliability import Cell

CELLS = [
    Cell(100, 112, None, -15, 1, 9, 169, 27.8, 27.4, 3.3, 50.2, 3.9),
    Cell(100, 112, -5, 5, 30, 99, 79, 44.3, 31.3, 5.2, 32.9, 5.3),
    Cell(100, 94, 5, 15, 300, 999, 78, 60.26, 76.58, 4.8, 72.3, 5.06),
    Cell(100, 94, 15, None, 1000, None, 2, 0.0, 79.3, 10.0, 74.8, 10.0),
]


def test_only_cells_of_many_municipalities_are_judged_and_misses_are_named() -> None:
    assert [cell.missed for cell in CELLS] == [False, False, True, False]
    said = reliability.said(CELLS)
    text = "".join(said)
    assert said[0] == "言った確率と実際の割合を3通りで比べ、偶然では説明しにくいほど違ったのは1通りでした。"
    assert "50市区町村以上ある場合だけ" in text
    assert "最後の年の件数だけから言うと、違ったのは1通りでした。" in text
    assert (
        "「300～999件・5～15%増えた」の78市区町村が最後の年の106%以下になる確率で、言ったのは平均77%、実際は60%でした"
        in text
    )
    assert "2年以上先の確率はまだ確かめられていません" in text
    assert "合わなかった" not in "".join(reliability.said(CELLS[:2]))


def test_the_table_has_every_cell_with_its_verdict() -> None:
    table = reliability.table(CELLS)
    assert table["判定"].tolist() == ["合う", "合う", "合わない", "少なく判定しない"]
    assert table["最後の年の動き"].tolist() == [
        "15%を超えて減った",
        "増減5%以内",
        "5～15%増えた",
        "15%以上増えた",
    ]
    assert table["次の年の件数"].tolist() == ["最後の年の89%以下"] * 2 + ["最後の年の106%以下"] * 2
    assert table["最後の年の件数"].tolist()[-1] == "1,000件以上"
