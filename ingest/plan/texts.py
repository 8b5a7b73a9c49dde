"""What the text files of a plan may say, and the types a plan without faults is made of."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ingest.validation import Day
from stats.calendars import Calendar
from stats.goals.series import Direction, Kind, PeriodType, Uncertainty


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


class _Record(BaseModel):
    """A part of a file: no unknown keys, no silent conversion between text, numbers and dates."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Theme(_Record):
    """A goal, policy or pillar of the plan, or an SDG: its number, printed name, our summary and the printed page."""

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
    sdgs: list[Theme] = []
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
    direction: Direction
    period_type: PeriodType
    period_type_stated: bool
    uncertainty: Uncertainty
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
    sdgs: list[int] = []
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
