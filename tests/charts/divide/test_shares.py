from itertools import pairwise

import pandas as pd
import pytest

from charts import theme
from charts.divide import shares

ROWS = pd.DataFrame(
    {
        "year": [2022, 2022, 2023, 2023],
        "age_group": ["18～29歳", "70歳以上"] * 2,
        "respondents": [28.0, 300, 70, 320],
        "count": [3.0, 180, 6, 170],
        "pct": [10.7, 60.0, 8.6, 53.1],
        "lower": [3.7, 54.4, 4.0, 47.6],
        "upper": [27.2, 65.4, 17.5, 58.5],
        "suppressed": False,
    }
)
HIDDEN = ROWS.assign(suppressed=[False, False, True, True]).assign(
    **{name: ROWS[name].where([True, True, False, False]) for name in ("count", "pct", "lower", "upper")}
)


def notes(figure: theme.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_an_age_is_labelled_with_its_respondents_and_few_are_marked() -> None:
    figure = shares.by_age(ROWS[:2], ROWS[:1].assign(pct=42.0))
    labels = list(figure.data[0].y)
    assert labels == ["18～29歳<br>（28人・参考値）", "70歳以上<br>（300人）"]
    assert "回答者全体 42.0%" in notes(figure)
    assert list(figure.data[0].error_x.array) == pytest.approx([16.5, 5.4])
    assert tuple(figure.layout.xaxis.range) == (0, 100)


def test_a_hidden_age_has_its_mark_and_no_dot() -> None:
    figure = shares.by_age(HIDDEN[2:], HIDDEN[:0])
    assert notes(figure).count("秘匿") == 2
    assert pd.isna(figure.data[0].x).all()


def test_a_line_of_dots_from_young_light_to_old_dark_with_the_gap_on_it() -> None:
    figure = shares.equiplot(ROWS.assign(line=ROWS["year"].astype(str)), ["2022", "2023"])
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(trace.x) for trace in dots] == [[10.7, 60.0], [8.6, 53.1]]
    light, dark = dots[0].marker.color
    assert theme.AGES.index(light) < theme.AGES.index(dark)
    assert "差 49.3 ポイント" in notes(figure)
    assert "<b>70歳以上</b>" in notes(figure)
    assert list(figure.layout.yaxis.categoryarray) == ["2023", "2022"]


def test_small_shares_have_a_scale_of_their_own_and_one_name_for_both_ends() -> None:
    small = ROWS.assign(pct=[2.0, 1.0, 3.0, 1.0], line=ROWS["year"].astype(str))
    figure = shares.equiplot(small, ["2022", "2023"])
    assert figure.layout.xaxis.range[1] == 20
    assert "<b>70歳以上</b>（左）と<b>18～29歳</b>（右）" in notes(figure)


def test_a_hidden_line_says_so() -> None:
    figure = shares.equiplot(HIDDEN.assign(line=HIDDEN["year"].astype(str)), ["2022", "2023"])
    assert notes(figure).count("秘匿") == 1


def test_every_age_over_the_years_has_its_ribbon_and_its_name() -> None:
    figure = shares.over_years(ROWS)
    ribbons = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(ribbons) == 2
    assert list(ribbons[0].y) == [27.2, 17.5, 4.0, 3.7]
    assert "70歳以上 <b>53.1%</b>" in notes(figure)
    assert figure.layout.yaxis.range[0] == 0


def test_the_table_carries_the_marks() -> None:
    table = shares.table(HIDDEN)
    assert table["割合（%）"].tolist() == ["10.7", "60.0", "秘匿", "秘匿"]
    assert table["注"].tolist() == ["参考値", "", "秘匿", "秘匿"]
    assert "秘匿" in shares.in_words(HIDDEN)
    assert "令和5年度70歳以上 53.1%" in shares.in_words(ROWS)


def test_the_wide_table_is_what_the_lines_of_dots_show() -> None:
    assert shares.wide_table(ROWS).to_dict("list") == {
        "調査年度": ["令和4年度（2022年度）", "令和5年度（2023年度）"],
        "18～29歳": ["10.7%", "8.6%"],
        "70歳以上": ["60.0%", "53.1%"],
    }


def test_both_framings_are_named_and_explained() -> None:
    assert shares.option("LINE", is_turned=False) == "「LINE」を選んだ人"
    assert shares.option("LINE", is_turned=True) == "「LINE」を選ばなかった人"
    for is_turned in (True, False):
        assert "差（ポイント）は同じ" in shares.framing_note(is_turned=is_turned)


def test_a_note_where_the_classes_differ() -> None:
    assert shares.classes_note(ROWS) == ""
    assert "共通する区分" in shares.classes_note(ROWS[:3])


def test_the_total_stands_beside_the_weighted_one_or_says_what_is_missing() -> None:
    whole = pd.DataFrame(
        {
            "pct": [42.0],
            "respondents": [390],
            "suppressed": [False],
            "population_year": [2023.0],
            "weighted_pct": [35.5],
            "effective_n": [301.4],
            "weighted_lower": [30.3],
            "weighted_upper": [41.1],
        }
    )
    text = shares.total(whole)
    assert "42.0%（390人）" in text
    assert (
        "令和5年（2023年）の人口に合わせて直すと<b>35.5%</b>（95%区間 30.3～41.1%、実質301人分の回答）"
        in text
    )
    assert "住民全体の割合には直せません" in shares.total(whole.assign(weighted_pct=None))
    assert "読み込まれていません" in shares.total(whole.assign(population_year=None))
    assert "秘匿" in shares.total(whole.assign(suppressed=True))


def test_names_at_the_end_of_lines_keep_apart_and_stay_inside() -> None:
    close = pd.DataFrame(
        {
            "year": 2023,
            "age_group": [f"{age}歳" for age in range(6)],
            "respondents": 100.0,
            "pct": [1.0, 2.0, 3.0, 97.0, 98.0, 99.0],
            "lower": 0.0,
            "upper": 100.0,
        }
    )
    heights = sorted(note.y for note in shares.over_years(close).layout.annotations)
    assert len(heights) == 6
    assert heights[0] >= 0
    assert heights[-1] <= 100
    assert min(b - a for a, b in pairwise(heights)) >= 6


def test_years_on_a_narrow_axis_name_the_era_once() -> None:
    assert shares.year_ticks([2017, 2018, 2019, 2020]) == ["29年度<br>平成", "30", "元年度<br>令和", "2"]


def test_classes_with_few_answers_are_named_once() -> None:
    rows = pd.DataFrame(
        {
            "age_group": ["18～59歳", "60歳以上", "18～59歳", "60歳以上"],
            "respondents": [29, 247, 29, 12],
            "suppressed": [False, False, False, True],
        }
    )
    assert (
        shares.few_note(rows)
        == "18～59歳（29人）は回答が30人未満の参考値で、差は一人の答えで大きく動きます。"
    )
    assert shares.few_note(rows[rows["respondents"] > 30]) == ""
