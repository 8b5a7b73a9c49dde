from dataclasses import replace

import pytest

from charts import theme
from charts.divide import shares
from findings.divide.option import Asked
from findings.divide.shares import Share, Weighted

ROWS = [
    Share(2022, "18～29歳", 28, 3, 10.7),
    Share(2022, "70歳以上", 300, 180, 60.0),
    Share(2023, "18～29歳", 70, 6, 8.6),
    Share(2023, "70歳以上", 320, 170, 53.1),
]
HIDDEN = [*ROWS[:2], *(replace(one, count=None, pct=None, is_hidden=True) for one in ROWS[2:])]


def by_year(rows: list[Share]) -> dict[int, list[Share]]:
    return {2022: rows[:2], 2023: rows[2:]}


def lines(rows: list[Share]) -> dict[str, list[Share]]:
    return {str(year): listed for year, listed in by_year(rows).items()}


def notes(figure: theme.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_an_age_is_labelled_with_its_respondents_and_few_are_marked() -> None:
    figure = shares.by_age(ROWS[:2], replace(ROWS[0], age_group="全体", pct=42.0))
    labels = list(figure.data[0].y)
    assert labels == ["18～29歳（28人・参考値）", "70歳以上（300人）"]
    assert "回答者全体 42.0%" in notes(figure)
    assert list(figure.data[0].error_x.array) == pytest.approx([16.5, 5.4], abs=0.05)
    assert tuple(figure.layout.xaxis.range) == (0, 100)


def test_a_hidden_age_has_its_mark_and_no_dot() -> None:
    figure = shares.by_age(HIDDEN[2:], None)
    assert notes(figure).count("秘匿") == 2
    assert list(figure.data[0].x) == [None, None]


def test_a_line_of_dots_from_young_light_to_old_dark_with_the_gap_on_it() -> None:
    figure = shares.equiplot(lines(ROWS))
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(trace.x) for trace in dots] == [[10.7, 60.0], [8.6, 53.1]]
    light, dark = dots[0].marker.color
    assert theme.AGES.index(light) < theme.AGES.index(dark)
    assert "差 49.3 ポイント" in notes(figure)
    assert "<b>70歳以上</b>" in notes(figure)
    assert list(figure.layout.yaxis.categoryarray) == ["2023", "2022"]


def test_small_shares_have_a_scale_of_their_own_and_one_name_for_both_ends() -> None:
    small = [replace(one, pct=pct) for one, pct in zip(ROWS, (2.0, 1.0, 3.0, 1.0), strict=True)]
    figure = shares.equiplot(lines(small))
    assert figure.layout.xaxis.range[1] == 20
    assert "<b>70歳以上</b>（左）と<b>18～29歳</b>（右）" in notes(figure)


def test_a_hidden_line_says_so() -> None:
    figure = shares.equiplot(lines(HIDDEN))
    assert notes(figure).count("秘匿") == 1


def test_the_table_carries_the_marks() -> None:
    table = shares.table(HIDDEN)
    assert table["割合（%）"].tolist() == ["10.7", "60.0", "秘匿", "秘匿"]
    assert table["注"].tolist() == ["参考値", "", "秘匿", "秘匿"]
    assert "秘匿" in shares.in_words(HIDDEN)
    assert "令和5年度70歳以上 53.1%" in shares.in_words(ROWS)


def test_the_weighted_total_leaves_with_the_shares() -> None:
    whole = Share(2023, "全体", 390, 176, 45.1)
    asked = Asked(2023, "設問", None, 2024, whole, Weighted(38.25, 210.0), ROWS[2:])
    rows = shares.survey_table(asked, ROWS[2:])
    assert rows["年代"].tolist()[1].startswith("住民全体（令和6年（2024年）の人口")
    assert rows.iloc[1][["割合（%）", "95%区間 下", "95%区間 上"]].tolist() == ["38.2", "31.9", "45.0"]
    assert rows.iloc[1]["注"] == "実質210人分の回答"
    assert rows.iloc[[0, 2, 3]].reset_index(drop=True).equals(shares.table([whole, *ROWS[2:]]))
    hidden = replace(asked, whole=replace(whole, is_hidden=True, count=None, pct=None))
    assert len(shares.survey_table(hidden, ROWS[2:])) == 3


def test_the_wide_table_is_what_the_lines_of_dots_show() -> None:
    assert shares.wide_table(by_year(ROWS)).to_dict("list") == {
        "調査年度": ["令和4年度（2022年度）", "令和5年度（2023年度）"],
        "18～29歳": ["10.7%", "8.6%"],
        "70歳以上": ["60.0%", "53.1%"],
    }


def test_both_framings_are_named_and_explained() -> None:
    assert shares.who("LINE", is_turned=False) == "「LINE」を選んだ人"
    assert shares.who("LINE", is_turned=True) == "「LINE」を選ばなかった人"
    for is_turned in (True, False):
        assert "差（ポイント）は同じ" in "".join(shares.framing_grounds(is_turned=is_turned))


def test_a_note_where_the_classes_differ() -> None:
    assert shares.classes_note(by_year(ROWS)) == ""
    assert "共通する区分" in shares.classes_note(by_year(ROWS[:3]))


def test_the_total_stands_beside_the_weighted_one_or_says_what_is_missing() -> None:
    whole = Share(2024, "全体", 390, 164, 42.0)
    asked = Asked(2024, "使ったか", "郵送", 2023, whole, Weighted(35.5, 301.4), [])
    assert shares.total(asked) == "住民の年代に合わせて直すと、全体では<b>35.5%</b>です。"
    assert shares.total_grounds(asked) == [
        "回答者全体では42.0%です。",
        "答えたのは390人です。",
        "年代の偏りは令和5年（2023年）の人口に合わせて直しました。",
        "直した割合の95%区間は30.3～41.1%です。",
        "偏りを直した値の確かさは、301人が偏りなく答えた調査と同じほどです。",
    ]
    assert len(shares.total_grounds(replace(asked, population_year=None))) == 2
    assert "一部の人だけ" in shares.total_grounds(replace(asked, weighted=None))[-1]
    hidden = replace(asked, whole=replace(whole, is_hidden=True))
    assert shares.total_grounds(hidden) == []
    assert "住民全体の割合には直せません" in shares.total(replace(asked, weighted=None))
    assert "読み込まれていません" in shares.total(replace(asked, population_year=None))
    assert "秘匿" in shares.total(hidden)


def test_classes_with_few_answers_are_named_once() -> None:
    rows = [
        Share(2023, "18～59歳", 29, 5, 17.2),
        Share(2023, "60歳以上", 247, 90, 36.4),
        Share(2024, "18～59歳", 29, 5, 17.2),
        Share(2024, "60歳以上", 12, None, None, is_hidden=True),
    ]
    assert (
        shares.few_note(rows)
        == "18～59歳（29人）は回答が30人未満の参考値で、差は一人の答えで大きく動きます。"
    )
    assert shares.few_note(rows[1:2]) == ""
