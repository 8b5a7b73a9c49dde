"""What the parameter files of the generator may say."""

from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ingest import yamlfiles
from ingest.faults import Fault, InputError
from queries.editions import QuestionKind

Model = TypeVar("Model", bound=BaseModel)
Share = Annotated[float, Field(ge=0, le=1)]
Frequency = Annotated[float, Field(ge=0)]


def read_settings(path: Path, model: type[Model]) -> Model:
    """Return the parameters of a YAML file.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    faults: list[Fault] = []
    loaded = yamlfiles.load(path, f"sample/{path.name}", model, faults)
    if loaded is None:
        raise InputError(faults)
    return loaded.record


class _Settings(BaseModel):
    """A part of the file: no unknown keys."""

    model_config = ConfigDict(extra="forbid")


class Year(_Settings):
    """How many accidents a year's file has, and of which kinds."""

    accidents: int
    on_motorway: int
    fatal: int
    without_position: int


class Stations(_Settings):
    """Police-station codes of the city and of the motorway police."""

    city: str
    motorway: str


class Junction(_Settings):
    """A crossing where accidents gather, by its share of the road's way."""

    at: Share
    weight: Frequency


class Road(_Settings):
    """Straight lines between places; `kilometre_post` is its number at the start, if it has any."""

    name: str
    places: Annotated[list[str], Field(min_length=2)]
    route_code: str
    kilometre_post: float | None = None
    weight: Frequency = 0
    junctions: list[Junction] = []


class Town(_Settings):
    """Places between any two of which there are streets."""

    places: Annotated[list[str], Field(min_length=2)]
    route_code: str
    weight: Frequency


class Jitter(_Settings):
    """Least and greatest distance from a line, in metres."""

    least: float
    most: float


class Terrain(_Settings):
    """Greatest distance from the centre, in kilometres."""

    built_up: float
    town: float


class Hurt(_Settings):
    """Relative frequency of who is hurt."""

    first: Frequency
    second: Frequency
    both: Frequency
    neither: Frequency


class AccidentSettings(_Settings):
    """The parameters of the synthetic accidents."""

    years: dict[int, Year]
    late_share: Share
    police_stations: Stations
    months: Annotated[list[Frequency], Field(min_length=12, max_length=12)]
    weekdays: Annotated[list[Frequency], Field(min_length=7, max_length=7)]
    winter_months: list[int]
    hours_of_workdays: Annotated[list[Frequency], Field(min_length=24, max_length=24)]
    hours_of_weekends: Annotated[list[Frequency], Field(min_length=24, max_length=24)]
    share_of_minutes_rounded_to_five: Share
    holidays: list[str]
    roads: list[Road]
    town: Town
    motorway: Road
    share_at_junctions: Share
    jitter_metres: Jitter
    jitter_metres_at_junctions: Jitter
    least_share_inside: Share
    terrain_kilometres: Terrain
    hurt: dict[str, Hurt]
    hurt_passengers: list[Frequency]
    hurt_third_parties: list[Frequency]
    fatal_weight: dict[str, Frequency]


class RoadClass(_Settings):
    """What roads are: their class as Geofabrik's extracts have it, what they are called, how bends are rounded."""

    fclass: str
    name: str
    rounding: float


class Railway(_Settings):
    """A railway through stations; `bearings` are its directions at the first and the last, clockwise from north."""

    name: str
    stations: Annotated[list[str], Field(min_length=1)]
    bearings: tuple[float, float]
    rounding: float


class River(_Settings):
    """A river through points in metres east and north; `bends` is how far it sways, `width` 0 a mere line."""

    name: str
    width: float
    bends: float
    points: Annotated[list[tuple[float, float]], Field(min_length=2)]


class Level(_Settings):
    """Streets of a level of the mesh: class, how densely land must be built up for them, what they are called."""

    fclass: str
    density: float
    name: str = ""


class Mesh(_Settings):
    """Minor streets: lines `spacing` apart, `turned` (degrees), bent by up to `warp`, a share of them `left_out`."""

    spacing: float
    turned: float
    warp: float
    left_out: Share
    levels: Annotated[list[Level], Field(min_length=1)]


class Fading(_Settings):
    """Something greatest at a place, which has fallen to 0.6 times that at some distance."""

    most: Frequency
    metres: Annotated[float, Field(gt=0)]


class BuiltUp(_Settings):
    """How densely land is built up around the town, places and roads, and in the country around the town."""

    town: Fading
    places: Fading
    roads: Fading
    country: Fading


class StreetSettings(_Settings):
    """The parameters of the synthetic streets; `roads` go by the first digit of their route code."""

    roads: dict[str, RoadClass]
    sway: float
    railways: list[Railway]
    rivers: list[River]
    ponds: int
    mesh: Mesh
    built_up: BuiltUp


class AgeClass(_Settings):
    """An age class of the surveys, in completed years."""

    label: str
    least: int
    most: int


class SurveyYear(_Settings):
    """Answers by age class, and how the form asks for the age."""

    respondents: list[int]
    age: Literal["class", "years"]


class Younger(_Settings):
    """Residents younger than the youngest age class, in the first and the last year."""

    first: int
    last: int


class ByClass(_Settings):
    """Residents by age class, youngest first, in the first and the last year."""

    first: list[int]
    last: list[int]


class Residents(_Settings):
    """Residents by age; between the first and the last year they change in a straight line."""

    younger: Younger
    by_class: ByClass


class Option(_Settings):
    """An option: its own label and judgement, or the number of a published one; shares in percent by age class."""

    label: str | None = None
    favourable: bool | None = None
    option_no: int | None = None
    first: list[Frequency]
    last: list[Frequency]
    from_year: int | None = None


class Condition(_Settings):
    """A question is put to those who chose any of these options, by place in the list, of an earlier one."""

    question: str
    any_of: list[int]


class Question(_Settings):
    """A question of the surveys; places of options count from 1. `reworded` are new words by the year they begin."""

    question_id: str | None = None
    wording: str | None = None
    reworded: dict[int, str] = {}
    kind: QuestionKind
    follows_habit: bool = False
    exclusive: int | None = None
    most_common: int | None = None
    only_if: Condition | None = None
    options: list[Option]

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if (self.question_id is None) == (self.wording is None):
            raise PydanticCustomError(
                "rule",
                "質問の名前が決まりません",
                {"remedy": "question_id か wording のどちらか一方を書いてください"},
            )
        return self


class SurveySettings(_Settings):
    """The parameters of the synthetic surveys; a question without question_id goes by its key."""

    title: str
    distributed: int
    mode: str
    note: str
    age_classes: list[AgeClass]
    surveys: dict[int, SurveyYear]
    residents: Residents
    share_unanswered: Share
    habit: Share
    questions: dict[str, Question]
