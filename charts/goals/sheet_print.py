"""The parts of a printed sheet that have another form than on the screen: values in one row, sums beside rules."""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from charts import words
from charts.goals import records, sums, trajectory_words
from findings.goals.plan import ReportedValue
from findings.goals.records import reports
from findings.goals.trajectory import Worked
from stats.calendars import Calendar
from stats.goals.projection import Projection


def across(rows: Mapping[str, Mapping[date, str]], unit: str, calendar: Calendar) -> str:
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
    return f'<h3 class="part">{html.escape(title)}</h3>{sums.numbered(steps)}{ahead}'


def values(worked: Worked) -> dict[str, dict[date, str]]:
    """Return everything the picture draws, by kind and day."""
    one, drawing = worked.series, worked.drawing
    unit = drawing.unit

    def written(values: Iterable[ReportedValue]) -> dict[date, str]:
        return {
            row.period_end: words.listing(
                part
                for part in (
                    None if row.value is None else value(row.value, unit),
                    row.state,
                    row.value_text,
                )
                if part
            )
            for row in values
        }

    found, projected = worked.projection, {}
    if isinstance(found, Projection):
        middle, lower, upper = (words.rounded(one, "") for one in (found.value, found.lower, found.upper))
        projected = {found.on: f"{middle}（{lower}〜{upper}）"}
    reported = reports(one.values)
    counted = [value for value in one.values if value.is_of_records]
    share = words.percent(found.confidence) if isinstance(found, Projection) else ""
    return {
        "実績": written(value for value in reported if not value.is_sample),
        "実績（サンプル）": written(value for value in reported if value.is_sample),
        records.origin(is_sample=any(value.is_sample for value in counted)): written(counted),
        "報告日": {
            value.period_end: reported_on(value.reported_on) for value in one.values if value.reported_on
        },
        "基準・目標": {
            point.on: value(point.value, unit)
            for point in (drawing.baseline, drawing.target)
            if point is not None
        },
        f"見込み（{share}の幅）": projected,
        trajectory_words.LATE: {point.on: value(point.value, unit) for point in drawing.late},
        "参考（公表値）": {point.on: value(point.value, unit) for point in drawing.context},
    }


def as_printed(worked: Worked) -> str:
    """Return baseline and target as the plan prints them, and what published values beside them are."""
    drawing, context = worked.drawing, worked.context
    notes = {
        note: words.listing(
            words.period(value.period_end, drawing.calendar) for value in context if value.note == note
        )
        for note in dict.fromkeys(value.note for value in context)
    }
    published = "".join(f"参考の{days}は{note}。" for note, days in notes.items())
    return f"計画の表記：基準 {drawing.baseline_text}、目標 {drawing.target_text}。{published}"
