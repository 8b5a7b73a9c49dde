import pandas as pd

from charts import theme
from charts.divide import published

NEVER = pd.DataFrame(
    {
        "label": "使ったことがない",
        "age_group": ["全体", "50～64歳", "65歳以上"],
        "pct": [42.1, 46.7, 54.0],
    }
)
USED = pd.DataFrame(
    {
        "label": ["公共施設予約システム", "電子申請", "図書館の予約"],
        "age_group": "全体",
        "pct": [0.9, 1.5, 2.7],
    }
)
NATION = pd.DataFrame(
    {
        "year": [2020, 2020, 2020, 2023, 2023],
        "age_group": ["全体", "70歳以上", "18～29歳", "全体", "70歳以上"],
        "pct": [77.8, 40.8, 98.7, 80.0, 50.5],
        "respondents": [1994.0, None, None, 1800.0, None],
        "note": ["郵送", None, None, "郵送", None],
    }
)
AGES = ["18～29歳", "70歳以上"]


def notes(figure: theme.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_published_shares_are_dots_against_the_whole_city() -> None:
    figure = published.published(NEVER)
    (dots,) = figure.data
    assert "lines" not in dots.mode
    assert dict(zip(dots.y, dots.x, strict=True)) == {"65歳以上": 54.0, "50～64歳": 46.7}
    assert list(dots.text) == ["<b>54.0%</b>", "<b>46.7%</b>"]
    assert [line.x0 for line in figure.layout.shapes] == [42.1]
    assert notes(figure) == ["市全体 42.1%"]
    assert tuple(figure.layout.xaxis.range) == (0, 100)
    assert figure.layout.xaxis.ticktext[-1] == "100%"


def test_the_older_a_group_the_darker_its_dot() -> None:
    dots = published.published(NEVER).data[0]
    colours = dict(zip(dots.y, dots.marker.color, strict=True))
    assert theme.AGES.index(colours["65歳以上"]) > theme.AGES.index(colours["50～64歳"])


def test_published_shares_of_the_whole_city_alone() -> None:
    figure = published.published(NEVER.iloc[:1])
    assert list(figure.data[0].x) == []
    assert notes(figure) == ["市全体 42.1%"]


def test_services_are_bars_from_zero_with_their_values() -> None:
    figure = published.services(USED)
    (bars,) = figure.data
    assert bars.type == "bar"
    assert list(bars.x) == [0.9, 1.5, 2.7]
    assert list(bars.text) == ["<b>0.9%</b>", "<b>1.5%</b>", "<b>2.7%</b>"]
    assert [label.replace("<br>", "") for label in bars.y] == USED["label"].tolist()
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 2.7


def test_the_nation_is_one_trace_a_year_and_joined_only_where_complete() -> None:
    figure = published.benchmark(NATION, AGES)
    traces = {trace.name: trace for trace in figure.data}
    assert list(traces["2020"].y) == [98.7, 40.8]
    assert list(traces["2020"].x) == AGES
    assert "lines" in traces["2020"].mode
    assert list(traces["2023"].y) == [50.5]
    assert "lines" not in traces["2023"].mode
    assert traces["2023"].marker.color == theme.ACCENT
    assert traces["2020"].marker.color == theme.CONTEXT
    (key,) = figure.layout.annotations  # over the plot, where it cannot be taken for a value
    assert key.text.index("令和5年（2023年）") < key.text.index("令和2年（2020年）")
    assert (key.yref, key.y, key.yanchor) == ("paper", 1, "bottom")
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.ticktext[0] == "0%"


def test_ages_run_from_young_to_old() -> None:
    rows = pd.DataFrame({"age_group": ["70歳以上", "全体", "18～29歳", "60～69歳"]})
    assert published.age_order(rows) == ["18～29歳", "60～69歳", "70歳以上"]


def test_the_answer_names_both_shares_and_what_is_not_known() -> None:
    text = published.answer(NEVER)
    assert "市全体の42.1%、65歳以上では54.0%" in text
    assert "偶然の範囲かどうかは判断できません" in text


def test_the_answer_without_such_a_figure_says_so() -> None:
    assert (
        published.answer(NEVER.iloc[:0])
        == "市の情報サービスを使ったことがない人の割合は、この版にありません。"
    )


def test_the_first_page_says_that_closing_is_not_known() -> None:
    text = published.short_answer(NEVER)
    assert "65歳以上で54.0%（市全体42.1%）" in text
    assert "縮まったかどうかは、比べられる調査がなく分かりません" in text
    assert published.short_answer(NEVER.iloc[:0]) == ""


def test_the_first_pages_figure_names_difference_and_remark() -> None:
    text = published.short_figure(NEVER)
    for part in ("54.0%", "65歳以上", "市全体は42.1%", "差は11.9ポイント", "年不明", "回答者数が未公表"):
        assert part in text
    assert "調査結果がありません" in published.short_figure(NEVER.iloc[:0])


def test_names_of_groups_are_escaped() -> None:
    nasty = NEVER.replace({"65歳以上": "<b>65</b>歳"})
    for text in (published.answer(nasty), published.short_answer(nasty), published.short_figure(nasty)):
        assert "&lt;b&gt;65&lt;/b&gt;歳" in text


def test_words_contain_every_number() -> None:
    assert published.published_in_words(NEVER) == "全体 42.1%、50～64歳 46.7%、65歳以上 54.0%。"
    assert published.services_in_words(USED).endswith("図書館の予約 2.7%。")
    assert published.benchmark_in_words(NATION) == "令和5年（2023年）：全体 80.0%、70歳以上 50.5%。"


def test_a_year_of_which_only_the_total_is_known_is_told_and_takes_no_line_of_its_own() -> None:
    later = pd.concat([NATION, NATION[NATION["age_group"] == "全体"].tail(1).assign(year=2025, pct=86.3)])
    assert published.benchmark(later, AGES) == published.benchmark(NATION, AGES)
    assert published.benchmark_in_words(later).endswith("70歳以上 50.5%。令和7年（2025年）：全体 86.3%。")
    assert "令和7年（2025年）の全体は86.3%" in published.benchmark_notes(later)


def test_tables_say_what_was_not_published() -> None:
    table = published.published_table(NEVER)
    assert set(table["回答者数"]) == {"未公表"}
    assert set(table["時期"]) == {"令和4年3月以前（年不明）"}
    nation = published.benchmark_table(NATION)
    assert nation["回答者数"].tolist() == ["1,994", "未公表", "未公表", "1,800", "未公表"]
    assert nation["割合（%）"].tolist() == NATION["pct"].tolist()


def test_notes_name_the_totals_and_each_remark_once() -> None:
    assert published.benchmark_notes(NATION) == [
        "令和2年（2020年）の全体は77.8%",
        "令和5年（2023年）の全体は80.0%",
        "郵送",
    ]
