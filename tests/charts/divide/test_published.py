from dataclasses import replace

from charts import theme
from charts.answers import LONGEST
from charts.divide import published
from findings.divide.published import National, Published


def printed(label: str, age_group: str, pct: float) -> Published:
    return Published("s", "調査", None, label, None, age_group, pct, "plan")


def nation(
    year: int, age_group: str, pct: float, respondents: int | None = None, note: str | None = None
) -> National:
    return National("use", "利用", year, age_group, pct, respondents, note, "nation")


NEVER = [
    printed("使ったことがない", age, pct)
    for age, pct in (("全体", 42.1), ("50～64歳", 46.7), ("65歳以上", 54.0))
]
USED = [
    printed(label, "全体", pct)
    for label, pct in (("公共施設予約システム", 0.9), ("電子申請", 1.5), ("図書館の予約", 2.7))
]
NATION = [
    nation(2020, "全体", 77.8, 1994, "郵送"),
    nation(2020, "70歳以上", 40.8),
    nation(2020, "18～29歳", 98.7),
    nation(2023, "全体", 80.0, 1800, "郵送"),
    nation(2023, "70歳以上", 50.5),
]
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
    figure = published.published(NEVER[:1])
    assert list(figure.data[0].x) == []
    assert notes(figure) == ["市全体 42.1%"]


def test_services_are_bars_from_zero_with_their_values() -> None:
    figure = published.services(USED)
    (bars,) = figure.data
    assert bars.type == "bar"
    assert list(bars.x) == [0.9, 1.5, 2.7]
    assert list(bars.text) == ["<b>0.9%</b>", "<b>1.5%</b>", "<b>2.7%</b>"]
    assert [label.replace("<br>", "") for label in bars.y] == [one.label for one in USED]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 2.7


def test_the_nation_is_one_trace_a_year_and_joined_only_where_complete() -> None:
    figure = published.benchmark(NATION)
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
    rows = [nation(2023, age, 50.0) for age in ("70歳以上", "全体", "18～29歳", "60～69歳")]
    assert published.age_order(rows) == ["18～29歳", "60～69歳", "70歳以上"]


def test_the_answer_names_the_highest_share_and_what_is_not_known() -> None:
    for text in (published.answer(NEVER), published.answer_for_reasons(NEVER)):
        assert "使ったことがない人は65歳以上で54.0%" in text
        assert len(text) <= LONGEST
    assert "縮まったかは分かりません" in published.answer(NEVER)
    assert "理由は調べられていません" in published.answer_for_reasons(NEVER)
    grounds = published.grounds(NEVER)
    assert "市全体では42.1%です。" in grounds
    assert any("偶然の範囲かどうかは判断できません" in ground for ground in grounds)


def test_the_answer_without_such_a_figure_says_so() -> None:
    assert "まだ分かりません" in published.answer([])
    assert "まだ調べられていません" in published.answer_for_reasons([])
    assert published.grounds([]) == []


def test_the_first_page_says_that_closing_is_not_known() -> None:
    text = published.short_answer(NEVER)
    assert "65歳以上で54.0%（市全体42.1%）" in text
    assert "比べられる調査がなく、<b>差が縮まったかは分かりません</b>" in text
    assert published.short_answer([]) == ""


def test_names_of_groups_are_escaped() -> None:
    nasty = [*NEVER[:2], replace(NEVER[2], age_group="<b>65</b>歳")]
    for text in (
        published.answer(nasty),
        published.answer_for_reasons(nasty),
        published.short_answer(nasty),
    ):
        assert "&lt;b&gt;65&lt;/b&gt;歳" in text


def test_words_contain_every_number() -> None:
    assert published.published_in_words(NEVER) == "全体 42.1%、50～64歳 46.7%、65歳以上 54.0%。"
    assert published.services_in_words(USED).endswith("図書館の予約 2.7%。")
    assert published.benchmark_in_words(NATION) == "令和5年（2023年）：全体 80.0%、70歳以上 50.5%。"


def test_a_year_of_which_only_the_total_is_known_is_told_and_takes_no_line_of_its_own() -> None:
    later = [*NATION, nation(2025, "全体", 86.3, 1800, "郵送")]
    assert published.benchmark(later) == published.benchmark(NATION)
    assert published.benchmark_in_words(later).endswith("70歳以上 50.5%。令和7年（2025年）：全体 86.3%。")
    assert "令和7年（2025年）の全体は86.3%" in published.benchmark_notes(later)


def test_tables_say_what_was_not_published() -> None:
    table = published.published_table(NEVER)
    assert set(table["回答者数"]) == {"未公表"}
    assert set(table["時期"]) == {"令和4年3月以前（年不明）"}
    of_nation = published.benchmark_table(NATION)
    assert of_nation["回答者数"].tolist() == ["1,994", "未公表", "未公表", "1,800", "未公表"]
    assert of_nation["割合（%）"].tolist() == [77.8, 40.8, 98.7, 80.0, 50.5]


def test_notes_name_the_totals_and_each_remark_once() -> None:
    assert published.benchmark_notes(NATION) == [
        "令和2年（2020年）の全体は77.8%",
        "令和5年（2023年）の全体は80.0%",
        "郵送",
    ]
