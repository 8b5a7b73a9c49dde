"""One edition from all inputs: read, check, seal."""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ingest import (
    checks,
    definitions,
    edition,
    names,
    plan,
    police,
    population,
    reports,
    surveys,
    tables,
    unchanged,
)
from ingest.faults import Fault, InputError
from ingest.police.columns import COLUMNS, read_columns
from queries import editions

if TYPE_CHECKING:
    import pandas as pd

PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Inputs:
    """What an edition is built from.

    `npa` (police files) and `reports` (reports of the departments) are folders or files, `survey` (answers of
    citizens) is a folder, `population` (residents by age) a file, `overlays` (map layers) and `basemap` (the map
    behind them) are folders or files, or None where there are none; `after` is the edition before, whose surveys may
    not be told apart from these (see `ingest.surveys.late`); `with_sample` fills what is not given with synthetic
    files; `data` is the folder of definitions.
    """

    npa: Path | None = None
    reports: Path | None = None
    survey: Path | None = None
    population: Path | None = None
    overlays: Path | None = None
    basemap: Path | None = None
    after: str | None = None
    with_sample: bool = False
    scope: editions.Scope = "prefecture"
    title: str | None = None
    data: Path = PROJECT / "data"

    @property
    def kind(self) -> editions.Kind:
        """Return sample as soon as one record is synthetic."""
        return "sample" if self.with_sample else "real"


def build(inputs: Inputs, progress: Callable[[str], None], out: Path | None = None) -> Path:
    """Build an edition and return its path: `out`, or a new name in the folder of editions.

    Raises
    ------
    InputError
        When an input is refused or the edition cannot be written; nothing is left behind.
    """
    built_at = edition.now()
    edition_id = edition.id_for(out, inputs.kind, built_at)
    target = out or editions.folder() / f"{edition_id}{editions.SUFFIX}"
    given = (
        inputs.npa,
        inputs.reports,
        inputs.survey,
        inputs.population,
        inputs.overlays,
        inputs.basemap,
        inputs.data,
    )
    names.refuse_bytes((*given, target))
    with ExitStack() as publishing, edition.building(target) as connection:
        has_surveys = inputs.survey or inputs.with_sample or inputs.after
        folders = (target.parent, editions.folder()) if has_surveys else ()
        history = surveys.History(folders, inputs.after)
        with unchanged.watched(given):
            city = load(connection, inputs, progress, history)
        progress("版を封じています…")
        connection.execute(
            "insert into edition values ($id, $kind, $title, $built_at, $source, $content, $schema, $app, $scope,"
            " $after)",
            {
                "id": edition_id,
                "kind": inputs.kind,
                "title": inputs.title or city.title,
                "built_at": built_at,
                "source": edition.source_hash(connection, inputs.scope),
                "content": edition.content_hash(connection),
                "schema": editions.SCHEMA_VERSION,
                "app": editions.APP_VERSION,
                "scope": inputs.scope,
                "after": history.after,
            },
        )
        publishing.enter_context(history.publishing(target.parent, edition_id))
    return target


def load(
    connection: duckdb.DuckDBPyConnection,
    inputs: Inputs,
    progress: Callable[[str], None],
    history: surveys.History | None = None,
) -> definitions.City:
    """Fill an empty database with everything the inputs hold, except the row of `edition`; return the city.

    `history` is what was published of surveys before; None where nothing was.

    Raises
    ------
    InputError
        With the faults of all definition, plan, report, survey and population files at once, or of the police files.
    """
    progress("計画と定義を読んでいます…")
    with ExitStack() as beside:
        records = beside.enter_context(police.begin(inputs.npa)) if inputs.npa else None
        connection.begin()  # at once: what is written statement by statement is waited for as often
        connection.execute((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
        city, drawn = _load_texts(connection, inputs, progress, history)
        connection.commit()
        background = beside.enter_context(ThreadPoolExecutor(max_workers=1))
        background.submit(_import_last_steps, inputs)
        synthetic = Path(beside.enter_context(tempfile.TemporaryDirectory()))
        if inputs.with_sample:
            from ingest import sample  # it takes long to import, and few builds need it

            progress("サンプルの記録を作っています…")
            sample.write(synthetic, connection)
        if inputs.with_sample and not inputs.reports:
            reports.load(connection, synthetic / "reports", city.plan_id, is_sample=True)
        if inputs.with_sample and not inputs.survey:
            progress("調査の回答を集計しています…")
            surveys.load(connection, synthetic / "surveys", inputs.data, is_sample=True, history=history)
            if not inputs.population:
                population.load(connection, synthetic / sample.POPULATION, inputs.data, is_sample=True)
        if inputs.npa or inputs.with_sample:
            police.read_police(
                connection,
                inputs.npa or synthetic / "npa",
                begun=records,
                scope=inputs.scope,
                municipality_code=city.municipality_code,
                is_sample=inputs.npa is None,
                progress=progress,
            )
        if inputs.with_sample and not (
            inputs.npa or inputs.basemap
        ):  # no real accident on a synthetic street
            progress("サンプルの道路と川を描いています…")
            sample.write_streets(synthetic / "basemap", connection)
            drawn = _load_basemap(connection, synthetic / "basemap", inputs.data, is_sample=True)
    if _can_learn(inputs):
        from ingest.learn import forecast  # it takes long to import, and few builds need it

        forecast.store(connection)
    if inputs.with_sample and not inputs.overlays:
        _load_overlays(connection, sample.OVERLAYS, is_sample=True)
    if inputs.with_sample or inputs.overlays:
        progress("地図データと事故の距離を測っています…")
        _measure_overlays(connection)
    _name_cells(connection, drawn)
    surveys.weight(connection, inputs.data)
    progress("内容を確かめています…")
    checks.run(connection)
    return city


def _load_texts(
    connection: duckdb.DuckDBPyConnection,
    inputs: Inputs,
    progress: Callable[[str], None],
    history: surveys.History | None,
) -> tuple[definitions.City, "pd.DataFrame | None"]:
    """Load what people write (definitions, codes, plans, reports) or answer (surveys), and maps.

    Returns the city, and what is drawn of the background map (None without one).

    Reports are judged by the plan's indicators, surveys and residents by the age classes, so they wait until these
    and the sources are free of faults.

    Raises
    ------
    InputError
        With the faults of all files at once.
    """
    data = inputs.data
    city = drawn = None
    faults: list[Fault] = []
    if inputs.npa and not inputs.npa.exists():
        problem, remedy = "ファイルもフォルダーもありません", "--npaの場所を確かめてください"
        faults.append(Fault(str(inputs.npa), "", problem, remedy))
    with _noting(faults):
        city = definitions.read_city(data)
    with _noting(faults):
        definitions.load(connection, data, city)
    with _noting(faults):
        for name, rows in police.load_codes(connection, data).items():
            tables.record_file(connection, data / name, name, "definition", rows, is_sample=False)
    with _noting(faults):
        rows = len(read_columns())
        tables.record_file(connection, COLUMNS, "columns/police.csv", "definition", rows, is_sample=False)
    with _noting(faults):
        surveys.load_rules(connection, data)
    with _noting(faults):
        plan.load(connection, data / "plans")
    if city and _can_judge_records(connection, city.plan_id):
        with _noting(faults):
            reports.load(connection, data / "reports" / "published.csv", city.plan_id, is_sample=False)
        with _noting(faults):
            reports.load_context(connection, data / "reports" / "context.csv", city.plan_id)
        if inputs.reports:
            with _noting(faults):
                reports.load(connection, inputs.reports, city.plan_id, is_sample=False)
        if inputs.survey:
            with _noting(faults):
                surveys.load(connection, inputs.survey, data, is_sample=False, history=history)
        if inputs.population:
            with _noting(faults):
                population.load(connection, inputs.population, data, is_sample=False)
        if inputs.overlays:
            with _noting(faults):
                _load_overlays(connection, inputs.overlays, is_sample=False)
        if inputs.basemap:
            progress("背景の地図を読んでいます…")
            with _noting(faults):
                drawn = _load_basemap(connection, inputs.basemap, data, is_sample=False)
    if faults or not city:
        raise InputError(faults)
    return city, drawn


def _can_learn(inputs: Inputs) -> bool:
    return inputs.npa is not None and inputs.scope == "nation"


def _import_last_steps(inputs: Inputs) -> None:
    """Import what takes long and is needed last, while files are read."""
    from ingest import cell_names  # noqa: F401

    if _can_learn(inputs):
        from scipy import optimize  # noqa: F401

        from ingest.learn import forecast  # noqa: F401


def _load_overlays(connection: duckdb.DuckDBPyConnection, path: Path, *, is_sample: bool) -> None:
    from ingest import overlays  # it takes long to import, and few builds need it

    overlays.load(connection, path, is_sample=is_sample)


def _load_basemap(
    connection: duckdb.DuckDBPyConnection, path: Path, data: Path, *, is_sample: bool
) -> "pd.DataFrame":
    from ingest import basemap  # it takes long to import, and few builds need it

    return basemap.load(connection, path, data, is_sample=is_sample)


def _name_cells(connection: duckdb.DuckDBPyConnection, drawn: "pd.DataFrame | None") -> None:
    from ingest import cell_names  # it takes long to import

    cell_names.fill(connection, drawn)


def _measure_overlays(connection: duckdb.DuckDBPyConnection) -> None:
    from ingest import overlays  # it takes long to import, and few builds need it

    overlays.measure(connection)


@contextmanager
def _noting(faults: list[Fault]) -> Iterator[None]:
    """Go on after an InputError, with its faults noted."""
    try:
        yield
    except InputError as error:
        faults.extend(error.faults)


def _can_judge_records(connection: duckdb.DuckDBPyConnection, plan_id: str) -> bool:
    return bool(
        connection.execute(
            "select exists(from sources) and exists(from age_classes)"
            " and exists(from indicators where plan_id = $plan)",
            {"plan": plan_id},
        ).fetchall()[0][0]
    )
