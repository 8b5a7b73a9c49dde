import pandas as pd
import pytest

from charts.accidents import rankings
from charts.accidents.rankings import Severity

SOME_FATAL = Severity(10_053, 153)


def ranks(**changes: list[float]) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "place": ["駅付近", "市役所付近"],
            "mesh_250m": ["5540726922", "5540724924"],
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
    assert "統計的に有意な集積なし" in rankings.clusters_answer(0, 12, possible=True)


def test_too_few_to_find_anything_is_another_answer() -> None:
    text = rankings.clusters_answer(0, 12, possible=False)
    assert "件数が少なく判定不能" in text
    assert "有意な集積なし" not in text


def test_findings_are_held_against_the_usual_approximation() -> None:
    text = rankings.clusters_answer(49, 175, possible=True)
    assert text.startswith("49区画")
    assert "175区画" in text


def test_ranks_say_who_rises_and_falls_with_the_weight() -> None:
    table = rankings.ranks_table(ranks(), 10)
    assert table["重みによる変化"].tolist() == ["▼ 1下がる", "▲ 1上がる"]
    assert table["死亡10倍の順位"].tolist() == [2, 1]
    assert rankings.ranks_table(ranks(rank_weighted=[1, 2]), 10)["重みによる変化"].tolist() == ["― 同じ"] * 2


def test_the_table_names_the_ways_that_put_a_cell_among_the_first() -> None:
    table = rankings.ranks_table(ranks(rank_weighted=[11, 1]), 10)
    assert table["10位以内になる数え方"].tolist() == ["見込み・記録", "見込み・Gi*・重み"]


def test_a_cell_without_accidents_has_no_rank_by_counts() -> None:
    table = rankings.ranks_table(ranks(rank_count=[1, float("nan")]), 10)
    assert table["記録の多さの順位"].isna().tolist() == [False, True]
    assert table["記録の多さの順位"][0] == 1
    assert "記録" not in table["10位以内になる数え方"][1]


def test_where_gi_star_cannot_tell_it_ranks_nothing() -> None:
    undecided = ranks(rank_z=[float("nan")] * 2)
    table = rankings.ranks_table(undecided, 10)
    assert table["Gi*の順位"].isna().all()
    assert not table["10位以内になる数え方"].str.contains("Gi").any()
    text = rankings.ranks_answer(undecided, 10, SOME_FATAL)
    assert "記録の多さでも10位以内に入るのは1か所、Gi*は判定不能です。" in text


def test_the_table_ends_with_the_code_of_each_cell() -> None:
    table = rankings.ranks_table(ranks(), 10)
    assert table.columns[-1] == "250m区画"
    assert table["250m区画"].tolist() == ["5540726922", "5540724924"]


def test_answer_counts_how_many_of_the_first_ten_stay() -> None:
    text = rankings.ranks_answer(ranks(), 10, SOME_FATAL)
    assert "記録の多さでも10位以内に入るのは1か所、Gi*では1か所です" in text
    assert "負傷事故10件分とみると、2か所が10位以内に残り、うち2か所で順位が変わります。" in text
    assert "2か所が10位以内に残り、その順位も変わりません。" in rankings.ranks_answer(
        ranks(rank_weighted=[1, 2]), 10, SOME_FATAL
    )


def test_answer_tells_how_many_cells_share_the_tenth_place() -> None:
    counted = [1, 2, 2, 4, 4, 6, 7, 8, *[9] * 14]
    rows = pd.DataFrame(
        {
            "rank": range(1, 23),
            "rank_count": counted,
            "rank_z": [*range(11, 23), *range(1, 11)],
            "rank_weighted": range(1, 23),
        }
    )
    assert rankings.ranks_answer(rows, 10, SOME_FATAL).startswith(
        "見込みの上位10のうち、記録の多さでも10位以内に入るのは10か所"
        "（9位に同じ値の14か所が並び、10位以内は22か所）、Gi*では0か所です。"
    )


@pytest.mark.parametrize(
    ("weight", "severity", "reason"),
    [
        (1, SOME_FATAL, "重みを付けていないので"),
        (10, Severity(610, 0), "死亡事故がないため、重みを付けても順位は変わりません"),
        (10, Severity(40, 40), "死亡事故だけのため、重みを付けても順位は変わりません"),
    ],
)
def test_answer_says_why_a_weight_changes_nothing(weight: float, severity: Severity, reason: str) -> None:
    text = rankings.ranks_answer(ranks(), weight, severity)
    assert reason in text
    assert "残り" not in text


def test_the_note_tells_how_many_deaths_the_weight_rests_on() -> None:
    text = rankings.weight_note(Severity(10_053, 153), 150.0, "県")
    assert "この版の全域（県）で条件に合う、位置の分かる事故10,053件のうち死亡事故153件" in text
    assert "全体と同じ割合の事故150件を加えて" in text


def test_counts_say_how_many_cells_have_one_accident_only() -> None:
    rows = pd.DataFrame({"accidents": [3, 3, 1, 1, 1]})
    assert rankings.counts_answer(rows, "500m") == (
        "500m区画で最も多いのは3件（2か所）です。記録のある5か所のうち3か所は1件だけです。"
    )
