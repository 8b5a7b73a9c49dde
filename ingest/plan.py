"""Read a plan: the folder of text files that says what the city promised.

A plan is a folder with `plan.yaml` (the plan itself), `measures/<measure_id>.yaml` (one file a measure with
its indicators) and `links.yaml` (which goal, recommendation or pillar a measure belongs to). `read_plan`
checks every file and reports all faults at once; `rows` turns the plan into rows of the edition's tables.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import duckdb
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ingest import tables, yamlfiles
from ingest.faults import Fault, InputError
from ingest.validation import Day
from ingest.yamlfiles import Loaded, Location
from stats.calendars import Calendar

Value = TypeVar("Value")
Row = dict[str, object]


# What the files may say -------------------------------------------------------------------------------------


def _no_wider_than(characters: int) -> Callable[[str], str]:
    """Return a check that a text fits into so many full-width characters (a half-width one counts half)."""

    def check(text: str) -> str:
        halves = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
        if halves > 2 * characters:
            raise PydanticCustomError(
                "rule",
                "「{text}」は長すぎます",
                {"text": text, "remedy": f"全角{characters}字以内にしてください"},
            )
        return text

    return check


def _related_page(target: str) -> str:
    """Check that a related target begins with a topic of the application, as in divide or divide:reasons."""
    if not re.fullmatch(r"(divide|accidents)(:[a-z_]+)?", target):
        raise PydanticCustomError(
            "rule",
            "「{target}」という画面はありません",
            {"target": target, "remedy": "divide、accidents、または divide:reasons のように書いてください"},
        )
    return target


Text = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(ge=1, le=9999)]
Kind = Literal["increase", "decrease", "keep", "zero", "cumulative", "milestone", "text_baseline"]


class _Record(BaseModel):
    """A part of a file: no unknown keys, no silent conversion between text, numbers and dates."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Theme(_Record):
    """A goal, policy or pillar of the plan: its number, printed name, our summary and the printed page."""

    no: Number
    name: Text
    summary: Text
    page: Number


class Recommendation(Theme):
    """A recommendation of the roundtable; the plan prints no headings, so the short name is ours."""

    name: Annotated[Text, AfterValidator(_no_wider_than(14))]


class PlanField(_Record):
    """A field (分野): its number, the name in the plan's list of measures and the page of its first sheet."""

    field_no: Number
    name: Text
    page: Number


class Note(_Record):
    """A peculiarity of the plan's text that a reader of its figures should know."""

    topic: Text
    text: Text


class Unmeasured(_Record):
    """Something a goal, recommendation or pillar names and no data can tell, as the editor reads the plan."""

    theme: Literal["goal", "recommendation", "pillar"]
    no: Number
    topic: Literal["divide", "goals", "accidents"]
    what: Text
    note: Text


class Header(_Record):
    """The plan itself (`plan.yaml`)."""

    plan_id: Text
    title: Text
    starts_on: Day
    ends_on: Day
    published: Text
    goals: list[Theme]
    policies: list[Theme]
    fields: Annotated[list[PlanField], Field(min_length=1)]
    recommendations: list[Recommendation]
    pillars: list[Theme]
    unmeasured: list[Unmeasured] = []
    notes: list[Note]


class Baseline(_Record):
    """The value an indicator starts from, in base units; null where the plan prints words for it."""

    value: float | None
    text: Text
    on: Day


class Target(_Record):
    """The value an indicator is to reach, in base units, with the printed text and the day it is due."""

    value: float
    text: Text
    on: Day


class Indicator(_Record):
    """One indicator series; `period_type_stated` is false where the period is the editor's reading."""

    indicator_id: Text
    name: Text
    unit: Text
    kind: Kind
    direction: Literal["at_least", "at_most"]
    period_type: Literal["level", "yearly", "plan_total"]
    period_type_stated: bool
    uncertainty: Literal["poisson", "survey", "none"]
    calendar: Calendar
    baseline: Baseline
    target: Target
    note: Text | None = None


class Measure(_Record):
    """One measure (施策) as its sheet prints it; `short_name`, `summary` and `effect` are our words."""

    measure_id: Text
    field_no: Number
    name: Text
    short_name: Annotated[Text, AfterValidator(_no_wider_than(10))]
    departments: Annotated[list[Text], Field(min_length=1)]
    for_citizens: bool
    for_staff: bool
    is_new: bool
    page: Number
    summary: Text
    effect: Text
    indicators: list[Indicator]


class Related(_Record):
    """A page of the application that a measure has to do with, and why."""

    target: Annotated[Text, AfterValidator(_related_page)]
    note: Text


class MeasureLinks(_Record):
    """What one measure is linked to: themes by number, each indicator's sort, related pages."""

    goals: Annotated[list[int], Field(min_length=1)]
    recommendations: list[int]
    pillars: list[int]
    output_or_outcome: dict[str, Literal["output", "outcome"]] = {}
    related: list[Related] = []


class Links(_Record):
    """All links (`links.yaml`) and whether they come from the plan's text or from the editor."""

    origin: Literal["plan", "editor"]
    measures: dict[str, MeasureLinks]


@dataclass(frozen=True)
class Plan:
    """A plan without faults: its header, its measures in the plan's order and their links."""

    header: Header
    measures: list[Measure]
    links: Links


# Rules that span several fields or files --------------------------------------------------------------------


def _repeated(values: Iterable[Value]) -> Iterator[tuple[int, Value]]:
    """Yield position and value of everything that already stood further up."""
    seen: set[Value] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, value
        seen.add(value)


def _header_faults(loaded: Loaded[Header], folder: str) -> Iterator[Fault]:
    document, header = loaded.document, loaded.record
    if header.plan_id != folder:
        yield document.fault(
            ("plan_id",),
            f"「{header.plan_id}」はフォルダーの名前「{folder}」と違います",
            "どちらかを直してそろえてください",
        )
    if header.ends_on <= header.starts_on:
        yield document.fault(
            ("ends_on",), "計画の終わりが始まりより後になっていません", "日付を確かめてください"
        )
    keys: dict[str, Sequence[int | str]] = {
        "goals": [theme.no for theme in header.goals],
        "policies": [theme.no for theme in header.policies],
        "fields": [field.field_no for field in header.fields],
        "recommendations": [theme.no for theme in header.recommendations],
        "pillars": [theme.no for theme in header.pillars],
        "notes": [note.topic for note in header.notes],
    }
    for part, values in keys.items():
        for position, value in _repeated(values):
            remedy = "別の番号や見出しに変えるか、どちらか一方を消してください"
            yield document.fault((part, position), f"「{value}」が2回使われています", remedy)
    named = [(one.theme, one.no, one.what) for one in header.unmeasured]
    for position, (kind, number, _) in enumerate(named):
        if number not in keys[f"{kind}s"]:
            remedy = f"番号を直すか、{kind}s に書き加えてください"
            yield document.fault(("unmeasured", position), f"{kind}s に{number}番はありません", remedy)
    for position, (_, _, what) in _repeated(named):
        remedy = "どちらか一方を消してください"
        yield document.fault(("unmeasured", position), f"「{what}」が2回書かれています", remedy)


def _measure_faults(loaded: Loaded[Measure], file_id: str, header: Header | None) -> Iterator[Fault]:
    document, measure = loaded.document, loaded.record
    if measure.measure_id != file_id:
        yield document.fault(
            ("measure_id",),
            f"「{measure.measure_id}」はファイルの名前「{file_id}」と違います",
            "どちらかを直してそろえてください",
        )
    if header and measure.field_no not in {field.field_no for field in header.fields}:
        remedy = "番号を直すか、plan.yaml の fields に書き加えてください"
        yield document.fault(("field_no",), f"分野{measure.field_no}は plan.yaml にありません", remedy)
    for position, department in _repeated(measure.departments):
        where = ("departments", position)
        yield document.fault(where, f"「{department}」が2回書かれています", "どちらか一方を消してください")
    for position, indicator_id in _repeated(indicator.indicator_id for indicator in measure.indicators):
        remedy = "番号を変えるか、どちらか一方を消してください"
        yield document.fault(("indicators", position), f"指標{indicator_id}が2回書かれています", remedy)
    for position, indicator in enumerate(measure.indicators):
        where = ("indicators", position)
        if not re.fullmatch(re.escape(measure.measure_id) + "[a-z]?", indicator.indicator_id):
            yield document.fault(
                (*where, "indicator_id"),
                f"「{indicator.indicator_id}」は施策{measure.measure_id}の指標の番号になっていません",
                f"「{measure.measure_id}」か、後ろに a、b などを1字付けた番号にしてください",
            )
        for field, problem, remedy in _indicator_problems(indicator):
            yield document.fault((*where, *field), problem, remedy)


_DESIRED_SIDE = {
    "increase": "at_least",
    "decrease": "at_most",
    "zero": "at_most",
    "cumulative": "at_least",
    "milestone": "at_least",
    "text_baseline": "at_least",
}


def _indicator_problems(indicator: Indicator) -> Iterator[tuple[Location, str, str]]:
    """Yield field, problem and remedy where the parts of an indicator contradict one another."""
    kind, baseline, target = indicator.kind, indicator.baseline, indicator.target
    desired = _DESIRED_SIDE.get(kind, indicator.direction)
    if indicator.direction != desired:
        remedy = f"direction を {desired} にするか、kind を見直してください"
        yield ("direction",), f"kind が {kind} なのに {indicator.direction} となっています", remedy
    if (kind == "cumulative") != (indicator.period_type == "plan_total"):
        remedy = "kind の cumulative と period_type の plan_total は、必ず組にして使ってください"
        yield ("period_type",), f"kind が {kind} なのに {indicator.period_type} となっています", remedy
    if kind == "text_baseline" and baseline.value is not None:
        remedy = "値を null にするか、kind を見直してください"
        yield ("baseline", "value"), "kind が text_baseline なのに数が書かれています", remedy
    if kind != "text_baseline" and baseline.value is None:
        remedy = "数を書くか、基準が言葉のときは kind を text_baseline にしてください"
        yield ("baseline", "value"), "基準の数が書かれていません", remedy
    if kind == "zero" and target.value != 0:
        yield (
            ("target", "value"),
            "kind が zero なのに目標が0ではありません",
            "目標を0にするか、kind を見直してください",
        )
    if baseline.value is not None and kind in ("increase", "cumulative", "milestone", "decrease"):
        change = target.value - baseline.value
        if change == 0 or (change < 0) != (kind == "decrease"):
            side = "少なく" if kind == "decrease" else "多く"
            remedy = "数を確かめ、今の水準を保つ目標なら kind を keep にしてください"
            yield ("target", "value"), f"kind が {kind} なのに目標が基準より{side}なっていません", remedy
    if target.on <= baseline.on:
        yield ("target", "on"), "目標の日付が基準の日付より後になっていません", "日付を確かめてください"


def _link_faults(
    loaded: Loaded[Links], measures: Mapping[str, Loaded[Measure] | None], header: Header | None
) -> Iterator[Fault]:
    document, links = loaded.document, loaded.record.measures
    for measure_id in sorted(measures.keys() - links.keys(), key=_in_plan_order):
        remedy = f"measures に「{measure_id}」を書き加えてください"
        yield document.fault(("measures",), f"施策{measure_id}の対応がありません", remedy)
    for measure_id, link in links.items():
        where = ("measures", measure_id)
        if measure_id not in measures:
            remedy = f"番号を直すか、measures/{measure_id}.yaml を置いてください"
            yield document.fault(where, f"施策{measure_id}のファイルがありません", remedy)
        parts = {"goals": link.goals, "recommendations": link.recommendations, "pillars": link.pillars}
        for part, numbers in parts.items():
            known = {theme.no for theme in getattr(header, part)} if header else set(numbers)
            for position, number in enumerate(numbers):
                if number not in known:
                    remedy = f"番号を直すか、plan.yaml の {part} に書き加えてください"
                    yield document.fault(
                        (*where, part, position), f"{number}番は plan.yaml にありません", remedy
                    )
            for position, number in _repeated(numbers):
                remedy = "どちらか一方を消してください"
                yield document.fault((*where, part, position), f"{number}番が2回書かれています", remedy)
        for position, target in _repeated(related.target for related in link.related):
            remedy = "どちらか一方を消すか、1つにまとめてください"
            yield document.fault((*where, "related", position), f"「{target}」が2回書かれています", remedy)
        measure = measures.get(measure_id)
        if measure is None:
            continue
        indicator_ids = {indicator.indicator_id for indicator in measure.record.indicators}
        for indicator_id in sorted(indicator_ids - link.output_or_outcome.keys()):
            remedy = f"output_or_outcome に「{indicator_id}」を書き加えてください"
            yield document.fault(where, f"指標{indicator_id}が output か outcome か書かれていません", remedy)
        for indicator_id in sorted(link.output_or_outcome.keys() - indicator_ids):
            remedy = "番号を直すか、この行を消してください"
            field = (*where, "output_or_outcome", indicator_id)
            yield document.fault(field, f"施策{measure_id}に指標{indicator_id}はありません", remedy)


def _in_plan_order(measure_id: str) -> list[int]:
    """Return a sorting key that puts 9-2 before 9-12."""
    return [int(digits) for digits in re.findall(r"[0-9]+", measure_id)]


def read_plan(folder: Path) -> Plan:
    """Read and check the plan in `folder`; its name is the plan's id.

    Measures come in the plan's order (9-2 before 9-12). Raises InputError with every fault of every file.
    """
    shown = f"{folder.resolve().parent.name}/{folder.resolve().name}"
    faults: list[Fault] = []
    header = yamlfiles.load(folder / "plan.yaml", f"{shown}/plan.yaml", Header, faults)
    paths = sorted(folder.glob("measures/*.yaml"), key=lambda path: _in_plan_order(path.stem))
    measures = {
        path.stem: yamlfiles.load(path, f"{shown}/measures/{path.name}", Measure, faults) for path in paths
    }
    links = yamlfiles.load(folder / "links.yaml", f"{shown}/links.yaml", Links, faults)
    if not measures:
        remedy = "施策ごとに「施策の番号.yaml」というファイルを置いてください"
        faults.append(Fault(f"{shown}/measures", "", "施策のファイルが1つもありません", remedy))
    if header:
        faults.extend(_header_faults(header, folder.resolve().name))
    for file_id, measure in measures.items():
        if measure:
            faults.extend(_measure_faults(measure, file_id, header.record if header else None))
    if links:
        faults.extend(_link_faults(links, measures, header.record if header else None))
    if faults or not header or not links:
        raise InputError(faults)
    return Plan(header.record, [measure.record for measure in measures.values() if measure], links.record)


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load every plan below `folder` into the edition.

    Raises
    ------
    InputError
        With every fault of every plan, or when there is no plan at all.
    """
    faults: list[Fault] = []
    plans = sorted(path for path in folder.glob("*") if path.is_dir())
    if not plans:
        faults.append(Fault(folder.name, "", "計画のフォルダーがありません", "計画を1つ以上置いてください"))
    for path in plans:
        try:
            plan = read_plan(path)
        except InputError as error:
            faults.extend(error.faults)
            continue
        for table, listed in rows(plan).items():
            tables.insert(connection, table, listed)
        for file in sorted(path.rglob("*.yaml")):
            name = f"plans/{file.relative_to(folder).as_posix()}"
            tables.record_file(connection, file, name, "plan", 1, is_sample=False)
    if faults:
        raise InputError(faults)


# Rows of the edition ----------------------------------------------------------------------------------------


def rows(plan: Plan) -> dict[str, list[Row]]:
    """Return the plan as rows of the edition's tables, by table name.

    The tables are plans, fields, measures, indicators, measure_links, plan_themes, plan_unmeasured and plan_notes, in
    an order in which every row finds the rows it refers to. Values are in base units; `departments` is a list of text.
    """
    header = plan.header
    plan_id: Row = {"plan_id": header.plan_id}
    themes: dict[str, Sequence[Theme]] = {
        "goal": header.goals,
        "policy": header.policies,
        "recommendation": header.recommendations,
        "pillar": header.pillars,
    }
    return {
        "plans": [header.model_dump(include={"plan_id", "title", "starts_on", "ends_on", "published"})],
        "fields": [plan_id | field.model_dump() for field in header.fields],
        "measures": [plan_id | measure.model_dump(exclude={"indicators"}) for measure in plan.measures],
        "indicators": [
            plan_id | _indicator_row(measure.measure_id, indicator)
            for measure in plan.measures
            for indicator in measure.indicators
        ],
        "measure_links": [
            plan_id | {"measure_id": measure.measure_id} | link | {"origin": plan.links.origin}
            for measure in plan.measures
            for link in _link_rows(plan.links.measures[measure.measure_id])
        ],
        "plan_themes": [
            plan_id | {"theme_kind": kind, "theme_no": theme.no} | theme.model_dump(exclude={"no"})
            for kind, group in themes.items()
            for theme in group
        ],
        "plan_unmeasured": [
            plan_id
            | {"theme_kind": one.theme, "theme_no": one.no, "place": place}
            | one.model_dump(include={"topic", "what", "note"})
            for place, one in enumerate(header.unmeasured, 1)
        ],
        "plan_notes": [plan_id | note.model_dump() for note in header.notes],
    }


def _indicator_row(measure_id: str, indicator: Indicator) -> Row:
    row: Row = {"measure_id": measure_id} | indicator.model_dump(exclude={"baseline", "target"})
    for name, point in (("baseline", indicator.baseline), ("target", indicator.target)):
        row |= {f"{name}_value": point.value, f"{name}_text": point.text, f"{name}_on": point.on}
    return row


def _link_rows(links: MeasureLinks) -> Iterator[Row]:
    """Yield the links of one measure; `indicator_id` is filled only where the link is an indicator's."""

    def row(kind: str, target: str, indicator_id: str | None = None, note: str | None = None) -> Row:
        return {"indicator_id": indicator_id, "link_kind": kind, "target": target, "note": note}

    for kind, numbers in (
        ("goal", links.goals),
        ("recommendation", links.recommendations),
        ("pillar", links.pillars),
    ):
        yield from (row(kind, str(number)) for number in numbers)
    for indicator_id, what in links.output_or_outcome.items():
        yield row("output_or_outcome", what, indicator_id=indicator_id)
    for related in links.related:
        yield row("related", related.target, note=related.note)
