"""What an edition is called and where it lives, which ones there are, and which one a session begins with."""

import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

import duckdb

Kind = Literal["real", "sample"]
"""Sample as soon as one record is synthetic."""

Scope = Literal["city", "prefecture", "nation"]
"""Whose accidents an edition was asked to hold."""

Extent = Literal["none", Scope]
"""Whose accidents an edition holds."""

QuestionKind = Literal["single", "multiple"]
"""Whether one answer of a survey's question is chosen, or any number of them."""

GroupKind = Literal[
    "party_type",
    "accident_type",
    "age",
    "weather",
    "hours",
    "road_shape",
    "road_width",
    "signal",
    "stop_sign",
    "surface",
]
"""What a choice of the accidents' filters, or a trait of a spot, is about (`code_groups.group_kind`)."""

FindingKind = Literal[
    "unknown_header",
    "unknown_code",
    "no_coordinates",
    "impossible_coordinates",
    "rounded_coordinates",
    "far_coordinates",
    "decimal_degrees",
    "impossible_time",
    "severity_mismatch",
    "quoted_cells",
    "tab_separated",
    "unicode_text",
    "misnamed_file",
    "skipped_file",
    "skipped_sheet",
    "repeated_file",
    "no_highway_file",
    "repaired_geometry",
    "repeated_layer",
    "unnamed_layer",
    "wrong_encoding",
    "undrawn_class",
    "unused_boundary",
    "late_answers",
    "changed_answers",
    "other_department",
]
"""What can be noticed while reading a file that keeps no row from being loaded (`ingest_findings.kind`)."""

SCHEMA_VERSION = 10
APP_VERSION = "1.0.0"
SUFFIX = ".duckdb"
NAME = re.compile(r"(?P<built>\d{8}-\d{6})-[0-9a-f]{6}-(?P<kind>real|sample)")


LOCKED = ("Could not set lock", "used by another process")
"""How DuckDB says that another process has the file open, on Linux and on Windows."""


class UnreadableEditionError(Exception):
    """A file that looks like an edition cannot be shown; the message says why, in Japanese."""


class BusyEditionError(UnreadableEditionError):
    """An edition cannot be opened for a reason that lies outside of it and may pass, such as a lock."""


@dataclass(frozen=True)
class Edition:
    """An edition on disk, known by its file name; the one `DASHBOARD_EDITION` names may be called anything."""

    edition_id: str
    kind: Kind
    built_at: datetime
    path: Path


def folder() -> Path:
    """Return the folder editions live in: `DASHBOARD_EDITIONS`, or data/editions of the project."""
    default = Path(__file__).parent.parent / "data" / "editions"
    return Path(os.environ.get("DASHBOARD_EDITIONS") or default)


def new_id(kind: Kind, now: datetime) -> str:
    """Return a name no other edition has: time of building, six random characters, kind."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}-{kind}"


def kind_named(name: str) -> Kind | None:
    """Return the kind of edition a name tells of, as pages go by it; None for what is not named like an edition."""
    matched = NAME.fullmatch(name)
    return cast(Kind, matched["kind"]) if matched else None


def available() -> list[Edition]:
    """Return all editions, the one to begin with first: real ones before sample ones, newest first.

    With `DASHBOARD_EDITION` set, that one file is all there is. Files of the folder with other names than an
    edition's are passed over.
    """
    single = os.environ.get("DASHBOARD_EDITION")
    if single:
        return [_described(Path(single))] if Path(single).is_file() else []
    editions = [edition for path in sorted(folder().glob(f"*{SUFFIX}")) if (edition := _named(path))]
    return sorted(editions, key=_rank, reverse=True)


def find(edition_id: str) -> Edition | None:
    """Return the edition of that name, or None."""
    return next((edition for edition in available() if edition.edition_id == edition_id), None)


def newer_than(edition: Edition) -> list[Edition]:
    """Return the editions a new session would rather begin with than with the given one, the best first.

    A real edition is preferred to every sample one, even one built earlier; a sample never to a real one.
    """
    return [other for other in available() if _rank(other) > _rank(edition)]


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """Open an edition's file for reading: the only way any part of the program does.

    Whatever the file holds, it reaches neither other files nor the network.

    Raises
    ------
    BusyEditionError
        When another program has it open, or the system does not let it be read.
    UnreadableEditionError
        When it is gone, no file, or no whole database.
    """
    name = f"版のファイル「{path.name}」"
    try:
        if not path.exists():
            raise UnreadableEditionError(
                f"{name}がありません。版のフォルダーに戻すか、別の版を開いてください。"
            )
        if not path.is_file():  # a pipe would be waited for without end
            raise UnreadableEditionError(
                f"{name}は、ファイルではありません。版のフォルダーから除いてください。"
            )
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": False})
    except (OSError, duckdb.Error) as error:
        if any(words in str(error) for words in LOCKED):
            raise BusyEditionError(
                f"{name}は、ほかのプログラムが開いているので読めません。そのプログラムを閉じてください。"
            ) from error
        if isinstance(error, OSError) or "Cannot open file" in str(error):
            raise BusyEditionError(f"{name}を開けません。ファイルの場所と権限を確かめてください。") from error
        raise _damaged(path) from error


def check(cursor: duckdb.DuckDBPyConnection, edition: Edition) -> None:
    """Refuse an edition these pages cannot show.

    Every table is read once: a file whose copying is not done yet may open, and lack what is asked for later.

    Raises
    ------
    UnreadableEditionError
        When it holds anything but tables, has no `edition` row or another schema version, or cannot be read to its
        end.
    """
    try:
        if cursor.execute(_NOT_TABLES).fetchall() != [(0,)]:
            raise UnreadableEditionError(
                f"版「{edition.edition_id}」は、表でないもの（ビューなど）が入っているので表示しません。"
                "同じ資料から版を作り直してください。"
            )
        tables = [name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()]
        found = _own_row(cursor)
        if not found:
            raise UnreadableEditionError(f"版「{edition.edition_id}」は版のファイルではありません。")
        if found[0][0] != SCHEMA_VERSION:
            raise UnreadableEditionError(
                f"版「{edition.edition_id}」は形式{found[0][0]}で作られており、この画面（形式{SCHEMA_VERSION}）では"
                "表示できません。同じ資料から版を作り直してください。"
            )
        for table in tables:
            cursor.execute(_READ_WHOLE, {"table": table}).fetchall()
    except duckdb.Error as error:
        raise _damaged(edition.path) from error


_READ_WHOLE = "select count(*) from query_table($table) as t where hash(t) = 0"

_NOT_TABLES = """
select
    (select count(*) from duckdb_views() where not internal)
    + (select count(*) from duckdb_functions() where not internal)
    + (select count(*) from duckdb_types() where not internal and (type_name, logical_type) <> ('code', 'ENUM'))
    + (select count(*) from duckdb_sequences())
    + (select count(*) from duckdb_triggers())
"""


def _own_row(cursor: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    try:
        return cursor.execute("select schema_version from edition").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return []


def _damaged(path: Path) -> UnreadableEditionError:
    return UnreadableEditionError(
        f"版のファイル「{path.name}」を開けません（壊れているか、コピーが終わっていません）。"
        "コピーが終わるのを待つか、同じ資料から版を作り直してください。"
    )


def _rank(edition: Edition) -> tuple[bool, datetime]:
    return edition.kind == "real", edition.built_at


def _named(path: Path) -> Edition | None:
    """Return the edition a file name tells of; None for any other name."""
    matched = NAME.fullmatch(path.stem)
    if not matched:
        return None
    try:
        built_at = datetime.strptime(matched["built"], "%Y%m%d-%H%M%S")
    except ValueError:
        return None
    return Edition(path.stem, cast(Kind, matched["kind"]), built_at, path)


def _described(path: Path) -> Edition:
    """Return the edition a file describes itself as; a file that does not is named, and refused when it is opened."""
    try:
        with opened(path) as connection:
            edition_id, kind, built_at = connection.execute(
                "select edition_id, kind, built_at from edition"
            ).fetchall()[0]
    except (UnreadableEditionError, duckdb.Error, IndexError):
        return Edition(path.stem, "real", datetime(1, 1, 1), path)
    return Edition(edition_id, kind, built_at, path)
