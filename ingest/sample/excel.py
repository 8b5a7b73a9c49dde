"""The CSV files Excel writes, and their names by Japanese year."""

import csv
import io
from collections.abc import Iterable, Sequence

from stats.calendars import ERAS


def file_bytes(header: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file as Excel saves it: UTF-8 with byte order mark, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def era_year(year: int) -> str:
    """Return a year from 2019 on in the Reiwa era: 令和元, 令和2, …."""
    era = ERAS[0]
    number = era.count(year)
    return f"{era.name}{'元' if number == 1 else number}"
