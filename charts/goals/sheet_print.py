"""The parts of a printed sheet that have another form than on the screen: values in one row, sums beside rules."""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from charts import words
from charts.goals import chance, records, series_words, sheet, states, sums, trajectory_words
from findings.goals.plan import ReportedValue
from findings.goals.records import reports
from findings.goals.sheet import Sheet
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


def heading(worked: Worked, *, is_alone: bool) -> str:
    """Return the name of a series, and the state of one of several, as HTML."""
    indicator = worked.series.indicator
    state = "" if is_alone else f"　{states.state_word(worked.series.judgement.state)}"
    return f'<h3 class="part">{html.escape(indicator.name)}（指標{indicator.indicator_id}）{state}</h3>'


def beneath(worked: Worked, found: Sheet, built_on: date) -> str:
    """Return what stands under a picture, as HTML: its values, and what is known of them in words.

    `built_on` is the day the edition was made. What the first line of the page says of the state is not said again.
    """
    one, drawing = worked.series, worked.drawing
    counted = chance.printed(found.chance) if found.chance and worked.is_counted else {}
    rows = across(values(worked) | counted, drawing.unit, drawing.calendar)
    is_said = len(found.series) == 1 or one.judgement.state == found.chosen.state
    said = [] if is_said else [html.escape(states.reading(one))]
    said += series_words.printed(worked, built_on)
    return rows + notes(["　".join([*said, html.escape(as_printed(worked) + series_words.remark(worked))])])


def workings(worked: Worked, *, is_alone: bool) -> str:
    """Return the sum behind a series' state beside its state under every rule, as HTML."""
    title = html.escape(sheet.workings_title(worked, is_alone=is_alone))
    parts = [f'<h3 class="part">{title}</h3>{sums.workings(worked)}']
    if worked.is_ruled:
        said, table = sheet.rules(worked, sheet.RULES if is_alone else sheet.SHORT_RULES)
        parts.append(f'<p class="note">{said}</p>{table}')
    return beside(parts)


def below(found: Sheet, credit: str) -> str:
    """Return what holds for the whole sheet, as HTML: how it is read, how states are earned, and every source."""
    read = "".join(dict.fromkeys(series_words.definition(one) for one in found.series))
    if any(one.is_ruled for one in found.series):
        read += sheet.thresholds(found.thresholds)
    return notes([f"{read}出典：{html.escape(credit)}"])


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
        projected = {found.on: f"{middle}（{lower}～{upper}）"}
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
