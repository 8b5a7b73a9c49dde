"""The plan's data agree with a second transcription that was made from the printed plan independently."""

import csv
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from ingest.plan import read_plan
from ingest.plan.texts import Baseline, Measure, Target

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "tests" / "plans" / "plan5_transcription.csv"
OF_POINT = [f"{point}_{part}" for point in ("baseline", "target") for part in ("value", "text", "on")]


def bare(text: str) -> str:
    """Return text without the differences of width and spacing that print does not settle."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number(value: float | None) -> str:
    return "" if value is None else str(float(value))


def department(name: str) -> str:
    """Drop the printed "and others" of measure 9-14, which names no department."""
    return bare(name).removesuffix("ほか")


def of_measure(measure: Measure) -> dict[str, str]:
    return {
        "measure_id": measure.measure_id,
        "field_no": str(measure.field_no),
        "measure_name": bare(measure.name),
        "departments": "・".join(department(name) for name in measure.departments),
        "for_citizens": str(measure.for_citizens).lower(),
        "for_staff": str(measure.for_staff).lower(),
        "is_new": str(measure.is_new).lower(),
        "page": str(measure.page),
    }


def of_point(name: str, point: Baseline | Target) -> dict[str, str]:
    return {
        f"{name}_value": number(point.value),
        f"{name}_text": bare(point.text),
        f"{name}_on": point.on.isoformat(),
    }


@cache
def in_the_plan() -> dict[str, dict[str, str]]:
    """Return every series, and every measure without one, as columns of text."""
    found = {}
    for measure in read_plan(ROOT / "data" / "plans" / "5").measures:
        for indicator in measure.indicators:
            columns = of_measure(measure)
            columns |= of_point("baseline", indicator.baseline) | of_point("target", indicator.target)
            if len(measure.indicators) == 1:  # two series in one cell are printed without separate names
                columns["indicator_name"] = bare(indicator.name)
            found[indicator.indicator_id] = columns
        if not measure.indicators:
            found[measure.measure_id] = of_measure(measure) | dict.fromkeys(["indicator_name", *OF_POINT], "")
    return found


@cache
def in_the_second() -> dict[str, dict[str, str]]:
    with SECOND.open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.DictReader(file))
    for record in records:
        for name in record:
            record[name] = bare(record[name])
        for name in ("baseline_value", "target_value"):
            record[name] = number(float(record[name])) if record[name] else ""
        record["departments"] = "・".join(department(name) for name in record["departments"].split("・"))
    return {record["indicator_id"] or record["measure_id"]: record for record in records}


def test_both_transcriptions_have_the_same_series() -> None:
    assert in_the_second().keys() == in_the_plan().keys()


@pytest.mark.parametrize("key", in_the_plan())
def test_both_transcriptions_agree(key: str) -> None:
    ours = in_the_plan()[key]
    second = in_the_second()[key]

    assert ours == {column: second[column] for column in ours}
