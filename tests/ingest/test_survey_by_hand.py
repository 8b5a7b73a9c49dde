"""A survey somebody kept in Excel, of another shape than the sample's, with all that goes wrong in such a file."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml

from ingest.build import Inputs
from ingest.commands import main
from queries import editions

SECRET = "八幡町の山田です。電話は0248-00-0000"
AGES = [19, 34, 47, 55, 66, 81]
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
HEADINGS = [
    "整理番号",
    "性別",
    "満年齢（歳）",
    "Ｑ１ スマートフォン",
    "Ｑ２ 使ったもの（複数回答）",
    "自由記述",
]
SERVICES = ["ホームページ、ＬＩＮＥ", "ホームページ；LINE", "ＬＩＮＥ・電子申請", "特になし", ""]
BAD = [
    ["A-0007", "女", 47, "ある", "ホームページ", SECRET],  # a respondent twice
    ["A-9001", "男", 150, "ある", "ホームページ", SECRET],  # an age nobody reaches
    ["A-9002", "女", "秘密", "ある", "ホームページ", SECRET],  # no number at all
    ["A-9003", "男", 55, "あると思う", "ホームページ", SECRET],  # an answer that is no option
    ["A-9004", "男", 55, "ある", "ホームページ、山田商店", SECRET],  # one of several is no option
    ["A-9005", "男", 55, "ある", "特になし、ＬＩＮＥ", SECRET],  # none, and yet one
]
MAPPING = {
    "survey_id": "shimin-r7",
    "year": 2025,
    "title": "令和7年度 市民意識調査",
    "file": "集計用.xlsx",
    "sheet": "回答データ",
    "distributed": 1000,
    "mode": "郵送とWeb",
    "id_column": "整理番号",
    "age": {"column": "満年齢(歳)", "kind": "number"},
    "questions": [
        {
            "question_id": "phone",
            "wording": "スマートフォン",
            "kind": "single",
            "column": "Q1 スマートフォン",
            "options": [
                {"option_no": 1, "label": "ある", "favourable": True},
                {"option_no": 2, "label": "ない", "favourable": False},
            ],
        },
        {
            "question_id": "services",
            "wording": "使ったもの",
            "kind": "multiple",
            "column": "Q2 使ったもの(複数回答)",
            "separator": ["、", "；", "・"],
            "options": [
                {"option_no": 1, "label": "ホームページ", "favourable": True},
                {"option_no": 2, "label": "LINE", "favourable": True},
                {"option_no": 3, "label": "電子申請", "favourable": True},
                {"option_no": 4, "label": "特になし", "favourable": False, "excludes_others": True},
            ],
        },
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook and its mapping: 50 people of every class, a notes sheet, and the bad rows."""
    folder = tmp_path_factory.mktemp("by_hand")
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "説明"
    notes.append(["この表は手で作りました"])
    sheet = book.create_sheet("回答データ")
    sheet.append(HEADINGS)
    number = 0
    for place, age in enumerate(AGES):
        for person in range(50):
            number += 1
            phone = "ある" if person < 45 - 5 * place else "ない"
            cells = [f"A-{number:04}", "女", age, phone, SERVICES[person % 5], SECRET]
            sheet.append(cells)
    for cells in BAD:
        sheet.append(cells)
    book.save(folder / "集計用.xlsx")
    write(folder, MAPPING)
    return folder


def write(folder: Path, mapping: dict[str, object], name: str = "集計用") -> None:
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module")
def edition(build_edition: Callable[[Inputs], Path], folder: Path) -> duckdb.DuckDBPyConnection:
    return editions.opened(build_edition(Inputs(survey=folder)))


def test_it_loads_by_its_mapping_alone(edition: duckdb.DuckDBPyConnection) -> None:
    counted = edition.execute(
        "select age_group, count, respondents from survey_answers where question_id = 'phone' and option_no = 1"
        " order by group_kind, age_group"
    ).fetchall()
    assert counted == [
        *(
            (label, 45 - 5 * place + 2 * (place == 3), 50 + 2 * (place == 3))
            for place, label in enumerate(CLASSES)
        ),
        ("全体", 197, 302),
    ]
    assert edition.execute(
        "select option_no, count, respondents from survey_answers where question_id = 'services'"
        " and group_kind = 'all' order by option_no"
    ).fetchall() == [(1, 121, 241), (2, 180, 241), (3, 60, 241), (4, 60, 241)]
    assert edition.execute(
        "select returned, distributed, mode from surveys where survey_id = 'shimin-r7'"
    ).fetchall() == [(303, 1000, "郵送とWeb")]


def test_what_is_wrong_is_told_by_line_and_nothing_of_anybody_is_kept(
    edition: duckdb.DuckDBPyConnection,
) -> None:
    answer = "の答えだけを数えていません："
    assert edition.execute("select line, reason, raw from rejected_rows order by line").fetchall() == [
        (302, "回答の番号が8行目と同じ", None),
        (303, "年齢が18～120歳の範囲にない", None),
        (304, "年齢を数として読み取れない", None),
        (305, f"「スマートフォン」{answer}選択肢にない答え", None),
        (306, f"「使ったもの」{answer}選択肢にない答え", None),
        (307, f"「使ったもの」{answer}一緒に選べない選択肢が選ばれている", None),
    ]
    assert edition.execute(
        "select rows_read, rows_loaded, rows_out_of_scope, rows_rejected from ingest_files"
        " where file_name = 'survey/集計用.xlsx'"
    ).fetchall() == [(306, 303, 0, 3)]


def test_free_text_is_in_no_table(edition: duckdb.DuckDBPyConnection) -> None:
    everything = "".join(
        str(edition.execute(f"from {table}").fetchall())
        for (table,) in edition.execute("select table_name from duckdb_tables()").fetchall()
    )
    for secret in ("山田", "八幡町の", "0248", "自由記述", "あると思う", "A-0007"):
        assert secret not in everything


def test_the_command_says_what_became_of_every_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--survey", str(folder)]) == 0
    said = capsys.readouterr().err
    assert "survey/集計用.xlsx：306行＝読込303＋範囲外0＋不可3" in said
    assert (
        "survey/集計用.xlsx：1行に読めないところがありました（年齢が18～120歳の範囲にない。最初は303行目）"
        in said
    )
    assert "山田" not in said


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"survey_id": "betsu"},
            "survey/集計用2.yamlの{line}「year」：2025年度の調査は「shimin-r7」がすでにあります。"
            "年度を直すか、一方の調査だけにしてください。",
        ),
        (
            {},
            "survey/集計用2.yamlの{line}「survey_id」：調査「shimin-r7」はほかにもあります。"
            "違う調査なら別の名前にし、同じ調査なら一方のYAMLを消してください。",
        ),
        (
            {"survey_id": "betsu", "year": 2026, "file": "集計用.xlsx"},
            "survey/集計用2.yamlの{line}「file」：データの中身が集計用.yamlの調査と同じです。"
            "この調査のデータファイルを指定してください。",
        ),
    ],
)
def test_a_second_file_for_a_year_or_a_survey_is_refused(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, object],
    message: str,
) -> None:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path / "editions"))
    both = tmp_path / "surveys"
    both.mkdir()
    (both / "集計用.xlsx").write_bytes((folder / "集計用.xlsx").read_bytes())
    book = openpyxl.load_workbook(folder / "集計用.xlsx")
    book["回答データ"].delete_rows(2)
    book.save(both / "追加分.xlsx")
    write(both, MAPPING)
    second = MAPPING | {"file": "追加分.xlsx"} | changes
    write(both, second, "集計用2")
    assert main(["build", "--survey", str(both)]) == 2
    said = capsys.readouterr().err
    key = message.split("「")[1].split("」")[0]
    text = (both / "集計用2.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, written in enumerate(text, 1) if written.startswith(f"{key}:"))
    assert message.format(line=f"{line}行目") in said
    assert not list(tmp_path.glob("editions/*"))
