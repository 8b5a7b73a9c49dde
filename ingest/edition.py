"""The file of an edition: its name, its hashes, and how it comes into being whole or not at all."""

import glob
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from ingest import system
from ingest.faults import Fault, InputError
from queries.editions import LOCKED, SUFFIX, Kind, kind_named, new_id

BUILDING = ".building"
_SETTINGS = """
set TimeZone = 'Asia/Tokyo';
-- What does not fit waits in a file, so that more years take more time but not more memory.
set memory_limit = '400MB';
-- Methods that take longer than writing what they save.
set disabled_compression_methods = 'bitpacking,dict_fsst,fsst';
"""
JAPAN = ZoneInfo("Asia/Tokyo")


def id_for(out: Path | None, kind: Kind, now: datetime) -> str:
    """Return what a new edition is called: as its file, where that is named like an edition, else a new name.

    Raises
    ------
    InputError
        When the name of the file says another kind than the edition is of; pages go by the name.
    """
    named = kind_named(out.stem) if out else None
    if out is None or named is None:
        return new_id(kind, now)
    if named != kind:
        problem = f"名前の終わりが{named}ですが、作る版は{kind}です"
        raise _refusal(out, problem, f"名前の終わりを{kind}にするか、--outを付けずに作ってください")
    return out.stem


@contextmanager
def building(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a new database that becomes `target` when the block ends well.

    The database is written beside the target and renamed in one step; when the block fails or is interrupted,
    nothing of it stays. What builds that were killed left in the folder is removed too.

    Raises
    ------
    InputError
        When the target exists already, since an edition is never changed, when another process is building it,
        or when it cannot be written.
    """
    with _storage_faults(target):
        _refuse_existing(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        before = _unfinished(target.parent)
        unfinished = target.with_name(target.name + BUILDING)
        if unfinished.exists():
            if not unfinished.is_file():
                problem = "版を作るときの名前に、ふつうのファイルでないもの（フォルダーやパイプ）があります"
                raise _refusal(unfinished, problem, "消すか、別の名前を指定してください")
            if _in_use(unfinished):
                raise _being_built(target)
            _remove(unfinished)
        try:
            with duckdb.connect(str(unfinished)) as connection:
                connection.execute(_SETTINGS)
                yield connection
                connection.execute("checkpoint")
            _refuse_existing(target)
            unfinished.replace(target)
        finally:
            if not _in_use(unfinished):
                _remove(unfinished)
            _sweep(before)


@contextmanager
def _storage_faults(target: Path) -> Iterator[None]:
    """Turn what keeps files from being written or read into an InputError."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if _is_locked(error):
            raise _being_built(target) from error
        cause = system.cause(error)
        if cause is None and not isinstance(error, duckdb.IOException):
            raise
        file = Path(getattr(error, "filename", None) or target)
        problem = "読み書きができません" + (f"（{cause}）" if cause else "")
        raise _refusal(file, problem, "場所、権限、空き容量を確かめてください") from error


def _refuse_existing(target: Path) -> None:
    if target.is_dir():
        raise _refusal(target, "フォルダーです", "版のファイル名まで指定してください")
    if target.exists():
        remedy = "版は書き換えないので、別の名前を指定してください"
        raise _refusal(target, "同じ名前の版がすでにあります", remedy)


def _being_built(target: Path) -> InputError:
    return _refusal(
        target, "同じ名前の版をほかの処理が作っています", "終わるまで待つか、別の名前を指定してください"
    )


def _refusal(file: Path, problem: str, remedy: str) -> InputError:
    return InputError([Fault(str(file), "", problem, remedy)])


def _unfinished(folder: Path) -> dict[Path, int]:
    """Return the unfinished files of a folder, and when each was last changed; no build leaves a pipe or a folder."""
    found = {}
    for path in folder.glob("*" + SUFFIX + BUILDING):
        with suppress(FileNotFoundError):
            if path.is_file():
                found[path] = path.stat().st_mtime_ns
    return found


def _sweep(before: dict[Path, int]) -> None:
    """Remove the unfinished files that nobody has open and nobody changed since this build began.

    A build has its file open except for moments after making it and before renaming it; in both the file has
    just been changed.
    """
    for path in before:
        if path.exists() and not _in_use(path) and _unfinished(path.parent).get(path) == before[path]:
            _remove(path)


def _in_use(unfinished: Path) -> bool:
    try:
        duckdb.connect(str(unfinished), read_only=True).close()
    except duckdb.ConnectionException:  # this very process has it open
        return True
    except duckdb.Error as error:  # a file that can be read, but is no whole database, is left over
        return _is_locked(error) or system.cause(error) is not None
    return False


def _is_locked(error: Exception) -> bool:
    return any(words in str(error) for words in LOCKED)


def _remove(unfinished: Path) -> None:
    """Remove an unfinished file, after the files DuckDB keeps beside it.

    What cannot be removed stays for the next build; Windows refuses while another process has the file open.
    """
    with suppress(OSError):
        for companion in unfinished.parent.glob(f"{glob.escape(unfinished.name)}.*"):
            if companion.is_dir():
                shutil.rmtree(companion)
            else:
                companion.unlink()
        unfinished.unlink()


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 over all tables but `edition`: their names, and number, sum and exclusive or of row hashes.

    Editions of the same inputs have the same content hash, whenever and wherever this version of the program built
    them, in whatever order the rows stand. A row's hash is DuckDB's own (64 bits), a hundred times faster than text and
    MD5 of three million rows; another version of DuckDB may hash otherwise, and then so does another version of this
    program.
    """
    total = hashlib.sha256()
    tables = connection.execute(
        "select table_name, list(column_name) filter (where data_type like 'ENUM%') from duckdb_columns()"
        " where table_name in (select table_name from duckdb_tables()) and table_name <> 'edition'"
        " group by table_name order by table_name"
    ).fetchall()
    for name, enumerated in tables:
        numbers = connection.execute(
            f"select count(*), sum(hash(t)), bit_xor(hash(t)) from {_with_texts(name, enumerated)} as t"
        ).fetchall()[0]
        total.update(f"{name}:{numbers}\n".encode())
    return total.hexdigest()


def _with_texts(table: str, enumerated: list[str] | None) -> str:
    """Return a table, with its enumerated columns as texts: what a text is written as is no content."""
    if not enumerated:
        return table
    texts = ", ".join(f"cast({name} as varchar) as {name}" for name in enumerated)
    return f"(select * replace ({texts}) from {table})"


def source_hash(connection: duckdb.DuckDBPyConnection, scope: str) -> str:
    """Return the SHA-256 over names and contents of all files read, and the scope they were read with."""
    files = connection.execute("select file_name, sha256 from ingest_files order by file_name").fetchall()
    listing = "".join(f"{name}:{sha256}\n" for name, sha256 in files)
    return hashlib.sha256(f"{listing}scope:{scope}\n".encode()).hexdigest()


def now() -> datetime:
    """Return the local time in Japan, without zone, as editions store it."""
    return datetime.now(JAPAN).replace(tzinfo=None, microsecond=0)
