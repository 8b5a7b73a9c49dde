import pandas as pd

from charts import comparison


def ranks(**changes: list[int]) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "place": ["駅付近", "市役所付近"],
            "rank": [1, 2],
            "chance": [0.91, 0.5],
            "rank_count": [1, 12],
            "accidents": [8, 2],
            "fatal_accidents": [0, 1],
            "rank_z": [30, 4],
            "rank_weighted": [2, 1],
        }
    )
    return rows.assign(**changes)


def test_nothing_found_is_an_answer() -> None:
    assert "統計的に有意な集積なし" in comparison.clusters_answer(0, 12, possible=True)


def test_too_few_to_find_anything_is_another_answer() -> None:
    text = comparison.clusters_answer(0, 12, possible=False)
    assert "件数が少なく判定不能" in text
    assert "有意な集積なし" not in text


def test_findings_are_held_against_the_usual_approximation() -> None:
    text = comparison.clusters_answer(49, 175, possible=True)
    assert text.startswith("49区画")
    assert "175区画" in text


def test_ranks_say_who_rises_and_falls_with_the_weight() -> None:
    table = comparison.ranks_table(ranks(), 10)
    assert table["重みによる変化"].tolist() == ["▼ 1下がる", "▲ 1上がる"]
    assert table["死亡10倍の順位"].tolist() == [2, 1]
    assert (
        comparison.ranks_table(ranks(rank_weighted=[1, 2]), 10)["重みによる変化"].tolist() == ["― 同じ"] * 2
    )


def test_answer_counts_how_many_of_the_first_ten_stay() -> None:
    text = comparison.ranks_answer(ranks(), 10)
    assert "記録の多さでも上位10に入るのは1か所、Gi*では1か所" in text
    assert "負傷事故10件分とみると、2か所が上位10に残ります" in text


def test_counts_say_how_many_cells_have_one_accident_only() -> None:
    rows = pd.DataFrame({"accidents": [3, 3, 1, 1, 1]})
    assert comparison.counts_answer(rows, "500m") == (
        "500m区画で最も多いのは3件（2か所）です。記録のある5か所のうち3か所は1件だけです。"
    )
