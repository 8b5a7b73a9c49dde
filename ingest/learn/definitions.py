"""The definitions that are learnt: their rows from an edition, and their files."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingest import system
from ingest.bar import bar
from ingest.faults import Fault, InputError
from ingest.learn import backtest, fatal_share, forecast, nation, top_ten, trials

Rows = Sequence[dict[str, object]]


def learn(edition: Path, folder: Path, progress: Callable[[str], None]) -> list[Path]:
    """Write what an edition of the nation teaches to a folder, and return the files.

    The same edition gives the same bytes. Files are replaced whole, once everything is computed.

    Raises
    ------
    InputError
        When the edition cannot teach, or a file cannot be written.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with nation.opened(edition, trials.YEARS) as connection:
        found = _learnt(connection, progress)
        years = nation.years(connection)
    contents = {folder / f"{name}.csv": written(rows, years) for name, rows in found.items()}
    for path, text in contents.items():
        with _writing(path):
            progress(f"{path.name}：{_replaced(path, text.encode())}")
    return list(contents)


def _learnt(connection: duckdb.DuckDBPyConnection, progress: Callable[[str], None]) -> dict[str, Rows]:
    """Return the rows of each file by its name."""
    progress("件数の予測のばらつきを学んでいます…")
    forecasts = forecast.learn(connection)
    if forecasts is None:
        raise RuntimeError("an edition that was found fit to teach teaches no forecast")
    choice: list[dict[str, object]] = []
    examination: list[dict[str, object]] = []
    foretold: list[top_ten.Foretold] = []
    fatal: list[fatal_share.Counted] = []
    codes = nation.prefectures(connection)
    for number, code in enumerate(codes):
        if bar(number, len(codes)) != bar(number - 1, len(codes)):
            progress(f"{bar(number, len(codes))} 地点の見込みを確かめています…（{number}/{len(codes)}区域）")
        records = nation.records(connection, code)
        choice.extend(backtest.rows(code, records, trials.CHOICE))
        examination.extend(backtest.rows(code, records, trials.EXAMINATION))
        foretold.append(top_ten.foretold(number, records))
        fatal.append(fatal_share.counted(records))
    ranked = top_ten.joined(foretold)
    return {
        "forecast_spread": [forecasts.spread],
        "forecast_coverage": forecasts.coverage,
        "forecast_reliability": forecasts.reliability,
        "backtest": choice + examination,
        "top_ten_calibration": [top_ten.calibration(ranked)],
        "top_ten_reliability": list(top_ten.reliability(ranked)),
        "fatal_share": [fatal_share.learnt(fatal, nation.years(connection))],
    }


def written(rows: Rows, years: Sequence[int]) -> str:
    """Return rows as the text of a CSV file that says first how it came about."""
    text = io.StringIO(newline="")
    text.write(
        f"# Learnt from files {years[0]}-{years[-1]} by: python -m ingest learn EDITION (do not edit)\n"
    )
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _replaced(path: Path, content: bytes) -> str:
    """Give a file its new content, and return in Japanese whether that changed anything."""
    if path.exists() and path.read_bytes() == content:
        return "いまと同じです"
    unfinished = path.with_name(f"{path.name}.writing")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return "書きました"


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn what keeps a file or folder from being written into an InputError."""
    try:
        yield
    except OSError as error:
        reason = system.cause(error)
        problem = "書けません" + (f"（{reason}）" if reason else "")
        raise InputError([Fault(str(path), "", problem, "場所、権限、空き容量を確かめてください")]) from error
