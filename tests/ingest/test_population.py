"""Residents by age from files people have, every fault by line and remedy, and the totals they weight."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml

from ingest import population, surveys
from ingest.build import Inputs
from ingest.commands import main
from ingest.faults import InputError
from ingest.sample import PARAMETERS
from ingest.sample.surveys import write_population
from queries import editions
from stats.divide.poststratification import poststratify

DATA = Path(__file__).parents[2] / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
PEOPLE = [7600, 8100, 10200, 9900, 10300, 16700]
HEADING = ["年", "年齢", "人口"]
BY_CLASS = [HEADING, *(["2024", label, str(people)] for label, people in zip(CLASSES, PEOPLE, strict=True))]

Rows = list[list[str]]


@pytest.fixture
def edition(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """An edition with sources and nothing else."""
    connection.execute(
        "insert into sources (source_id, publisher, title)"
        " select source, source, source from unnest(['citizen_survey', 'population', 'sample']) as t(source)"
    )
    return connection


def written(folder: Path, rows: Rows, name: str = "人口.csv", encoding: str = "utf-8-sig") -> Path:
    path = folder / name
    path.write_bytes(("\r\n".join(",".join(row) for row in rows) + "\r\n").encode(encoding))
    return path


def loaded(edition: duckdb.DuckDBPyConnection, path: Path) -> dict[int, list[int]]:
    """People by year, youngest class first."""
    population.load(edition, path, DATA, is_sample=False)
    found: dict[int, list[int]] = {}
    for year, people in edition.execute(
        "select year, people from population order by year, age_group"
    ).fetchall():
        found.setdefault(year, []).append(people)
    return found


def refused(edition: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """The faults of a file, which leaves nothing behind."""
    with pytest.raises(InputError) as error:
        population.load(edition, path, DATA, is_sample=False)
    for table in ("population", "ingest_files"):
        assert edition.execute(f"select count(*) from {table}").fetchall() == [(0,)]
    return [str(fault) for fault in error.value.faults]


# What is read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_classes_of_the_surveys(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, encoding: str
) -> None:
    assert loaded(edition, written(tmp_path, BY_CLASS, encoding=encoding)) == {2024: PEOPLE}
    assert edition.execute("select distinct source_id, is_sample from population").fetchall() == [
        ("population", False)
    ]
    assert edition.execute("select * exclude (sha256) from ingest_files").fetchall() == [
        ("population/人口.csv", "population", 6, 6, 0, 0, False)
    ]


@pytest.mark.parametrize(
    ("year", "known"),
    [
        ("2024", 2024),
        ("２０２４", 2024),
        ("2024年", 2024),
        ("令和6年", 2024),
        ("R6", 2024),
        ("平成31年", 2019),
        ("2024-10-01", 2024),
        ("令和6年10月1日", 2024),
        ("2024年10月1日現在", 2024),
        ("令和6（2024）年", 2024),
    ],
)
def test_years_as_people_write_them(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, year: str, known: int
) -> None:
    rows = [HEADING, *([year, *row[1:]] for row in BY_CLASS[1:])]
    assert loaded(edition, written(tmp_path, rows)) == {known: PEOPLE}


def test_single_years_of_age_add_up_and_children_are_out_of_scope(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rows = [
        ["西暦", "年齢", "人数"],
        *(["2024", f"{age}歳", "100"] for age in range(100)),
        ["2024", "100歳以上", "9"],
    ]
    assert loaded(edition, written(tmp_path, rows)) == {2024: [1200, 1000, 1000, 1000, 1000, 3009]}
    assert edition.execute(
        "select rows_read, rows_loaded, rows_out_of_scope, rows_rejected from ingest_files"
    ).fetchall() == [(101, 83, 18, 0)]


def test_five_year_groups_split_where_a_class_begins(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Full-width digits, separators, every dash, and several years in one file."""
    ages = ["0～17歳", "18-19", "20〜24歳", "25－29"]
    ages += [f"{least}歳～{least + 4}歳" for least in range(30, 85, 5)] + ["85歳以上"]
    rows = [HEADING, *([year, age, "１，０００"] for year in ("2023", "2024") for age in ages)]
    expected = [3000, 2000, 2000, 2000, 2000, 4000]
    path = written(tmp_path, [[f'"{cell}"' for cell in row] for row in rows])
    assert loaded(edition, path) == {2023: expected, 2024: expected}


def test_a_workbook_with_a_blank_line_on_top(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([])
    sheet.append(HEADING)
    for label, people in zip(CLASSES, PEOPLE, strict=True):
        sheet.append([2024, label, people])
    book.save(tmp_path / "人口.xlsx")
    assert loaded(edition, tmp_path / "人口.xlsx") == {2024: PEOPLE}


# What is refused --------------------------------------------------------------------------------------------


def test_every_fault_is_told_at_once_by_line_and_remedy(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rows = [
        HEADING,
        ["令和6年度", "18～29歳", "100"],
        ["2024", "若者", "100"],
        ["2024", "30～39歳", "▲5"],
        ["2024", "40～49歳", "多数"],
        ["2024", "総数", "60000"],
        ["2024", "15～19歳", "3000"],
        ["2024", "150歳", "1"],
        ["2024", "70歳以上", ""],
        ["2024", "年齢不詳", "9"],
        ["2024", "平均年齢", "48.7"],
        ["2024", "（再掲）65歳以上", "9000"],
        ["（注）住民基本台帳による"],
        HEADING,
    ]
    no_age = "は1つの年齢でも年齢の幅でもありません。この行を消してください。"
    assert refused(edition, written(tmp_path, rows)) == [
        "人口.csvの4行目「人口」：0以上の整数を書くところに「-5」とあります。数を確かめてください。",
        "人口.csvの5行目「人口」：整数を書くところに「多数」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。",
        f"人口.csvの6行目：「総数」{no_age}",
        "人口.csvの9行目「人口」：値がありません。値を書いてください。",
        f"人口.csvの10行目：「年齢不詳」{no_age}",
        f"人口.csvの11行目：「平均年齢」{no_age}",
        f"人口.csvの12行目：「（再掲）65歳以上」{no_age}",
        "人口.csvの13行目：「（注）住民基本台帳による」のほかに何も書かれていません。注記なら、この行を消してください。",
        "人口.csvの14行目：見出しがもう一度あります。この行を消してください。",
        "人口.csvの2行目「年」：「令和6年度」を年として読み取れません。"
        "「2023」「令和5年」のように、年度ではなく暦の年を書いてください。",
        "人口.csvの3行目「年齢」：「若者」を年齢として読み取れません。「18歳」「20～24歳」「85歳以上」のように書いてください。",
        "人口.csvの7行目「年齢」：「15～19歳」が調査の区分の境（18歳）をまたいでいます。"
        "1歳ごとの人口などから18～19歳の人数を出し、この行の代わりに書いてください。",
        "人口.csvの8行目「年齢」：「150歳」という年齢はありえません。120歳までの年齢に直してください。",
    ]


@pytest.mark.parametrize(
    ("age", "parts"),
    [("15～29歳", "18～29歳の"), ("25～34歳", "25～29歳と30～34歳の"), ("65歳以上", "65～69歳と70歳以上の"),
     ("10～39歳", "18～29歳と30～39歳の")],
)  # fmt: skip
def test_an_age_that_crosses_a_class_is_answered_with_what_to_write(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, age: str, parts: str
) -> None:
    (words,) = refused(edition, written(tmp_path, [HEADING, ["2024", age, "1"]]))
    assert f"1歳ごとの人口などから{parts}人数を出し" in words


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (["年", "年齢", "男", "女", "総数"], "列「総数」だけを残し、その見出しを「人口」にしてください。"),
        (["年", "年齢", "計", "男性", "女性"], "列「計」だけを残し、その見出しを「人口」にしてください。"),
        (["年", "年齢", "男", "女"], "男女を足した人数の列「人口」を作り、男女別の列を消してください。"),
        (["年", "年齢", "男", "女", "人口"], "列「男、女」を消してください。"),
        (["年", "年齢", "性別", "人口"], "男女を合わせた行だけを残し、列「性別」を消してください。"),
    ],
)
def test_a_table_by_sex_is_answered_with_what_to_keep(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, headings: list[str], words: str
) -> None:
    (fault,) = refused(edition, written(tmp_path, [headings, ["2024", "18歳", *["1"] * (len(headings) - 2)]]))
    assert fault.startswith("人口.csvの1行目：男女別の表です")
    assert fault.endswith(words)


@pytest.mark.parametrize(
    ("headings", "problem"),
    [
        (["年齢", "2022年", "令和5年", "2024"], "年ごとの列があります（「2022年、令和5年、2024」）"),
        (["年齢", *map(str, range(2015, 2025))], "年ごとの列があります（「2015、2016、2017 ほか7個」）"),
        (["年", "18歳", "19歳", "20～24歳"], "年齢ごとの列があります（「18歳、19歳、20～24歳」）"),
    ],
)
def test_years_or_ages_as_columns_are_told_as_that(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, headings: list[str], problem: str
) -> None:
    row = ["18歳", *["1"] * (len(headings) - 1)]
    assert refused(edition, written(tmp_path, [headings, row])) == [
        f"人口.csvの1行目：{problem}。"
        "「年」「年齢」「人口」の3列にし、1行に1つの年の1つの年齢の人数を書いてください。"
    ]


@pytest.mark.parametrize(
    ("age", "bounds"),
    [
        ("満35歳", (35, 35)),
        ("35才", (35, 35)),
        ("３５", (35, 35)),
        ("20代", (20, 29)),
        ("20歳代", (20, 29)),
        ("30～39才", (30, 39)),
        ("18歳から29歳", (18, 29)),
        ("18歳以上30歳未満", (18, 29)),
        ("18歳未満", (0, 17)),
        ("17歳以下", (0, 17)),
        ("100～", (100, 120)),
        ("85歳〜", (85, 120)),
        ("85以上", (85, 120)),
        ("80代以上", (80, 120)),
    ],
)
def test_ages_as_people_write_them(age: str, bounds: tuple[int, int]) -> None:
    assert population._ages(age, ()) == bounds


def test_titles_above_and_notes_below_are_no_rows(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    title = [["須賀川市の年齢別人口"], ["令和6年10月1日現在", "", "単位：人"], [""]]
    assert loaded(edition, written(tmp_path, [*title, *BY_CLASS])) == {2024: PEOPLE}
    assert "（注）" in refused_again(edition, written(tmp_path, [*BY_CLASS, ["（注）推計"]]))


def refused_again(edition: duckdb.DuckDBPyConnection, path: Path) -> str:
    with pytest.raises(InputError) as error:
        population.load(edition, path, DATA, is_sample=False)
    return str(error.value)


def test_a_missing_class_is_named(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [row for row in BY_CLASS if row[1] != "40～49歳"]
    rows[-1:] = [["2024", f"{age}歳", "1"] for age in range(70, 100)]
    assert refused(edition, written(tmp_path, rows)) == [
        "人口.csv：2024年の「40～49歳」の人数がそろっていません（40～49歳がありません）。その年齢の行を加えてください。",
        "人口.csv：2024年の「70歳以上」の人数がそろっていません（100歳以上がありません）。その年齢の行を加えてください。",
    ]


def test_ages_that_stand_twice_are_named(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [*BY_CLASS, ["2024", "30～39歳", "8100"], ["2024", "25歳", "500"]]
    assert refused(edition, written(tmp_path, rows)) == [
        "人口.csvの9行目「年齢」：2024年の「25歳」が、2行目の「18～29歳」と重なっています。どちらか一方の行を消してください。",
        "人口.csvの8行目「年齢」：2024年の「30～39歳」が、3行目の「30～39歳」と重なっています。どちらか一方の行を消してください。",
    ]


def test_a_class_without_residents_is_a_slip(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [[*row[:2], "0"] if row[1] == "70歳以上" else row for row in BY_CLASS]
    assert refused(edition, written(tmp_path, rows)) == [
        "人口.csv：2024年の「70歳以上」が0人です。人数を確かめてください。"
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [["年", "年齢", "世帯", "人口"], ["2024", "18歳", "1", "1"]],
            "人口.csvの1行目：知らない列「世帯」があります",
        ),
        ([["年", "年齢"], ["2024", "18歳"]], "人口.csvの1行目：必要な列「人口」がありません"),
        (
            [["年", "西暦", "年齢", "人口"], ["2024", "2024", "18歳", "1"]],
            "人口.csvの1行目：列「西暦」が二度あります",
        ),
        ([HEADING], "人口.csv：見出しの下に行がありません"),
        ([[""]], "人口.csv：中身がありません"),
        ([HEADING, ["2024", "18歳", "1", "余り"]], "人口.csvの2行目：値が4個あり、見出しの3列に収まりません"),
    ],
)
def test_a_table_of_another_shape_is_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, rows: Rows, message: str
) -> None:
    assert refused(edition, written(tmp_path, rows))[0].startswith(message)


def test_a_workbook_needs_one_sheet(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("説明")
    book.save(tmp_path / "人口.xlsx")
    assert refused(edition, tmp_path / "人口.xlsx") == [
        "人口.xlsx：シートが2枚以上あります。シートを1枚だけにしてください。"
    ]


def test_the_command_refuses_it_and_leaves_no_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path / "editions"))
    assert main(["build", "--population", str(tmp_path / "ない.csv")]) == 2
    assert "ない.csv：開けません（見つかりません）" in capsys.readouterr().err
    assert main(["check", "--population", str(written(tmp_path, BY_CLASS[:-1]))]) == 2
    assert "「70歳以上」の人数がそろっていません" in capsys.readouterr().err
    assert not list(tmp_path.glob("editions/*"))


# What it is for ---------------------------------------------------------------------------------------------


def by_class(people: list[int]) -> dict[str, int]:
    return dict(zip(CLASSES, people, strict=True))


def question(question_id: str, using: list[int], asked: list[int], **more: object) -> dict[str, object]:
    """A question with two answers, by class: so many of those asked use one."""
    labels = enumerate(("使う", "使わない"), 1)
    return more | {
        "question_id": question_id,
        "wording": question_id,
        "kind": "single",
        "respondents": by_class(asked),
        "counts": {
            "使う": by_class(using),
            "使わない": by_class([all_ - some for all_, some in zip(asked, using, strict=True)]),
        },
        "options": [{"option_no": number, "label": label, "favourable": None} for number, label in labels],
    }


def write_survey(folder: Path, *questions: dict[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    mapping = {"survey_id": "s", "year": 2025, "title": "調査", "questions": list(questions)}
    (folder / "s.yaml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")


UNEVEN = [40] * 3 + [20] * 3
PHONE = question("phone", UNEVEN, [50] * 6)


def totals(edition: Path | duckdb.DuckDBPyConnection) -> dict[tuple[str, int], tuple[float, float, float]]:
    query = (
        "select question_id, option_no, pct, weighted_pct, effective_n from survey_answers"
        " where group_kind = 'all' and survey_id = 's'"
    )
    if isinstance(edition, Path):
        with editions.opened(edition) as connection:
            found = connection.execute(query).fetchall()
    else:
        found = edition.execute(query).fetchall()
    return {(question, option): figures for question, option, *figures in found}


def test_totals_are_weighted_by_the_nearest_year(
    build_edition: Callable[[Inputs], Path], tmp_path: Path
) -> None:
    """Of the young 40 of 50 and of the old 20 of 50 use one; in the city there are more old people than answers."""
    often = question("often", [12] * 6, UNEVEN, asked_of={"question_id": "phone", "options": [1]})
    write_survey(tmp_path / "surveys", PHONE, often)
    others = [["2020", row[1], "1"] for row in BY_CLASS[1:]]
    path = written(tmp_path, [*BY_CLASS, *others])
    edition = build_edition(Inputs(survey=tmp_path / "surveys", population=path))
    expected = poststratify([40] * 3 + [20] * 3, [50] * 6, PEOPLE)
    found = totals(edition)
    assert found["phone", 1] == pytest.approx([60, 100 * expected.share, expected.effective_n])
    assert found["phone", 2] == pytest.approx([40, 100 - 100 * expected.share, expected.effective_n])
    assert 100 * expected.share == pytest.approx(100 * (0.8 * 25900 + 0.4 * 36900) / 62800)
    assert found["often", 1][1:] == [None, None], (
        "those asked by an earlier answer are no share of the residents"
    )
    with editions.opened(edition) as connection:
        assert connection.execute("select kind from edition").fetchall() == [("real",)]
        assert connection.execute("select population_year from surveys where year = 2025").fetchall() == [
            (2024,)
        ]
        assert connection.execute(
            "select count(*) from survey_answers where weighted_pct is not null and group_kind <> 'all'"
        ).fetchall() == [(0,)]


def test_of_two_equally_near_years_the_earlier_weights(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_survey(tmp_path, PHONE)
    by_year = [[year, *row[1:]] for year in ("2023", "2027", "2024", "2026") for row in BY_CLASS[1:]]
    population.load(edition, written(tmp_path, [HEADING, *by_year]), DATA, is_sample=False)
    surveys.load(edition, tmp_path, DATA, is_sample=False)
    surveys.weight(edition, DATA)
    assert edition.execute("select population_year from surveys").fetchall() == [(2024,)]


def test_without_a_population_nothing_is_weighted(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_survey(tmp_path, PHONE)
    surveys.load(edition, tmp_path, DATA, is_sample=False)
    surveys.weight(edition, DATA)
    assert {figures[1] for figures in totals(edition).values()} == {None}
    assert edition.execute("select population_year from surveys").fetchall() == [(None,)]


def test_options_without_ages_have_no_weighted_total(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """One in each second class: hidden by age, so that no hidden count can enter a weighted total."""
    write_survey(tmp_path, question("phone", [49, 50] * 3, [50] * 6))
    population.load(edition, written(tmp_path, BY_CLASS), DATA, is_sample=False)
    surveys.load(edition, tmp_path, DATA, is_sample=False)
    surveys.weight(edition, DATA)
    assert totals(edition)["phone", 2] == [1, None, None]


def test_the_synthetic_residents_are_of_the_citys_order(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "人口.csv"
    write_population(path, PARAMETERS)
    by_year = loaded(edition, path)
    assert list(by_year) == list(range(2019, 2025))
    assert all(60_000 < sum(people) < 66_000 for people in by_year.values())


def test_the_sample_edition_shows_weighted_totals_marked_as_synthetic(sample_edition: Path) -> None:
    with editions.opened(sample_edition) as connection:
        assert connection.execute(
            "select bool_and(is_sample), count(distinct year), any_value(source_id) from population"
        ).fetchall() == [(True, 6, "sample")]
        assert connection.execute(
            "select count(*) from surveys where is_sample and population_year is distinct from year"
        ).fetchall() == [(0,)]
        ((least, weighted),) = connection.execute(
            "select min(respondents / effective_n), count(*) from survey_answers where weighted_pct is not null"
        ).fetchall()
    assert least > 1, "answers by mail are not spread as the residents are"
    assert weighted > 50
