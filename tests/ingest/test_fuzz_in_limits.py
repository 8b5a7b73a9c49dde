"""Whatever befalls a file, a command answers within ten seconds and 1 GB, in Japanese and without a trace.

Every run tries new inputs; FUZZ_INPUTS is how many of each reader (default 3), FUZZ_SEED repeats a run that failed.
"""

import io
import json
import os
import random
import secrets
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl

from tests.ingest import police_texts
from tests.ingest.mutations import mutated

PROJECT = Path(__file__).parents[2]
ENCODINGS = ("utf-8-sig", "cp932", "utf-16", "utf-16-le", "euc_jp", "utf-7", "utf-32", "latin-1")
READERS = {
    "npa": "--npa in",
    "reports": "--reports in",
    "survey": "--survey in",
    "population": "--population in/p.{ending}",
    "overlays": "--overlays in",
    "plan-": "",
}
"""Readers, and how their files are given; of a plan one file is replaced."""


def table(rows: list[tuple[object, ...]], *, is_excel: bool) -> bytes:
    """Return a table as a CSV or an Excel file."""
    if not is_excel:
        return "\n".join(",".join(map(str, row)) for row in rows).encode()
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    """Return an archive of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def put(reader: str, folder: Path, chance: random.Random) -> None:
    """Write sound files of a reader, as CSV, Excel or archive by chance."""
    is_excel = chance.random() < 0.5
    ending = "xlsx" if is_excel else "csv"
    match reader:
        case "npa":
            path = police_texts.put(folder, "honhyo", 2021, {}, {"report_number": "0002"})
            if is_excel:
                (folder / "honhyo_2021.zip").write_bytes(zipped(path.name, path.read_bytes()))
                path.unlink()
        case "reports":
            rows = [("指標番号", "期間", "実績値", "報告日"), ("9-12", "令和6年度", 9120, "2025-05-20")]
            (folder / f"a.{ending}").write_bytes(table(rows, is_excel=is_excel))
        case "survey":
            shutil.copytree(PROJECT / "data" / "surveys" / "example", folder, dirs_exist_ok=True)
        case "population":
            rows = [("年", "年齢", "人口"), *((2024, f"{age}歳", 700 + age) for age in range(100))]
            (folder / f"p.{ending}").write_bytes(table(rows, is_excel=is_excel))
        case "overlays":
            shutil.copytree(PROJECT / "data" / "sample" / "overlays", folder, dirs_exist_ok=True)
        case _:
            shutil.copy(PROJECT / "data" / "plans" / "5" / "measures" / "9-12.yaml", folder)


def damaged(content: bytes, name: str, chance: random.Random) -> bytes:
    """Return a file with some of its bytes, cells or headings changed, or in another encoding."""
    if not name.endswith((".xlsx", ".zip")) and chance.random() < 0.2:
        text = content.decode("utf-8", "replace")
        return text.encode(chance.choice(ENCODINGS), "replace")
    return mutated(content, name, chance)


def made(reader: str, number: int, folder: Path, chance: random.Random) -> Path:
    """Return the folder of a case: files of a reader, one of them damaged."""
    case = folder / f"{reader}{number}"
    (case / "in").mkdir(parents=True)
    put(reader, case / "in", chance)
    path = chance.choice(sorted(file for file in (case / "in").rglob("*") if file.is_file()))
    path.write_bytes(damaged(path.read_bytes(), path.name, chance))
    given = READERS[reader].format(ending=path.suffix.removeprefix("."))
    (case / "command.txt").write_text(f"python -m ingest build {given}", encoding="utf-8")
    return case


def test_every_damaged_input_is_answered_within_limits(tmp_path: Path) -> None:
    seed = int(os.environ.get("FUZZ_SEED") or secrets.randbits(32))
    sys.stdout.write(f"FUZZ_SEED={seed}\n")
    chance, out = random.Random(seed), tmp_path / "out"
    out.mkdir()
    inputs = int(os.environ.get("FUZZ_INPUTS") or 3)
    cases = [made(reader, number, tmp_path, chance) for reader in READERS for number in range(inputs)]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.cases", str(out), *map(str, cases)],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    )
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(answers) == len(cases)
    for answer in answers:
        said = (out / f"{answer['case']}.txt").read_text(encoding="utf-8")
        about = f"FUZZ_SEED={seed} FUZZ_INPUTS={inputs} {answer}\n{said}"
        assert answer["code"] in (0, 2), about
        assert "Traceback" not in said, about
        assert ("版を作れません" in said) == (answer["code"] == 2), about
        assert bool(list((out / answer["case"]).glob("*.duckdb*"))) == (answer["code"] == 0), about
