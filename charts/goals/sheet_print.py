"""The parts of a printed sheet that have another form than on the screen: values in one row, sums beside rules."""

import html
from collections.abc import Mapping, Sequence
from datetime import date

from charts import words
from charts.goals import sheet

BASES = {
    "by_file_year_without_motorway": "警察：資料年次・高速を除く",
    "by_file_year": "警察：資料年次・高速を含む",
    "by_year_of_occurrence": "警察：発生年・高速を含む",
}
"""Ways of counting accidents from the police records, as narrow as a printed row names them."""


def across(rows: Mapping[str, Mapping[date, str]], unit: str, calendar: str) -> str:
    """Return values as a table of HTML with a column a period and a row a kind; rows without any value are left out.

    The unit stands once, over the names of the rows.
    """
    shown = {name: cells for name, cells in rows.items() if cells}
    days = sorted({day for cells in shown.values() for day in cells})
    head = "".join(
        f'<th scope="col">{words.period(day, calendar).replace("年", "<wbr>年", 1)}'
        f"<small>{day.year}.{day.month}</small></th>"
        for day in days
    )
    lines = "".join(
        f'<tr><th scope="row">{html.escape(name).replace("（", "<wbr>（", 1)}</th>'
        + "".join(f"<td>{html.escape(cells.get(day, ''))}</td>" for day in days)
        + "</tr>"
        for name, cells in shown.items()
    )
    corner = f"<td>単位：{html.escape(unit)}</td>"
    return f'<table class="across"><thead><tr>{corner}{head}</tr></thead><tbody>{lines}</tbody></table>'


def value(number: float, unit: str) -> str:
    """Return a value as a cell writes it, without its unit; a year without separator."""
    return f"{number:.0f}" if unit.startswith("年") else words.number(number)


def reported_on(day: date) -> str:
    """Return the day of a report as a narrow cell writes it; the era of its year stands over the column."""
    return f"{day.year}.{day.month}.{day.day}"


def beside(parts: Sequence[str]) -> str:
    """Return parts of HTML beside one another; empty ones are left out."""
    return f'<div class="pair">{"".join(f"<div>{part}</div>" for part in parts if part)}</div>'


def notes(lines: Sequence[str]) -> str:
    """Return lines as small text, as HTML; the lines are HTML already."""
    return "".join(f'<p class="note">{line}</p>' for line in lines)


def workings(title: str, steps: Sequence[str], ahead: str) -> str:
    """Return a sum written out and what is ahead, under their heading, as HTML."""
    return f'<h3 class="part">{html.escape(title)}</h3>{sheet.numbered(steps)}{ahead}'
