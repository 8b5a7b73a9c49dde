"""What is said of hidden figures: from the edition's own numbers, and only what is kept."""

from dataclasses import replace

from charts.divide import disclosure
from findings.divide.disclosure import Protection, Threshold

SURVEYS = [
    Protection(2024, 2023, 25, 15, 4, 1, 5, 0, cells=1150, hidden_cells=40),
    Protection(2023, None, 24, 14, 5, 0, 4, 1, cells=100, hidden_cells=10),
]
THRESHOLDS = [
    Threshold("least_respondents", 10, "合わせる"),
    Threshold("least_count", 3, "秘匿する"),
    Threshold("least_respondents_of_extremes", 30, "0％と100％"),
    Threshold("least_range", 4, "幅"),
]


def test_the_answer_counts_what_is_hidden() -> None:
    assert disclosure.hidden_sentence(SURVEYS) == (
        "調査の1,250個の数のうち<b>50個は、だれの答えか分かるおそれがあるため秘匿</b>です。"
    )
    share, coarser, _ = disclosure.hidden_grounds(SURVEYS)
    assert share == "2回の調査で、秘匿にした割合は4.0%です。"
    assert "のべ49の選択肢のうち10は、年代の区分を粗くして" in coarser


def test_without_surveys_nothing_is_hidden() -> None:
    assert "秘匿にした数はありません" in disclosure.hidden_sentence([])


def test_a_table_says_how_finely_every_survey_is_published() -> None:
    table = disclosure.levels_table(SURVEYS)
    assert table["調査年"].tolist() == ["令和6年度（2024年度）", "令和5年度（2023年度）"]
    assert table["秘匿の数"].tolist() == ["40／1,150", "10／100"]
    parts = ["6区分で公表", "3区分", "2区分", "全体だけ", "すべて秘匿"]
    assert table[parts].sum(axis=1).tolist() == table["選択肢"].tolist()


def test_the_guarantee_names_the_thresholds_of_the_edition() -> None:
    text = disclosure.guarantee(THRESHOLDS)
    assert "4人より狭い幅には絞れず" in text
    assert "3人以上である可能性がいつも残ります" in text
    assert "（30人以上）" in text
    assert "約束しないこと" in text
    merged = [replace(one, threshold=12) if one.rule == "least_respondents" else one for one in THRESHOLDS]
    assert "足した10人以上" in text
    assert "足した12人以上" in disclosure.guarantee(merged)


def test_thresholds_are_people() -> None:
    assert disclosure.thresholds_table(THRESHOLDS)["基準"].tolist() == ["10人", "3人", "30人", "4人"]


def test_weighting_names_the_year_of_the_population() -> None:
    assert "令和6年度の調査は令和5年（2023年）の人口で直しました" in disclosure.reading(SURVEYS)


def test_weighting_says_what_is_missing() -> None:
    for surveys in ([], SURVEYS[1:]):
        assert "年代別の人口のファイルが要ります" in disclosure.reading(surveys)
