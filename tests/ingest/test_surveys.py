"""Surveys from files to protected shares: what is counted, what is rejected, what is refused, what never enters."""

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml
from openpyxl.styles import Font

from ingest import definitions, surveys
from ingest.build import Inputs
from ingest.faults import InputError
from ingest.sample import PARAMETERS
from ingest.sample import surveys as sample_surveys
from queries import editions

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]

Mapping = dict[str, object]
Rows = list[list[str]]


def tables_only() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
    connection.execute(
        "insert into sources (source_id, publisher, title)"
        " select source, source, source from unnest(['citizen_survey', 'sample', 'plan5']) as t(source)"
    )
    return connection


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with tables_only() as connection:
        yield connection


@pytest.fixture
def edition(database: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """An edition with sources and nothing else; what a test loads into it is gone after the test."""
    database.begin()
    yield database
    database.rollback()


def options(*labels: str) -> list[Mapping]:
    return [
        {"option_no": number, "label": label, "favourable": None} for number, label in enumerate(labels, 1)
    ]


def phone(**changes: object) -> Mapping:
    """A single question in the column 問2."""
    question: Mapping = {
        "question_id": "phone",
        "wording": "スマートフォン",
        "kind": "single",
        "column": "問2",
    }
    return question | {"options": options("使う", "使わない")} | changes


def services(**changes: object) -> Mapping:
    """A multiple question with several answers in the cells of 問3."""
    question: Mapping = {"question_id": "services", "wording": "使ったサービス", "kind": "multiple"}
    shape = {"column": "問3", "separator": "；", "options": options("予約", "申請", "なし")}
    return question | shape | changes


def survey(**changes: object) -> Mapping:
    """A survey of 2025 with the age as a class in 年齢; None takes a part away."""
    mapping: Mapping = {"survey_id": "s2025", "year": 2025, "title": "調査", "file": "answers.csv"}
    mapping |= {"age": {"column": "年齢", "kind": "class"}, "questions": [phone()]}
    return {key: value for key, value in (mapping | changes).items() if value is not None}


class Written(yaml.SafeDumper):
    """YAML as a person writes it: the same thing twice is written twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(folder: Path, mapping: Mapping, name: str = "survey") -> None:
    text = yaml.dump(mapping, Dumper=Written, allow_unicode=True, sort_keys=False)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def write_csv(folder: Path, rows: Rows, encoding: str = "utf-8-sig", name: str = "answers.csv") -> None:
    text = "\r\n".join(",".join(row) for row in rows) + "\r\n"
    (folder / name).write_bytes(text.encode(encoding))


def write_xlsx(folder: Path, rows: list[list[object]], name: str = "answers.xlsx") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return book


def respondents(**per_answer: list[int]) -> Rows:
    """Rows of age class and answer to 問2: so many of each class, youngest first."""
    rows = [["年齢", "問2"]]
    for answer, counts in per_answer.items():
        for age_class, count in zip(CLASSES, counts, strict=True):
            rows += [[age_class, answer]] * count
    return rows


MANY = respondents(使う=[40, 40, 40, 40, 30, 20], 使わない=[10, 10, 10, 10, 20, 40])


def load(edition: duckdb.DuckDBPyConnection, folder: Path, data: Path = DATA) -> None:
    surveys.load(edition, folder, data, is_sample=False)


def rows(edition: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return edition.execute(query).fetchall()


def answers(edition: duckdb.DuckDBPyConnection, question: str, option_no: int) -> dict[str, object]:
    """Count and respondents by group, 秘匿 where hidden."""
    return {
        str(group): "秘匿" if suppressed else (count, people)
        for group, count, people, suppressed in edition.execute(
            "select age_group, count, respondents, suppressed from survey_answers"
            " where question_id = $question and option_no = $option_no",
            {"question": question, "option_no": option_no},
        ).fetchall()
    }


def refused(edition: duckdb.DuckDBPyConnection, folder: Path, data: Path = DATA) -> str:
    """The faults of a folder, which leaves nothing behind."""
    with pytest.raises(InputError) as error:
        load(edition, folder, data)
    tables = (
        "surveys",
        "survey_questions",
        "survey_options",
        "survey_answers",
        "ingest_files",
        "rejected_rows",
    )
    assert [rows(edition, f"select count(*) from {table}") for table in tables] == [[(0,)]] * len(tables)
    return str(error.value)


# What is counted --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_file_with_age_classes_is_counted(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, encoding: str
) -> None:
    write(tmp_path, survey(distributed=1000, mode="郵送"))
    write_csv(tmp_path, MANY, encoding)
    load(edition, tmp_path)
    assert answers(edition, "phone", 1) == {
        "全体": (210, 310),
        "18～29歳": (40, 50),
        "30～39歳": (40, 50),
        "40～49歳": (40, 50),
        "50～59歳": (40, 50),
        "60～69歳": (30, 50),
        "70歳以上": (20, 60),
    }
    assert rows(
        edition, "select year, title, distributed, returned, mode, source_id, is_sample from surveys"
    ) == [(2025, "調査", 1000, 310, "郵送", "citizen_survey", False)]
    assert rows(edition, "select pct from survey_answers where option_no = 2 and age_group = '70歳以上'") == [
        (pytest.approx(100 * 40 / 60),)
    ]
    assert rows(edition, "select distinct group_kind from survey_answers order by all") == [
        ("age6",),
        ("all",),
    ]


def test_ages_as_numbers_go_to_their_classes(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    written = {
        "18～29歳": ["18", "２９", "29歳"],
        "30～39歳": ["30", "39.0", " 35 "],
        "40～49歳": ["40", "49", "４５歳"],
        "50～59歳": ["50", "59", "55"],
        "60～69歳": ["60", "69", "65"],
        "70歳以上": ["70", "103", "120"],
    }
    write(tmp_path, survey(age={"column": "年齢", "kind": "number"}))
    write_csv(
        tmp_path,
        [["年齢", "問2"]]
        + [[age, "使う"] for ages in written.values() for age in ages * 5]
        + [[age, "使わない"] for ages in written.values() for age in ages * 5],
    )
    load(edition, tmp_path)
    assert answers(edition, "phone", 1) == {"全体": (90, 180)} | dict.fromkeys(CLASSES, (15, 30))


def test_a_workbook_of_another_shape_needs_only_a_mapping(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Other headings, classes and option texts, several answers in a cell, and free text nobody may read."""
    secret = "須賀川市八幡町の山田です"
    cells = ["予約；申請", "予約", "なし", "", "無回答"]
    write_xlsx(
        tmp_path,
        [["No.", "あなたの年齢は？", "Q1", "Ｑ２（いくつでも）", "自由記述"]]
        + [
            [20 * place + number, age, 1 if number % 2 else 2.0, cells[number % 5], secret]
            for place, age in enumerate(["10・20代", "30代", "40代", "50代", "60代", "70代", "80代以上"])
            for number in range(20)
        ],
    )
    ages = dict(zip(["10・20代", "30代", "40代", "50代", "60代", "70代"], CLASSES, strict=True))
    phone_options = [
        option | {"written": [code]}
        for option, code in zip(options("使う", "使わない"), ["1", "2"], strict=True)
    ]
    write(
        tmp_path,
        survey(
            file="answers.xlsx",
            id_column="No.",
            age={"column": "あなたの年齢は?", "kind": "class", "classes": ages | {"80代以上": CLASSES[-1]}},
            questions=[
                phone(column="Q1", options=phone_options),
                services(column="Q2(いくつでも)", separator=";"),
            ],
        ),
    )
    load(edition, tmp_path)
    assert answers(edition, "phone", 1)["70歳以上"] == (20, 40)
    assert answers(edition, "services", 1) == {"全体": (56, 84), CLASSES[-1]: (16, 24)} | dict.fromkeys(
        CLASSES[:-1], (8, 12)
    )
    everything = "".join(
        str(rows(edition, f"from {table}"))
        for (table,) in rows(edition, "select table_name from duckdb_tables()")
    )
    assert secret not in everything
    assert "自由記述" not in everything


def test_titles_above_the_heading_are_passed_over_and_struck_rows_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    titled: list[list[object]] = [["市民アンケートの回答"], ["令和7年度", None, "部外秘"], [], *MANY]
    book = write_xlsx(tmp_path, titled)
    write(tmp_path, survey(file="answers.xlsx"))
    sheet = book.active
    assert sheet is not None
    sheet["A9"].font = Font(strike=True)
    book.save(tmp_path / "answers.xlsx")
    words = refused(edition, tmp_path)
    assert "9行目に、取り消し線を引いた文字があります。" in words
    assert "18～29歳" not in words
    write_xlsx(tmp_path, titled)
    load(edition, tmp_path)
    assert answers(edition, "phone", 1)["全体"] == (210, 310)


def test_a_column_per_option_takes_the_usual_marks(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Respondents are those with a mark: not the blank rows, not those who only ticked 無回答."""
    marks = [
        ["1", "", ""],
        ["○", "〇", ""],
        ["", "◯", ""],
        ["レ", "0", ""],
        ["予約", "ー", ""],
        ["", "", "1"],
        ["", "", ""],
    ]
    columns = {"予約": "問3-1", "申請": "問3-2"}
    write(
        tmp_path,
        survey(
            no_answer=["ー"],
            questions=[
                services(column=None, separator=None, columns=columns, options=options("予約", "申請"))
            ],
        ),
    )
    write_csv(
        tmp_path,
        [["年齢", "問3-1", "問3-2", "問3-無回答"]]
        + [[age, *row] for age in CLASSES for row in marks for _ in range(10)],
    )
    load(edition, tmp_path)
    assert answers(edition, "services", 1) == {"全体": (240, 300)} | dict.fromkeys(CLASSES, (40, 50))
    assert answers(edition, "services", 2) == {"全体": (120, 300)} | dict.fromkeys(CLASSES, (20, 50))
    assert rows(edition, "select count(*) from rejected_rows") == [(0,)]


def test_blank_answers_are_no_answers(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, survey())
    write_csv(
        tmp_path, MANY + [[age, answer] for age in CLASSES for answer in ("", " 　", "無回答")] + [["", ""]]
    )
    load(edition, tmp_path)
    assert answers(edition, "phone", 1)["全体"] == (210, 310)
    assert rows(edition, "select returned from surveys") == [(328,)]


def test_counts_that_are_known_already_are_protected_too(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    def by_class(*counts: int) -> Mapping:
        return dict(zip(CLASSES, counts, strict=True))

    question = {
        **phone(column=None),
        "respondents": by_class(50, 50, 50, 50, 50, 50),
        "counts": {"使う": by_class(49, 45, 40, 40, 30, 20), "使わない": by_class(1, 5, 10, 10, 20, 30)},
    }
    del question["column"]
    write(tmp_path, survey(file=None, age=None, returned=320, questions=[question]))
    load(edition, tmp_path)
    three = {"18～39歳": (6, 100), "40～59歳": (20, 100), "60歳以上": (50, 100)}
    assert answers(edition, "phone", 2) == {"全体": (76, 300)} | three
    assert rows(
        edition, "select file_name, rows_read, rows_loaded from ingest_files where reader = 'survey'"
    ) == [("survey/survey.yaml", 12, 12)]


def test_a_later_survey_may_add_options(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, MANY)
    added = phone(options=options("使う", "使わない", "分からない"))
    write(tmp_path, survey(survey_id="s2026", year=2026, file="later.csv", questions=[added]), "later")
    write_csv(tmp_path, [*MANY, *respondents(分からない=[20] * 6)[1:]], name="later.csv")
    load(edition, tmp_path)
    assert rows(
        edition,
        "select year, count(distinct option_no) from survey_answers inner join surveys"
        " using (survey_id) group by year order by year",
    ) == [(2025, 2), (2026, 3)]
    assert rows(edition, "select option_no, label from survey_options order by option_no") == [
        (1, "使う"),
        (2, "使わない"),
        (3, "分からない"),
    ]


# What is protected ------------------------------------------------------------------------------------------


def test_one_person_is_shown_in_no_class_of_its_own(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[49, 40, 40, 40, 30, 20], 使わない=[1, 10, 10, 10, 20, 30]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {
        "全体": (81, 300),
        "18～39歳": (11, 100),
        "40～59歳": (20, 100),
        "60歳以上": (50, 100),
    }
    assert answers(edition, "phone", 1).keys() == answers(edition, "phone", 2).keys()


def test_hidden_cells_say_only_that_they_are_hidden(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[49, 50, 49, 50, 49, 50], 使わない=[1, 0, 1, 0, 1, 0]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {"全体": (3, 300)} | dict.fromkeys(CLASSES, "秘匿")
    assert rows(
        edition,
        "select distinct group_kind, respondents, count, pct, weighted_pct from survey_answers where suppressed",
    ) == [("age6", None, None, None, None)]


def test_a_small_class_is_merged_with_its_neighbour(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[4, 30, 30, 30, 30, 3], 使わない=[1, 20, 20, 20, 20, 5]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {
        "全体": (86, 213),
        "18～39歳": (21, 55),
        "40～49歳": (20, 50),
        "50～59歳": (20, 50),
        "60歳以上": (25, 58),
    }


def test_a_class_in_which_nobody_answered_is_merged_with_none_and_says_so(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[0, 30, 4, 0, 30, 30], 使わない=[0, 20, 1, 0, 20, 20]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {
        "全体": (61, 155),
        "18～29歳": (0, 0),
        "30～49歳": (21, 55),
        "50～59歳": (0, 0),
        "60～69歳": (20, 50),
        "70歳以上": (20, 50),
    }
    shares = "select distinct pct, suppressed from survey_answers where respondents = 0"
    assert rows(edition, shares) == [(None, False)]


def test_coarser_classes_keep_the_names_they_have_with_a_class_without_answers_in_them(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """One of the forties stands alone, so that three classes are published; the thirties and sixties are empty."""
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[30, 0, 49, 40, 0, 30], 使わない=[20, 0, 1, 10, 0, 20]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {
        "全体": (51, 200),
        "18～39歳": (20, 50),
        "40～59歳": (11, 100),
        "60歳以上": (20, 50),
    }


def test_a_whole_coarse_class_without_answers_keeps_its_name(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[0, 0, 49, 40, 30, 30], 使わない=[0, 0, 1, 10, 20, 20]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {
        "全体": (51, 200),
        "18～39歳": (0, 0),
        "40～59歳": (11, 100),
        "60歳以上": (40, 100),
    }


def test_where_all_ages_are_hidden_a_class_without_answers_is_hidden_alike(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[49, 0, 49, 50, 49, 50], 使わない=[1, 0, 1, 0, 1, 0]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 2) == {"全体": (3, 250)} | dict.fromkeys(CLASSES, "秘匿")


def test_fewer_than_ten_answers_leave_nothing(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, respondents(使う=[2, 1, 1, 1, 0, 0], 使わない=[0, 0, 0, 1, 1, 2]))
    load(edition, tmp_path)
    assert answers(edition, "phone", 1) == answers(edition, "phone", 2) == {"全体": "秘匿"}


def test_a_follow_up_question_does_not_tell_what_its_first_question_hides(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """One of the youngest uses none: published by six classes, the answers of those asked why would show it."""
    asked_of = {"question_id": "phone", "options": [2]}
    why = phone(
        question_id="why", wording="理由", column="問3", options=options("高い", "難しい"), asked_of=asked_of
    )
    write(tmp_path, survey(questions=[phone(), why]))
    using = [[age, "使う", ""] for age in CLASSES for _ in range(49)]
    not_using = [
        [age, "使わない", reason]
        for age, number in zip(CLASSES, [1, 39, 40, 40, 40, 40], strict=True)
        for reason in ["高い"] * (number // 2) + ["難しい"] * (number - number // 2)
    ]
    write_csv(tmp_path, [["年齢", "問2", "問3"], *using, *not_using])
    load(edition, tmp_path)
    assert set(answers(edition, "phone", 2)) == {"全体", "18～39歳", "40～59歳", "60歳以上"}
    assert set(answers(edition, "why", 1)) == {"全体", "18～39歳", "40～59歳", "60歳以上"}


def test_thresholds_and_classes_are_data(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA / "definitions", data / "definitions")
    classes = data / "definitions" / "age_classes.csv"
    classes.write_text(
        "group_kind,age_group,least,most\n"
        "age6,16～29歳,16,29\nage6,30～64歳,30,64\nage6,65歳以上,65,\n"
        "age3,16～64歳,16,64\nage3,65歳以上,65,\n"
        "age2,16～64歳,16,64\nage2,65歳以上,65,\n",
        encoding="utf-8",
    )
    thresholds = data / "definitions" / "suppression.csv"
    thresholds.write_text(
        thresholds.read_text(encoding="utf-8").replace("count,3,", "count,5,"), encoding="utf-8"
    )
    folder = tmp_path / "surveys"
    folder.mkdir()
    write(folder, survey(age={"column": "年齢", "kind": "number"}))
    counts = {"16": (16, 4), "64": (30, 20), "65": (30, 20)}
    write_csv(
        folder,
        [["年齢", "問2"]]
        + [[age, "使う"] for age, (using, _) in counts.items() for _ in range(using)]
        + [[age, "使わない"] for age, (_, without) in counts.items() for _ in range(without)],
    )
    load(edition, folder, data)
    assert answers(edition, "phone", 2) == {"全体": (44, 120), "16～64歳": (24, 70), "65歳以上": (20, 50)}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("age_classes", "age6,30～39歳,30,39", "age6,30～39歳,31,39", "「age6」：年齢区分に隙間や重なり"),
        ("age_classes", "age6,70歳以上,70,", "age6,70歳以上,70,99", "「age6」：年齢区分に隙間や重なり"),
        ("age_classes", "18,39\nage3,40～59歳,40,59", "18,44\nage3,45～59歳,45,59", "「age3」：区分の境"),
        ("suppression", "least_count", "least_counts", "のどれかを書いてください"),
        ("suppression", "least_count,3,", "least_count,11,", "least_respondentsより大きく"),
        ("suppression", "least_range,3,", "least_count,3,", "4つの行がちょうど1行ずつありません"),
    ],
)
def test_definitions_that_cannot_be_are_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA / "definitions", data / "definitions")
    path = data / "definitions" / f"{file}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    folder = tmp_path / "surveys"
    folder.mkdir()
    write(folder, survey())
    write_csv(folder, MANY)
    with pytest.raises(InputError, match=message):
        load(edition, folder, data)


# What is rejected -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "kind", "reason"),
    [
        ("150", "number", "年齢が18～120歳の範囲にない"),
        ("17", "number", "年齢が18～120歳の範囲にない"),
        ("三十", "number", "年齢を数として読み取れない"),
        ("-35", "number", "年齢を数として読み取れない"),
        ("", "number", "年齢の答えがない"),
        ("無回答", "class", "年齢の答えがない"),
        ("30代", "class", "年齢の区分が、決められた区分のどれでもない"),
    ],
)
def test_a_row_without_a_usable_age_is_rejected(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, age: str, kind: str, reason: str
) -> None:
    write(tmp_path, survey(age={"column": "年齢", "kind": kind}))
    good = MANY if kind == "class" else [MANY[0]] + [[row[0][:2], row[1]] for row in MANY[1:]]
    write_csv(tmp_path, [*good, [age, "使う"]])
    load(edition, tmp_path)
    assert rows(edition, "from rejected_rows") == [("survey/answers.csv", 312, reason, None)]
    assert rows(
        edition,
        "select rows_read, rows_loaded, rows_rejected from ingest_files where file_name like '%.csv'"
        " and reader = 'survey'",
    ) == [(311, 310, 1)]
    assert answers(edition, "phone", 1)["全体"] == (210, 310)


def test_a_respondent_is_counted_once(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, survey(id_column="番号"))
    numbered = [["番号", *MANY[0]]] + [[str(number), *row] for number, row in enumerate(MANY[1:], 1)]
    write_csv(
        tmp_path, [*numbered, ["１", "30～39歳", "使う"], ["", "30～39歳", "使う"], ["", "30～39歳", "使う"]]
    )
    load(edition, tmp_path)
    assert rows(edition, "select line, reason, raw from rejected_rows") == [
        (312, "回答の番号が2行目と同じ", None)
    ]
    assert answers(edition, "phone", 1)["全体"] == (212, 312)


def test_a_row_longer_than_the_heading_is_rejected(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey())
    write_csv(tmp_path, [*MANY, ["30～39歳", "使う", "", "余り"], ["30～39歳", "使う", "", ""], ["30～39歳"]])
    load(edition, tmp_path)
    assert rows(edition, "select line, reason from rejected_rows") == [
        (312, "値の数が見出しの列の数より多い")
    ]
    assert rows(edition, "select returned from surveys") == [(312,)]


def test_only_the_answer_that_is_no_option_is_rejected(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """The other answers of the row count; what stood there enters no table."""
    write(tmp_path, survey(questions=[phone(), services()]))
    good = [["年齢", "問2", "問3"]] + [[*row, "予約；申請"] for row in MANY[1:]]
    write_csv(tmp_path, [*good, ["30～39歳", "山田花子", "予約"], ["30～39歳", "使う", "予約；山田花子"]])
    load(edition, tmp_path)
    assert rows(edition, "from rejected_rows order by line") == [
        ("survey/answers.csv", 312, "「スマートフォン」の答えだけを数えていません：選択肢にない答え", None),
        ("survey/answers.csv", 313, "「使ったサービス」の答えだけを数えていません：選択肢にない答え", None),
    ]
    assert rows(
        edition,
        "select rows_read, rows_loaded, rows_rejected from ingest_files where file_name like '%answers%'",
    ) == [(312, 312, 0)]
    assert answers(edition, "phone", 1)["全体"] == (211, 311)
    assert answers(edition, "services", 1)["全体"] == (311, 311)
    everything = "".join(
        str(rows(edition, f"from {table}"))
        for (table,) in rows(edition, "select table_name from duckdb_tables()")
    )
    assert "山田花子" not in everything


def test_an_answer_that_contradicts_itself_is_rejected(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Whoever uses none cannot use one: 予約 and なし together count for neither, the rest of the row does."""
    offered = options("予約", "申請", "なし")
    offered[2]["excludes_others"] = True
    write(tmp_path, survey(questions=[phone(), services(options=offered)]))
    good = [["年齢", "問2", "問3"]] + [[*row, "予約；申請"] for row in MANY[1:]]
    write_csv(tmp_path, [*good, ["30～39歳", "使う", "予約；なし"], *[["30～39歳", "使う", "なし"]] * 3])
    load(edition, tmp_path)
    reason = "「使ったサービス」の答えだけを数えていません：一緒に選べない選択肢が選ばれている"
    assert rows(edition, "from rejected_rows") == [("survey/answers.csv", 312, reason, None)]
    assert answers(edition, "phone", 1)["全体"] == (214, 314)
    assert answers(edition, "services", 1)["全体"] == (310, 313)
    assert rows(edition, "select option_no from survey_options where excludes_others") == [(3,)]


def test_lines_are_counted_as_excel_does(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """An answer over two lines is one row, a blank line is a row."""
    write(tmp_path, survey())
    write_csv(
        tmp_path,
        [
            ["年齢", "問2", "自由記述"],
            ["20代", "使う", '"1行目\r\n2行目"'],
            ["", "", ""],
            ["20代", "使う", ""],
            *MANY[1:],
        ],
    )
    load(edition, tmp_path)
    assert rows(edition, "select line from rejected_rows order by line") == [(2,), (4,)]


# What is refused --------------------------------------------------------------------------------------------


def test_a_folder_without_mappings_is_refused(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert "調査のYAMLがありません" in refused(edition, tmp_path)
    assert "フォルダーがありません" in refused(edition, tmp_path / "nothing")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            None,
            "survey.yamlの4行目「file」：「answers.csv」がこのYAMLと同じフォルダーにありません。ファイルを置くか",
        ),
        (b"", "answers.csv：中身がありません"),
        ("年齢,問2\r\n".encode(), "answers.csv：見出しの下に行がありません"),
        (b"\x81\x20\xff\xfe", "answers.csv：文字コードがUTF-8でもShift_JISでもありません"),
        ("年齢,問2\r\n".encode("utf-16"), "answers.csv：文字コードがUTF-16です"),
        ("年齢,問2\r\n".encode("utf-16-le"), "answers.csv：文字コードがUTF-16です"),
        (b"\x89PNG\r\n\x1a\n\0\0", "answers.csv：CSVではなく、画像です"),
        ('年齢,問2\r\n30～39歳,"使う\r\n'.encode(), "answers.csvの2行目：CSVとして読めません"),
        (
            "年齢,問２番\r\n30～39歳,使う\r\n".encode(),
            "「questions › 1番目 › column」：列「問2」がanswers.csvの見出しにありません",
        ),
        ("年齢,問2,問２\r\n30～39歳,使う,\r\n".encode(), "列「問2」がanswers.csvの見出しに2つ以上あります"),
        ("問2\r\n使う\r\n".encode(), "「age › column」：列「年齢」がanswers.csvの見出しにありません"),
        (
            "年齢,問2\r\n30,使う\r\n40,使う\r\n".encode(),
            "answers.csvのすべての行を数えられません（年齢の区分が、決められた区分のどれでもない：2行目、3行目）",
        ),
    ],
)
def test_a_data_file_that_cannot_be_read_is_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, content: bytes | None, message: str
) -> None:
    write(tmp_path, survey())
    if content is not None:
        (tmp_path / "answers.csv").write_bytes(content)
    assert message in refused(edition, tmp_path)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("merged", "answers.xlsxのシート「Sheet」：結合されたセル（A2:A3）があります。結合を解除し"),
        ("hidden", "answers.xlsx：隠れたシート「作業用」があります。再表示して中身を確かめ"),
        ("formula", "answers.xlsxのセルB2：数式の計算結果が保存されていません。Excelで開いて保存し直すか"),
        ("sheets", "answers.xlsx：シートが2枚以上あります。YAMLのsheetに Sheet、作業用 のどれかを"),
        ("broken", "answers.xlsx：XLSXとして読めません。パスワードを外し"),
        ("empty", "answers.xlsx：中身がありません"),
    ],
)
def test_a_workbook_with_traps_is_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, fault: str, message: str
) -> None:
    write(tmp_path, survey(file="answers.xlsx"))
    book = write_xlsx(
        tmp_path, [] if fault == "empty" else [["年齢", "問2"], ["30～39歳", "使う"], ["30～39歳", "使う"]]
    )
    sheet = book["Sheet"]
    if fault == "merged":
        sheet.merge_cells("A2:A3")
    if fault == "formula":
        sheet["B2"] = '=IF(1=1,"使う","")'
    if fault in ("hidden", "sheets"):
        book.create_sheet("作業用").sheet_state = "hidden" if fault == "hidden" else "visible"
    book.save(tmp_path / "answers.xlsx")
    if fault == "broken":
        (tmp_path / "answers.xlsx").write_bytes(b"not a workbook")
    assert message in refused(edition, tmp_path)


def test_a_sheet_is_chosen_by_its_name(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = write_xlsx(tmp_path, [["説明"]])
    sheet = book.create_sheet("回答")
    for row in MANY:
        sheet.append(row)
    book.save(tmp_path / "answers.xlsx")
    write(tmp_path, survey(file="answers.xlsx", sheet="答え"))
    assert "シート「答え」がありません。YAMLのsheetに Sheet、回答 のどれかを書いてください" in refused(
        edition, tmp_path
    )
    write(tmp_path, survey(file="answers.xlsx", sheet="回答"))
    load(edition, tmp_path)
    assert answers(edition, "phone", 1)["全体"] == (210, 310)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"survey_id": "令和7年度"}, "1行目「survey_id」：「令和7年度」は名前に使えません"),
        ({"file": "../answers.csv"}, "「file」：「../answers.csv」はCSVかXLSXのファイル名ではありません"),
        ({"file": "answers.xls"}, "「file」：「answers.xls」はCSVかXLSXのファイル名ではありません"),
        ({"distributed": 10, "returned": 11}, "「returned」：有効回答数11が配布数10より多く"),
        ({"returned": 309}, "「returned」：有効回答数309より多い310行がanswers.csvにあります"),
        ({"source_id": "誰か"}, "「source_id」：出典「誰か」がsources.csvにありません"),
        ({"id_column": "番号"}, "「id_column」：列「番号」がanswers.csvの見出しにありません"),
        ({"respondents": 5}, "「respondents」という項目はありません"),
        (
            {"age": {"column": "年齢", "kind": "number", "classes": {"20代": "18～29歳"}}},
            "年齢が数のときに区分は使えません",
        ),
        (
            {"age": {"column": "年齢", "kind": "class", "classes": {"20代": "20代"}}},
            "「20代」という年齢区分はありません",
        ),
        ({"questions": []}, "「questions」：1つ以上の一覧"),
        ({"questions": [phone(), phone()]}, "質問「phone」が2回書かれています"),
        ({"questions": [phone(options=options("使う"))]}, "選択肢が1つしかありません"),
        ({"questions": [phone(options=options("使う", "使う "))]}, "「使う」がほかの選択肢と重なっています"),
        ({"questions": [phone(options=options("使う", "使わない") * 2)]}, "選択肢1が2回書かれています"),
        ({"questions": [phone(options=[{"option_no": 1, "label": "使う"}])]}, "「favourable」がありません"),
        ({"questions": [phone(separator="；")]}, "1つ選ぶ質問の列が決まりません"),
        (
            {
                "questions": [
                    phone(options=[{**option, "excludes_others": True} for option in options("a", "b")])
                ]
            },
            "1つ選ぶ質問の選択肢にexcludes_othersが書かれています",
        ),
        ({"questions": [services(separator=None)]}, "いくつでも選ぶ質問の列が決まりません"),
        (
            {"questions": [services(column=None, separator=None, columns={"予約": "a", "電話": "b"})]},
            "columnsとoptionsの選択肢が合いません（なし、申請、電話）",
        ),
        (
            {
                "questions": [
                    services(
                        column=None, separator=None, columns=dict.fromkeys(["予約", "申請", "なし"], "a")
                    )
                ]
            },
            "2つの選択肢に同じ列があります",
        ),
        (
            {"questions": [phone(asked_of={"question_id": "services", "options": [1]})]},
            "質問「services」がこの質問より前にありません",
        ),
        (
            {"questions": [phone(), services(asked_of={"question_id": "phone", "options": [9]})]},
            "選択肢9は質問「phone」にありません",
        ),
    ],
)
def test_a_mapping_that_contradicts_itself_is_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, changes: Mapping, message: str
) -> None:
    write(tmp_path, survey(**changes))
    write_csv(tmp_path, MANY)
    text = refused(edition, tmp_path)
    assert text.startswith("survey/survey.yamlの")
    assert message in text


@pytest.mark.parametrize(
    ("respondents", "counts", "message"),
    [
        (
            [10] * 5,
            {"使う": [5] * 6, "使わない": [5] * 6},
            "「questions › 1番目 › respondents」：年齢区分がそろっていません",
        ),
        ([10] * 6, {"使う": [5] * 6, "使わない": [5] * 5}, "年齢区分がそろっていません"),
        ([10] * 6, {"使う": [5] * 6}, "countsとoptionsの選択肢が合いません（使わない）"),
        ([10] * 6, {"使う": [5] * 6, "使わない": [6] * 6}, "18～29歳の人数の合計11が、回答者10と合いません"),
        ([10] * 6, {"使う": [5] * 6, "使わない": [4] * 6}, "18～29歳の人数の合計9が、回答者10と合いません"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(
    edition: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    respondents: list[int],
    counts: dict[str, list[int]],
    message: str,
) -> None:
    question = {key: value for key, value in phone().items() if key != "column"}
    question["respondents"] = dict(zip(CLASSES, respondents, strict=False))
    question["counts"] = {label: dict(zip(CLASSES, row, strict=False)) for label, row in counts.items()}
    write(tmp_path, survey(file=None, age=None, questions=[question]))
    assert message in refused(edition, tmp_path)


def test_all_faults_of_all_surveys_are_told_at_once(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey(year="x", title=None), "a")
    write(tmp_path, survey(file="missing.csv"), "b")
    (tmp_path / "c.yaml").write_text("survey_id: [", encoding="utf-8")
    assert [line.split("：")[0] for line in refused(edition, tmp_path).splitlines()] == [
        "survey/a.yamlの2行目「year」",
        "survey/a.yamlの1行目「title」",
        "survey/b.yamlの4行目「file」",
        "survey/c.yamlの1行目",
    ]


def test_a_data_file_is_found_however_its_kana_are_written(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(tmp_path, survey(file="アンケート（デジタル）.csv"), "a")
    write_csv(tmp_path, MANY, name=unicodedata.normalize("NFD", "アンケート（デジタル）.csv"))
    load(edition, tmp_path)
    assert rows(edition, "select count(*) from surveys") == [(1,)]
    assert rows(edition, "select kind, detail from ingest_findings") == []


# Several surveys --------------------------------------------------------------------------------------------


def test_the_same_survey_given_twice_is_read_once(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, survey(), "a")
    write(tmp_path, survey(file="copy.csv"), "b")
    write_csv(tmp_path, MANY)
    write_csv(tmp_path, MANY, name="copy.csv")
    (tmp_path / "メモ.txt").write_text("", encoding="utf-8")
    load(edition, tmp_path)
    assert rows(edition, "select count(*) from surveys") == [(1,)]
    assert rows(edition, "select file_name, kind, detail from ingest_findings order by kind") == [
        ("survey/b.yaml", "repeated_file", "a.yaml"),
        (f"survey/{tmp_path.name}", "skipped_file", "メモ.txt"),
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "別の題"}, "データの中身がa.yamlの調査と同じです"),
        ({"year": 2026, "survey_id": "s2026"}, "データの中身がa.yamlの調査と同じです"),
        ({"file": "later.csv"}, "調査「s2025」はほかにもあります"),
        (
            {"file": "later.csv", "survey_id": "again"},
            "2025年度の調査は「s2025」がすでにあります。年度を直すか",
        ),
        (
            {
                "file": "later.csv",
                "survey_id": "s2026",
                "year": 2026,
                "questions": [phone(wording="携帯電話")],
            },
            "質問「phone」が、ほかの調査の「スマートフォン」（single）と違います",
        ),
        (
            {
                "file": "later.csv",
                "survey_id": "s2026",
                "year": 2026,
                "questions": [phone(options=options("使わない", "使う"))],
            },
            "選択肢1が、ほかの調査の「使う」と違います",
        ),
    ],
)
def test_two_surveys_that_contradict_each_other_are_refused(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, changes: Mapping, message: str
) -> None:
    write(tmp_path, survey(), "a")
    write(tmp_path, survey(**changes), "b")
    write_csv(tmp_path, MANY)
    write_csv(tmp_path, MANY[:-1], name="later.csv")
    text = refused(edition, tmp_path)
    assert text.startswith("survey/b.yamlの")
    assert message in text


def test_a_question_may_be_put_in_other_words(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, survey(questions=[phone(asked_as="スマートフォン")]), "a")
    later = phone(asked_as="スマートフォンやタブレット")
    write(tmp_path, survey(file="later.csv", survey_id="s2026", year=2026, questions=[later]), "b")
    write_csv(tmp_path, MANY)
    write_csv(tmp_path, MANY[:-1], name="later.csv")
    load(edition, tmp_path)
    assert rows(edition, "select * from survey_wordings") == [
        ("s2026", "phone", "スマートフォンやタブレット")
    ]
    assert rows(edition, "select wording from survey_questions where question_id = 'phone'") == [
        ("スマートフォン",)
    ]


def test_a_survey_agrees_with_the_published_ones(tmp_path: Path) -> None:
    question = services(question_id="services_used", options=options("利用したことがない", "申請"))
    write(tmp_path, survey(questions=[question]))
    write_csv(tmp_path, [["年齢", "問3"], ["30～39歳", "申請"]])
    with tables_only() as edition:
        edition.execute("delete from sources")
        definitions.load(edition, DATA, definitions.read_city(DATA))
        with pytest.raises(InputError) as error:
            load(edition, tmp_path)
    assert (
        "質問「services_used」が、ほかの調査の「須賀川市の情報サービスを利用したことがあるもの」（multiple）と違います"
        in str(error.value)
    )


def test_a_build_takes_a_folder_of_surveys(build_edition: Callable[[Inputs], Path], tmp_path: Path) -> None:
    """Real surveys make a real edition, and stand where synthetic ones would."""
    write(tmp_path, survey())
    write_csv(tmp_path, MANY)
    with editions.opened(build_edition(Inputs(survey=tmp_path))) as edition:
        assert rows(edition, "select kind from edition") == [("real",)]
        assert rows(edition, "select survey_id, is_sample from surveys order by year nulls last") == [
            ("s2025", False),
            ("plan5-published", False),
        ]
        recorded = "select file_name from ingest_files where file_name like 'survey%' order by all"
        assert rows(edition, recorded) == [
            ("survey/answers.csv",),
            ("survey/survey.yaml",),
            ("surveys/published.yaml",),
        ]


def test_faults_of_surveys_are_told_with_those_of_reports(
    build_edition: Callable[[Inputs], Path], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as error:
        build_edition(Inputs(survey=tmp_path / "nothing", reports=tmp_path / "nowhere"))
    assert len(error.value.faults) == 2


# What the project ships -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surveys")
    with tables_only() as connection:
        connection.execute("delete from sources")
        definitions.load(connection, DATA, definitions.read_city(DATA))
        sample_surveys.write(folder, connection, PARAMETERS, 20220401)
    return folder


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The synthetic surveys beside the published one."""
    with tables_only() as connection:
        connection.execute("delete from sources")
        definitions.load(connection, DATA, definitions.read_city(DATA))
        surveys.load(connection, sample_folder, DATA, is_sample=True)
        yield connection


def test_the_synthetic_surveys_are_read_whole(sample: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        sample, "select year, mode, distributed, source_id from surveys where is_sample order by year"
    ) == [(year, "郵送", 2500, "sample") for year in range(2019, 2025)]
    assert rows(
        sample,
        "select count(*), bool_and(rows_read = rows_loaded), min(rows_read) > 1100 from ingest_files"
        " where reader = 'survey' and is_sample",
    ) == [(6, True, True)]
    assert rows(sample, "select distinct question_id from survey_answers order by all") == [
        ("nonuse_reasons",),
        ("online_satisfaction",),
        ("services_used",),
        ("smartphone_use",),
    ]


def test_the_synthetic_shares_are_those_of_the_rows(
    sample: duckdb.DuckDBPyConnection, sample_folder: Path
) -> None:
    connection = duckdb.connect()
    expected = connection.execute(
        'select count(*) filter (where "スマートフォンの利用" = \'毎日使う\'), count("スマートフォンの利用")'
        " from read_csv($file, header = true, all_varchar = true)",
        {"file": str(sample_folder / "令和5年度.csv")},
    ).fetchall()
    assert (
        rows(
            sample,
            "select count, respondents from survey_answers where survey_id = 'sample-2023' and group_kind = 'all'"
            " and question_id = 'smartphone_use' and option_no = 1",
        )
        == expected
    )


def test_the_main_question_can_be_followed_by_age(sample: duckdb.DuckDBPyConnection) -> None:
    assert (
        rows(
            sample,
            "select survey_id, count(*) filter (where group_kind = 'age6' and not suppressed) from survey_answers"
            " where question_id = 'services_used' and option_no = 1 and survey_id <> 'plan5-published'"
            " group by survey_id having count(*) <> 7",
        )
        == []
    )


def test_published_groups_add_up_to_the_total(sample: duckdb.DuckDBPyConnection) -> None:
    assert (
        rows(
            sample,
            "select survey_id, question_id, option_no from survey_answers where not suppressed and count is not null"
            " group by all having count(*) > 1 and (sum(count) <> 2 * max(count) filter (group_kind = 'all')"
            " or sum(respondents) <> 2 * max(respondents) filter (group_kind = 'all'))",
        )
        == []
    )


def test_no_synthetic_share_comes_near_the_published_one(sample: duckdb.DuckDBPyConnection) -> None:
    differences = rows(
        sample,
        "select min(abs(a.pct - p.pct)), count(*) from survey_answers as p inner join survey_answers as a"
        " on p.question_id = a.question_id and p.option_no = a.option_no and p.age_group = a.age_group"
        " where p.survey_id = 'plan5-published' and a.survey_id <> 'plan5-published' and not a.suppressed",
    )
    ((least, compared),) = differences
    assert least >= 4
    assert compared == 36


def test_the_example_to_copy_can_be_read(edition: duckdb.DuckDBPyConnection) -> None:
    load(edition, DATA / "surveys" / "example")
    assert rows(edition, "select survey_id, year, returned from surveys order by year") == [
        ("example-answers", 2025, 24),
        ("example-counts", 2026, 1181),
    ]
    assert rows(edition, "select count(*) from rejected_rows") == [(0,)]
