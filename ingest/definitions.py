"""The definitions beside the plan: city, sources, events, places, cells, thresholds, code groups, benchmarks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

import duckdb
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ingest import published_surveys, tables, tomlfiles
from ingest.faults import Fault, InputError
from ingest.validation import Day, People, Percent, Text, Year, unknown_source
from queries.editions import GroupKind
from stats.thresholds import TOP


class _Definition(BaseModel):
    """A row of a definition file: unknown columns are refused."""

    model_config = ConfigDict(extra="forbid")


class City(_Definition):
    """The city the edition is made for."""

    municipality_code: str = Field(pattern=r"^[0-9]{5}$")
    name: Text
    prefecture_code: str = Field(pattern=r"^[0-9]{2}$")
    prefecture: Text
    plan_id: Text
    contact: Text

    @property
    def title(self) -> str:
        """Return the title an edition has unless another is given."""
        return f"{self.name} デジタル計画ダッシュボード"


class Source(_Definition):
    """A publisher's text or data set."""

    source_id: str
    publisher: str
    title: str
    url: str | None = None
    licence: str | None = None
    retrieved_on: str | None = Field(default=None, pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")


class Event(_Definition):
    """An annotation of a time axis."""

    starts_on: Day
    ends_on: Day | None = None
    label: str
    topic: Literal["goals", "divide", "accidents", "all"]
    source_id: str

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on and self.ends_on < self.starts_on:
            remedy = "starts_onとends_onの日付を確かめてください"
            raise PydanticCustomError("rule", "終わりの日が始まりの日より前です", {"remedy": remedy})
        return self


class Place(_Definition):
    """A map label."""

    name: str
    latitude: float = Field(ge=20, le=46)
    longitude: float = Field(ge=122, le=154)
    kind: Literal["office", "station", "airport", "facility", "district"]
    precision: Literal["point", "town"]
    on_map: bool
    source_id: str


class Cell(_Definition):
    """A 1 km cell the city touches."""

    mesh_code: str = Field(pattern=r"^[0-9]{8}$")
    share_inside: float = Field(ge=0, le=1)


class Threshold(_Definition):
    """The smallest pace that earns a state."""

    state: Literal["順調", "やや遅れ", "遅れ"]
    min_pace: float


def _codes(text: str) -> list[str]:
    """Return the codes of a cell, which are separated by semicolons."""
    return [code.strip() for code in text.split(";")]


class CodeGroup(_Definition):
    """A choice a filter offers for accidents; `codes` are separated by semicolons in the file."""

    group_kind: GroupKind
    group_no: int
    label: str
    codes: Annotated[list[Text], BeforeValidator(_codes)]
    definition: str | None = None


class Benchmark(_Definition):
    """A national figure."""

    series: str
    series_label: str
    question_id: str | None = None
    year: Year
    age_group: str
    pct: Percent
    respondents: People | None = None
    note: str | None = None
    source_id: str


class Spread(_Definition):
    """How fast yearly counts of accidents drift."""

    spread: float = Field(ge=0)
    fall: float = Field(ge=-1, le=1)
    first_year: Year
    last_year: Year
    municipalities: int
    forecasts: int
    is_shipped: Literal[True] = True
    source_id: str


class Coverage(_Definition):
    """How often forecasts of one pair of years and one size of municipality held."""

    first_year: Year
    last_year: Year
    shift: float = Field(gt=0)
    least: int = Field(ge=1)
    most: int | None = None
    pairs: int
    covered_pct: Percent
    uncorrected_pct: Percent
    foretold_pct: Percent | None = None


class Reliability(_Definition):
    """How the chances told for a next year fared, for one bound, last move and size of municipality."""

    most_events: int = Field(gt=0)
    of_last: int = Field(gt=0)
    least_move_pct: int | None = None
    most_move_pct: int | None = None
    least: int = Field(ge=1)
    most: int | None = None
    municipalities: int = Field(gt=0)
    came_pct: Percent
    chance_pct: Percent
    error_pct: Percent
    alone_chance_pct: Percent
    alone_error_pct: Percent


class Backtest(_Definition):
    """How one method of ranking cells did in one prefecture."""

    stage: Literal["choice", "examination"]
    npa_prefecture_code: str = Field(pattern=r"^[0-9]{2}$")
    method: Text
    sites: int = Field(gt=0)
    accidents: int = Field(gt=0)
    outside: int = Field(ge=0)
    log_share: float | None = Field(default=None, le=0)
    caught_1: float = Field(ge=0)
    caught_5: float = Field(ge=0)
    recorded: int = Field(gt=0)
    held: float | None = Field(default=None, ge=0)


class TopTenCalibration(_Definition):
    """How the chance of the top ten is corrected."""

    a: float = Field(ge=0)
    b: float = Field(ge=0)
    c: float
    places: int = Field(
        exclude=True
    )  # that led the ranking it was learnt for; an edition needs no column of it
    first_year: Year
    last_year: Year
    municipalities: int
    cells: int
    source_id: str

    @field_validator("places")
    @classmethod
    def _lead_the_ranking(cls, places: int) -> int:
        if places != TOP:
            problem = f"上位{places}地点について学んだ補正は、上位{TOP}地点（stats/thresholds.pyのTOP）には使えません"
            remedy = (
                f"全国の版で python -m ingest learn を実行し、学び直してください。"
                f"全国の版がないときは、TOPを{places}に戻して先に作ってください"
            )
            raise PydanticCustomError("rule", problem, {"remedy": remedy})
        return places


class TopTenReliability(_Definition):
    """How many cells of one band of corrected chances were in the top ten."""

    least_pct: int = Field(ge=0, le=99)
    foretold_pct: Percent
    came_pct: Percent
    cells: int = Field(gt=0)


class FatalShare(_Definition):
    """How far shares of fatal accidents scatter between cells."""

    alike: float = Field(gt=0)
    first_year: Year
    last_year: Year
    accidents: int = Field(gt=0)
    fatal: int = Field(gt=0)
    source_id: str


TABLES: list[tuple[str, str, type[BaseModel]]] = [
    ("sources", "sources.csv", Source),
    ("areas", "areas/cells.csv", Cell),
    ("places", "areas/places.csv", Place),
    ("events", "events.csv", Event),
    ("progress_thresholds", "definitions/progress_thresholds.csv", Threshold),
    ("code_groups", "codes/groups.csv", CodeGroup),
    ("benchmarks", "benchmarks/smartphone_use.csv", Benchmark),
    ("backtest", "definitions/backtest.csv", Backtest),
    ("top_ten_calibration", "definitions/top_ten_calibration.csv", TopTenCalibration),
    ("top_ten_reliability", "definitions/top_ten_reliability.csv", TopTenReliability),
    ("fatal_share", "definitions/fatal_share.csv", FatalShare),
    ("forecast_spread", "definitions/forecast_spread.csv", Spread),
    ("forecast_coverage", "definitions/forecast_coverage.csv", Coverage),
    ("forecast_reliability", "definitions/forecast_reliability.csv", Reliability),
]


def read_city(data: Path) -> City:
    """Return the city of data/city.toml.

    Raises
    ------
    InputError
        When the file is missing, not TOML, lacks or misspells a key, or names a plan that has no folder.
    """
    name = "city.toml"
    document = tomlfiles.read(data / name, name, City)
    city = document.record
    if city.plan_id not in {path.name for path in (data / "plans").glob("*")}:
        problem = f"計画「{city.plan_id}」のフォルダーがplansにありません"
        remedy = "plansの下のフォルダーの名前を書いてください"
        raise InputError([document.fault(("plan_id",), problem, remedy)])
    return city


def load(connection: duckdb.DuckDBPyConnection, data: Path, city: City | None) -> None:
    """Fill the tables of definitions, and those of published surveys, from the files under `data`.

    `city` is None where city.toml has faults of its own and the others are still to be found.

    Raises
    ------
    InputError
        With the faults of all files at once.
    """
    if city:
        tables.insert(connection, "city", [city.model_dump()])
        tables.record_file(connection, data / "city.toml", "city.toml", "definition", 1, is_sample=False)
    faults: list[Fault] = []
    sources: set[str] | None = None  # None: they cannot be read, so that nothing can be said about references
    for table, name, model in TABLES:
        rows, unreadable = tables.sound_rows(data / name, model, shown=name)
        faults.extend(unreadable)
        if model is Source and not unreadable:
            sources = {row.source_id for _, row in rows if isinstance(row, Source)}
        if model is Threshold and not unreadable:
            faults.extend(_threshold_faults(name, [row for _, row in rows if isinstance(row, Threshold)]))
        faults.extend(tables.repeated_keys(connection, table, name, rows))
        faults.extend(
            Fault(name, f"{line}行目「source_id」", *unknown_source(row.source_id))
            for line, row in rows
            if isinstance(row, Event | Place | Benchmark | Spread | TopTenCalibration | FatalShare)
            and sources is not None
            and row.source_id not in sources
        )
        if not faults:
            tables.insert(connection, table, [row.model_dump() for _, row in rows])
            tables.record_file(connection, data / name, name, "definition", len(rows), is_sample=False)
    try:
        surveys = published_surveys.read(data / "surveys", sources)
    except InputError as error:
        faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    published_surveys.insert(connection, surveys)


def _threshold_faults(file: str, rows: list[Threshold]) -> Iterator[Fault]:
    paces = {row.state: row.min_pace for row in rows}
    order = ["順調", "やや遅れ", "遅れ"]
    missing = [state for state in order if state not in paces]
    if missing:
        yield Fault(file, "", f"「{'、'.join(missing)}」の行がありません", "3つの状態を1行ずつ書いてください")
    elif not paces["順調"] > paces["やや遅れ"] > paces["遅れ"]:
        remedy = "順調 > やや遅れ > 遅れ となる値に直してください"
        yield Fault(file, "「min_pace」", "順調、やや遅れ、遅れの順に小さくなっていません", remedy)
