"""Every case of CASES_DIR: small inputs after what people really bring, or made to hurt, and what is right for each.

A case is a folder with its input, perhaps its command, and in expected.txt what is right, in words; here it stands as
exit code, words that must be said, and rows of the edition. A case that does not stand here fails.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cases import EDITION

PROJECT = Path(__file__).parents[2]
NEVER = ("Traceback", "Error:", "nan", "\\x")


@dataclass(frozen=True)
class Right:
    """What is right: one of the exit codes, words said, words not said, and rows of queries of the edition."""

    codes: tuple[int, ...] = (2,)
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)


def read(query: str, *rows: tuple[Any, ...], words: tuple[str, ...] = ()) -> Right:
    """Return that an edition is made, with these rows."""
    return Right((0,), words, (), {query: list(rows)})


NAMES = "select name from overlays order by name"
SCHOOLS = read(NAMES, ("仁井田中",), ("第一小学校",), ("西袋第二小",))
WRONG_CPG = read(NAMES, ("仁井田中",), ("第一小学校",), ("西袋第二小",), words=("文字コード",))
REPORTED = (
    "select value from indicator_values where source_id = 'department' order by indicator_id, period_end"
)
ACCIDENTS = "select count(*)::int from accidents"
LIME = read(
    "select distinct respondents from survey_answers where survey_id like 'case%' and group_kind = 'all'"
    " order by respondents",
    (175,),
    (240,),
)
"""175 of 240 chose at least one."""

HURTS = Right((0, 2))
"""Made to hurt: refused, or read with the rest of its folder, within time and memory."""

RIGHT = {
    "attack-hand-popx_mergeregex": Right(words=("pop.xlsx",)),
    "attack-hand-popx_rowbomb_r1e15": Right(words=("pop.xlsx", "行番号")),
    "attack-hand-popx_rowbomb_r2e9": Right(words=("pop.xlsx", "行番号")),
    "attack-hand-reportsx_rowbomb_r1e15": Right(words=("令和5年度.xlsx", "行番号")),
    "attack-hand-reportsx_rowbomb_r2e9": Right(words=("令和5年度.xlsx", "行番号")),
    "attack-hand-surveyx_mergeregex": Right(words=("answers.xlsx",)),
    "attack-hand-yaml_merge_bomb": Right(words=("answers.yaml", "6行目")),
    "attack-hand-yaml_options_1e6faults": Right(words=("answers.yaml", "1行目")),
    "attack-hand-yaml_surrogate": Right(words=("answers.yaml", "6行目", "U+D800")),
    "attack-hand-police_lzma_bad": Right(words=("honhyo_2021.zip",)),
    "attack-police-227": Right(words=("honhyo_2021.zip",)),
    "attack-vertical-tab": Right(words=("令和6年度.csv", "3行目", "U+000B")),
    "attack-vrt": Right(words=("layer.geojson",), never=("secret",)),
    "attack-vrtnet": Right(words=("layer.geojson",)),
    "attack-gdalg": Right(words=("p.json",)),
    "excel-checkbox-bool": Right(words=("TRUE",)),
    "excel-duration": Right(words=("512:30",)),
    "excel-era-date-builtin": read(
        "select count(*)::int, max(reported_on)::text from indicator_values where source_id = 'department'",
        (1, "2025-05-20"),
    ),
    "excel-era-month-custom": Right(words=("月だけ",)),
    "excel-fiscal-shown": read(
        "select period_end::text from indicator_values where source_id = 'department'", ("2025-03-31",)
    ),
    "excel-heading-linebreak": Right((0,)),
    "excel-id-became-date-builtin": Right(words=("9月12日", "日付"), never=("45912",)),
    "excel-month-builtin": Right(words=("2025年3月", "月だけ")),
    "excel-notes-below": Right(words=("合計", "消してください")),
    "excel-strict": Right(words=("Strict Open XML ブック", "Excel ブック（.xlsx）")),
    "excel-struck-out": Right(words=("取り消し線",)),
    "excel-units-by-format": read(
        REPORTED.replace("order by indicator_id, period_end", "order by value desc"),
        (1203400.0,),
        (9120.0,),
        (71.3,),
        (71.3,),
    ),
    "export-formulas": Right((0, 2)),
    "overlay-cpg-1252": WRONG_CPG,
    "overlay-cpg-932": SCHOOLS,
    "overlay-cpg-ansi-932": SCHOOLS,
    "overlay-cpg-cp437": read(NAMES, ("公園",), ("学校",), words=("文字コード",)),
    "overlay-cpg-iso-8859-1": WRONG_CPG,
    "overlay-cpg-ms932": SCHOOLS,
    "overlay-cpg-none": SCHOOLS,
    "overlay-cpg-shift-jis": SCHOOLS,
    "overlay-cpg-sjis": SCHOOLS,
    "overlay-cpg-utf-8": WRONG_CPG,
    "overlay-cpg-utf-8-bom": WRONG_CPG,
    "overlay-geojson-swapped": Right(words=("x.geojson", "順")),
    "overlay-jgd2000-plane": Right((0,)),
    "overlay-mixed-geometry": read("select count(*)::int, count(distinct layer)::int from overlays", (3, 1)),
    "overlay-uppercase": read("select count(*)::int from overlays", (3,)),
    "overlay-zip-geojson": Right((0, 2), ("gakko.zip",)),
    "overlay-zip-same-names": read("select count(*)::int from overlays", (6,)),
    "plan-baseline-equals-target": Right(words=("9-12.yaml", "keep")),
    "plan-date-japanese": Right(words=("9-12.yaml", "行目", "2025-03-31")),
    "plan-tab-indent": Right(words=("9-12.yaml", "行目")),
    "plan-target-wrong-side": Right(words=("9-12.yaml", "行目")),
    "plan-true-in-japanese": Right(words=("9-12.yaml", "true", "false")),
    "police-2024-codes": read(ACCIDENTS, (5,), words=("祝日：0が1行", "40が1行")),
    "police-2025": Right((0,), ("読込3",)),
    "police-decimal-degrees": read("select count(latitude)::int from accidents", (25,), words=("度の小数",)),
    "police-excel-exponent": read(
        "select count(*)::int, count(latitude)::int, min(police_station_code) from accidents", (25, 0, "009")
    ),
    "police-file-names": Right(words=("honhyo_2021 (1).csv", "honhyo_2021.csv")),
    "police-place-far-away": Right((0,), ("遠く離れた位置の事故が2行",)),
    "police-quoted": Right((0,), ("読込3",)),
    "police-replacement-header": Right(words=("honhyo_2021.csv", "見出し")),
    "police-swapped": Right((0,), ("遠く離れた位置の事故が1行", "ありえない事故が2行")),
    "police-tab": Right((0, 2), ("honhyo_2021.csv", "タブ")),
    "police-utf8-nobom": Right((0, 2), ("UTF-8",)),
    "police-year-folders": Right((0, 2), ("2020/honhyo_2020.csv",)),
    "police-zip-mixed": Right((0,), ("読込2",)),
    "population-comma-unit": Right((0, 2), ("人口.csv",)),
    "population-date": read("select distinct year from population", (2024,)),
    "population-estat": Right(words=("総　数", "年齢不詳", "平均年齢", "行を消してください")),
    "population-five-years": Right(words=("15～19歳", "18")),
    "population-open-class": Right((0, 2), ("人口.csv",)),
    "population-sexes": Right(words=("男", "女", "総数", "人口")),
    "population-single-years": read(
        "select count(*)::int, (max(people) filter (where age_group = '18～29歳') = (718 + 729) * 6)"
        " from population",
        (6, True),
    ),
    "sii-all-zero": Right((0,)),
    "sii-reversal": Right((0,)),
    "survey-ages-as-written": Right((0,), ("読込246", "不可11")),
    "survey-crosstab-file": Right(words=("counts.yaml",)),
    "survey-decade-ages": Right(words=("20代",)),
    "survey-google-other": Right(words=("48行", "other: true")),
    "survey-lime-YN": LIME,
    "survey-lime-yesno": LIME,
    "survey-ms-forms": Right((0,), ("answers.xlsx", "読込240", "不可0")),
    "survey-nfd-file-name": Right((0, 2), ("アンケート（デジタル）.csv",)),
    "survey-one-class-lost": Right(words=("70歳～",)),
    "survey-option-nobody-chose": Right((0,)),
    "survey-separator-in-option": Right((0,), ("読込240", "不可0")),
} | dict.fromkeys(
    (
        "attack-hand-cpg__a_x00b_",
        "attack-hand-cpg__undefined_",
        "attack-hand-cpg__undefined_n_",
        "attack-hand-dbf_records_2e9_rec0",
        "attack-hand-dbf_records_4e9",
        "attack-hand-gj_listname",
        "attack-hand-gj_spaghetti",
        "attack-shp-116",
        "attack-shp-208",
        "attack-shp-211",
        "attack-shpzip-186",
    ),
    HURTS,
)

ELSEWHERE = {"page-unknown-filter-name", "report-written-variants"}
"""Cases that are a text only: tests/pages/test_filters.py and tests/ingest/test_reports.py hold their kinds."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    code: int
    seconds: float
    said: str
    edition: Path


@pytest.fixture(scope="module")
def cases() -> Path:
    """Return the folder of the cases."""
    folder = os.environ.get("CASES_DIR")
    if not folder:
        pytest.skip("the environment variable CASES_DIR names no folder with cases")
    return Path(folder)


@pytest.fixture(scope="module")
def run(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Outcome]]:
    """Return what runs a case and tells what became of it: a process that has imported what they all need."""
    folder = tmp_path_factory.mktemp("cases")

    def outcome_of(name: str) -> Outcome:
        assert process.stdin
        process.stdin.write(f"{cases / name}\n")
        process.stdin.flush()
        assert process.stdout
        one = json.loads(process.stdout.readline())
        said = (folder / f"{name}.txt").read_text(encoding="utf-8", errors="replace")
        return Outcome(one["code"], one["seconds"], said, folder / name / EDITION)

    command = [sys.executable, "-m", "tests.cases", str(folder)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield outcome_of
    assert process.returncode == 0


def test_every_case_is_known(cases: Path) -> None:
    assert {path.name for path in cases.iterdir() if path.is_dir()} <= RIGHT.keys() | ELSEWHERE


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_case_is_handled_rightly(name: str, cases: Path, run: Callable[[str], Outcome]) -> None:
    if not (cases / name).is_dir():
        pytest.skip("this case is not in CASES_DIR")
    right, outcome = RIGHT[name], run(name)
    assert outcome.code in right.codes, outcome.said
    assert outcome.seconds < 10
    assert [word for word in right.words if word not in outcome.said] == [], outcome.said
    assert [word for word in (*NEVER, *right.never) if word in outcome.said] == [], outcome.said
    if outcome.code:
        assert not outcome.edition.exists()
    elif right.rows:
        with duckdb.connect(str(outcome.edition), read_only=True) as connection:
            for query, rows in right.rows.items():
                assert connection.execute(query).fetchall() == rows
