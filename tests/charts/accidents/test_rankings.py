from dataclasses import replace

import pytest

from charts.accidents import rankings
from findings.accidents.cells import CellName
from findings.accidents.compared import Severity
from findings.accidents.hotspots import CellCount
from findings.accidents.rankings import Cluster, Clustering, Dense, Ranked, Rankings

SOME_FATAL = Severity(10_053, 153)
STATION = Ranked(CellName("5540726922", "駅"), 8, 0, 0.91, by_expectation=1, by_count=1, by_z=30, by_weight=2)
OFFICE = Ranked(
    CellName("5540724924", "市役所"), 2, 1, 0.5, by_expectation=2, by_count=12, by_z=4, by_weight=1
)
UNMOVED = (replace(STATION, by_weight=1), replace(OFFICE, by_weight=2))
CLUSTER = Cluster(CellName("5540726922", "駅"), 12, 9, 3.456, 0.000123, 0.0456)


def ranked(*cells: Ranked, severity: Severity = SOME_FATAL) -> Rankings:
    return Rankings(cells or (STATION, OFFICE), severity, alike=150.0)


def test_nothing_found_is_an_answer() -> None:
    assert "統計的に有意な集積なし" in rankings.clusters_sentence(Clustering((), 12, 100, possible=True))


def test_too_few_to_find_anything_is_another_answer() -> None:
    text = rankings.clusters_sentence(Clustering((), 12, 100, possible=False))
    assert "件数が少なく判定不能" in text
    assert "有意な集積なし" not in text


def test_findings_are_held_against_the_usual_approximation() -> None:
    text = rankings.clusters_sentence(Clustering((CLUSTER, CLUSTER), 175, 1000, possible=True))
    assert text.startswith("2区画")
    assert "175区画" in text


def test_ranks_say_who_rises_and_falls_with_the_weight() -> None:
    table = rankings.ranks_table([STATION, OFFICE], 10)
    assert table["重みによる変化"].tolist() == ["▼ 1下がる", "▲ 1上がる"]
    assert table["死亡10倍の順位"].tolist() == [2, 1]
    assert rankings.ranks_table(UNMOVED, 10)["重みによる変化"].tolist() == ["― 同じ"] * 2


def test_the_table_names_the_ways_that_put_a_cell_among_the_first() -> None:
    table = rankings.ranks_table([replace(STATION, by_weight=11), OFFICE], 10)
    assert table["10位以内になる数え方"].tolist() == ["見込み・記録", "見込み・Gi*・重み"]


def test_a_cell_without_accidents_has_no_rank_by_counts() -> None:
    table = rankings.ranks_table([STATION, replace(OFFICE, by_count=None)], 10)
    assert table["記録の多さの順位"].isna().tolist() == [False, True]
    assert table["記録の多さの順位"][0] == 1
    assert "記録" not in table["10位以内になる数え方"][1]


def test_where_gi_star_cannot_tell_it_ranks_nothing() -> None:
    undecided = ranked(*(replace(cell, by_z=None) for cell in (STATION, OFFICE)))
    table = rankings.ranks_table(undecided.cells, 10)
    assert table["Gi*の順位"].isna().all()
    assert not table["10位以内になる数え方"].str.contains("Gi").any()
    by_count, by_z, _ = rankings.ranks_said(undecided, 10)
    assert by_count.endswith("記録の多さでも10位以内に入るのは1か所です。")
    assert by_z == "Gi*は判定不能です。"


def test_the_table_ends_with_the_code_of_each_cell() -> None:
    table = rankings.ranks_table([STATION, OFFICE], 10)
    assert table.columns[-1] == "250m区画"
    assert table["250m区画"].tolist() == ["5540726922", "5540724924"]


def test_answer_counts_how_many_of_the_first_ten_stay() -> None:
    by_count, by_z, weighted = rankings.ranks_said(ranked(), 10)
    assert by_count == "見込みの上位10のうち、記録の多さでも10位以内に入るのは1か所です。"
    assert by_z == "Gi*では1か所です。"
    assert "負傷事故10件分とみると、2か所が10位以内に残り、うち2か所で順位が変わります。" in weighted
    assert "2か所が10位以内に残り、その順位も変わりません。" in rankings.ranks_said(ranked(*UNMOVED), 10)[-1]


def test_answer_tells_how_many_cells_share_the_tenth_place() -> None:
    counted = [1, 2, 2, 4, 4, 6, 7, 8, *[9] * 14]
    by_z = [*range(11, 23), *range(1, 11)]
    cells = (
        replace(STATION, by_expectation=at + 1, by_count=counted[at], by_z=by_z[at], by_weight=at + 1)
        for at in range(22)
    )
    assert rankings.ranks_said(ranked(*cells), 10)[:2] == [
        "見込みの上位10のうち、記録の多さでも10位以内に入るのは10か所"
        "（9位に同じ値の14か所が並び、10位以内は22か所）です。",
        "Gi*では0か所です。",
    ]


@pytest.mark.parametrize(
    ("weight", "severity", "reason"),
    [
        (1, SOME_FATAL, "重みを付けていないので"),
        (10, Severity(610, 0), "死亡事故がないため、重みを付けても順位は変わりません"),
        (10, Severity(40, 40), "死亡事故だけのため、重みを付けても順位は変わりません"),
    ],
)
def test_answer_says_why_a_weight_changes_nothing(weight: float, severity: Severity, reason: str) -> None:
    text = rankings.ranks_said(ranked(severity=severity), weight)[-1]
    assert reason in text
    assert "残り" not in text


def test_the_note_tells_how_many_deaths_the_weight_rests_on() -> None:
    text = rankings.weight_note(ranked(severity=Severity(10_053, 153)), "県")
    assert "この版の全域（県）で条件に合う、位置の分かる事故10,053件のうち死亡事故153件" in text
    assert "全体と同じ割合の事故150件を加えて" in text


def test_counts_say_how_many_cells_have_one_accident_only() -> None:
    cells = [CellCount(CellName(str(at)), count, 0) for at, count in enumerate([3, 3, 1, 1, 1])]
    assert rankings.counts_sentence(cells, "500m") == (
        "500m区画で最も多いのは3件（2か所）です。記録のある5か所のうち3か所は1件だけです。"
    )


def test_clusters_and_densities_are_listed_with_their_numbers() -> None:
    (cluster,) = rankings.clusters_table([CLUSTER]).to_dict("records")
    assert list(cluster.values()) == ["駅付近", 12, 9, 3.46, "0.00012", "0.046", "5540726922"]
    cells = [Dense(CellName("5540726922", "駅"), 2.344), Dense(CellName("5540724924"), 1.0)]
    assert rankings.density_sentence(cells).startswith("最も高いのは駅付近のあたりです。")
    assert rankings.density_table(cells)["密度（件/年・km²）"].tolist() == [2.34, 1.0]
    assert rankings.pointed_at(rankings.names(cells), [2.344, 1.0], "件", 1) == [
        "駅付近<br>2.3件",
        "名前のない地点（区画5540724924）<br>1.0件",
    ]
