"""What was noticed while reading is told in few sentences."""

import re

import pandas as pd

from ingest import noticed
from ingest.commands import FINDINGS


def sentences(*rows: tuple[str, str, str, int]) -> list[str]:
    return noticed.sentences(pd.DataFrame(rows, columns=["file_name", "kind", "detail", "rows"]), FINDINGS)


def test_nothing_noticed_is_no_sentence() -> None:
    assert sentences() == []


def test_codes_without_a_name_are_told_by_column_for_all_files() -> None:
    assert sentences(
        ("kosokuhyo_2019.csv", "unknown_code", "道路区分　コード01", 27),
        ("kosokuhyo_2019.csv", "unknown_code", "道路構造　コード03", 1),
        ("kosokuhyo_2020.csv", "unknown_code", "道路区分　コード01", 1200),
        ("kosokuhyo_2020.csv", "unknown_code", "道路区分　コード02", 3),
    ) == [
        "kosokuhyo_2019.csv、kosokuhyo_2020.csv：コード表にない値があります（道路区分：01が1,227行、02が3行）。",
        "kosokuhyo_2019.csv：コード表にない値があります（道路構造：03が1行）。",
    ]


def test_many_codes_of_a_column_are_a_number() -> None:
    (sentence,) = sentences(*(("a.csv", "unknown_code", f"路線　コード{n}", 100 - n) for n in range(83)))
    assert "9が91行など83個）" in sentence
    assert len(sentence) < 150


def test_a_kind_that_counts_rows_is_told_once_with_its_files() -> None:
    places = "latitude, longitude"
    assert sentences(
        *((f"honhyo_{year}.csv", "no_coordinates", places, 2) for year in range(2019, 2025))
    ) == [
        "honhyo_2019.csv、honhyo_2020.csv、honhyo_2021.csvなど6個：緯度と経度のない事故が12行あります（地図に出せません）。"
    ]


def test_names_are_told_together_for_each_folder() -> None:
    told = sentences(
        *((folder, "skipped_file", name, 0) for folder in ("npa", "調査") for name in ("a", "b"))
    )
    assert [sentence.partition("は読みません")[0] for sentence in told] == [
        "npa：「a」「b」",
        "調査：「a」「b」",
    ]


def test_counts_of_different_things_are_not_added_up() -> None:
    told = sentences(("道.zip", "repaired_geometry", "国道", 1), ("道.zip", "repaired_geometry", "県道", 2))
    assert [re.findall(r"「(.*)」の(\d)個", sentence) for sentence in told] == [
        [("国道", "1")],
        [("県道", "2")],
    ]
