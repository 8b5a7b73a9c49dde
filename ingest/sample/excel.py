"""The CSV files Excel writes, and their names by Japanese year."""

import csv
import io
from collections.abc import Iterable, Sequence

from ingest.periods import ERA_STARTS


def file_bytes(header: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file as Excel saves it: UTF-8 with byte order mark, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def era_year(year: int) -> str:
    """Return a year from 2019 on in the Reiwa era: 令和元, 令和2, …."""
    number = year - ERA_STARTS["令和"]
    return f"令和{'元' if number == 1 else number}"
