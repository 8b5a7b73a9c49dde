from charts import luck
from charts.luck import Level

YEAR = Level(2021, 2021, 112.0, 92.2, 134.8, 0.2152)
THREE = Level(2019, 2021, 100.0, 89.0, 112.0, 0.5146)


def test_the_chance_is_said_for_both_levels() -> None:
    assert luck.chances([YEAR, THREE], 100.0) == (
        "次の1年が目標の100件以下になる確率は、令和3年だけを水準とすると<b>21.5%</b>、"
        "令和元年から令和3年の平均を水準とすると<b>51.5%</b>です。"
    )


def test_chances_are_never_called_impossible_or_certain() -> None:
    assert "1%未満" in luck.chances([Level(2021, 2021, 200, 173, 230, 0.0)], 100)
    assert "99%超" in luck.chances([Level(2021, 2021, 20, 12, 31, 1.0)], 100)


def test_a_level_at_the_target_still_misses_it() -> None:
    assert "目標を超えることは47.3%あります" in luck.missed(100, 0.4734)


def test_the_levels_stand_side_by_side_with_their_intervals() -> None:
    table = luck.levels([YEAR, THREE])
    assert "112.0件</td><td>92.2〜134.8件</td><td>21.5%" in table
    assert "100.0件</td><td>89.0〜112.0件</td><td>51.5%" in table
