"""The file that holds what meetings decide: how it is opened and made, what is said when that fails, its copies.

It is the only file a running dashboard writes. SQLite keeps it whole: several processes may write at once, and what
is confirmed is on the disk (write-ahead log, synchronous = full), also after the process is killed.
"""

import errno
import glob
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
SECONDS = 5.0
"""How long to wait for others that write."""

COPIES = 10
"""How many copies are kept, the newest."""

GUIDE = "職員の手引きの「控えと元に戻すこと」"

APPLICATION = 0x53554B41
"""What marks a file as one of ours (`application_id` of SQLite: "SUKA")."""

VERSION = 1
_SCHEMA = f"""
create table decisions (
    decision_id text primary key not null,
    meeting_title text not null,
    meeting_when text not null,
    screen_id text not null,
    edition_id text not null,
    text text not null,
    department text not null,
    due text not null,
    decided_at text not null,
    replaces text unique references decisions (decision_id),
    is_withdrawn integer not null check (is_withdrawn in (0, 1))
) strict;
create table outcomes (
    outcome_id text primary key not null,
    decision_id text not null references decisions (decision_id),
    meeting_title text not null,
    meeting_when text not null,
    state text not null,
    text text not null,
    told_at text not null
) strict;
create trigger decisions_are_not_changed before update on decisions begin select raise(abort, 'append only'); end;
create trigger decisions_are_not_deleted before delete on decisions begin select raise(abort, 'append only'); end;
create trigger outcomes_are_not_changed before update on outcomes begin select raise(abort, 'append only'); end;
create trigger outcomes_are_not_deleted before delete on outcomes begin select raise(abort, 'append only'); end;
pragma application_id = {APPLICATION};
pragma user_version = {VERSION};
"""


class MeetingsError(Exception):
    """What meetings decided cannot be read or written; the message says why, in Japanese, with the way out."""


class ConflictError(MeetingsError):
    """Somebody else corrected or withdrew the same decision meanwhile."""


def now() -> datetime:
    """Return the local time in Japan, without zone."""
    return datetime.now(JAPAN).replace(tzinfo=None, microsecond=0)


def path() -> Path:
    """Return where the file lies: `DASHBOARD_MEETINGS`, or data/meetings/meetings.sqlite of the project.

    Raises
    ------
    MeetingsError
        When another machine holds it, and `DASHBOARD_MEETINGS` is its address.
    """
    if address := _elsewhere():
        raise MeetingsError(
            f"決めたことは、別のサーバーで読み書きします。会議では「{address}」を開いてください。"
        )
    default = Path(__file__).parent.parent / "data" / "meetings" / "meetings.sqlite"
    return Path(os.environ.get("DASHBOARD_MEETINGS") or default).absolute()


def _elsewhere() -> str | None:
    """Return the address of the machine that holds the file; None where this one does."""
    named = os.environ.get("DASHBOARD_MEETINGS", "")
    return named if named.startswith(("http://", "https://")) else None


@contextmanager
def reading() -> Iterator[sqlite3.Connection | None]:
    """Open the file until the block ends, as it stands at one moment; None where nothing was ever written.

    Raises
    ------
    MeetingsError
        When it cannot be read.
    """
    file = path()
    with _explained(file):
        if _is_new(file):
            yield None
            return
        with closing(_connected(file, "rw")) as connection:
            connection.execute("begin")
            _refuse_other(connection, file)
            yield connection


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """Open the file, which is made where there is none, for what is on the disk when the block ends: all or nothing.

    Raises
    ------
    MeetingsError
        When it cannot be written, or is not whole; nothing is changed then.
    """
    file = path()
    with _explained(file):
        if _is_new(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        with closing(_connected(file, "rwc")) as connection:
            connection.execute("begin immediate")
            if not connection.execute("select 1 from sqlite_schema").fetchone():
                for statement in _statements(_SCHEMA):
                    connection.execute(statement)
            _refuse_other(connection, file)
            _refuse_damaged(connection, file)
            yield connection
            connection.execute("commit")
            with suppress(sqlite3.OperationalError):  # others are at the file: the next to write tries again
                connection.execute("pragma journal_mode = wal")


def copy() -> Path | None:
    """Copy the file beside it, under the time of day, if it holds anything else than its newest copy.

    The newest `COPIES` are kept. A file that is not whole is not copied, so that it drives no good copy out; one of
    another machine is copied there.

    Raises
    ------
    MeetingsError
        When the file or the folder of copies cannot be used.
    """
    if _elsewhere():
        return None
    file = path()
    with reading() as connection:
        if connection is None:
            return None
        _refuse_damaged(connection, file)
        earlier = copies(file)
        if earlier and _content(earlier[-1]) == list(connection.iterdump()):
            return None
        made = _folder(file) / f"{file.stem}-{now():%Y%m%d-%H%M%S}.sqlite"
        made.parent.mkdir(exist_ok=True)
        unfinished = made.with_suffix(f".{os.getpid()}.building")
        try:
            unfinished.unlink(missing_ok=True)
            with closing(sqlite3.connect(unfinished)) as target:
                connection.backup(target)
                target.execute("pragma journal_mode = delete")  # one file, complete in itself
            unfinished.replace(made)
        finally:
            unfinished.unlink(missing_ok=True)
    for old in copies(file)[:-COPIES]:
        old.unlink(missing_ok=True)
    return made


def copies(file: Path) -> list[Path]:
    """Return the copies of a file, the oldest first."""
    return sorted(_folder(file).glob(f"{glob.escape(file.stem)}-[0-9]*.sqlite"))


def _folder(file: Path) -> Path:
    return file.parent / "copies"


def _content(copied: Path) -> list[str] | None:
    """Return everything a copy holds; None where it cannot be read."""
    try:
        with closing(_connected(copied, "ro")) as connection:
            return list(connection.iterdump())
    except sqlite3.Error:
        return None


def _connected(file: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{file.as_uri()}?mode={mode}", uri=True, timeout=SECONDS, isolation_level=None
    )
    try:
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _application(connection: sqlite3.Connection) -> int:
    (application,) = connection.execute("pragma application_id").fetchone()
    return int(application)


def _is_new(file: Path) -> bool:
    """Return whether nothing was ever written.

    Raises
    ------
    MeetingsError
        When something else lies there, or what was there is lost: it is to be fetched back before anything is written.
    """
    if file.exists() and not file.is_file():
        kind = "フォルダー" if file.is_dir() else "ふつうのファイルではないもの"
        raise MeetingsError(
            f"決めたことのファイル「{file}」は、{kind}です。環境変数 DASHBOARD_MEETINGS に、"
            "ファイルの名前まで正しく書いて、ダッシュボードを起動し直してください。"
        )
    if file.exists() and file.stat().st_size:
        return False
    log = file.with_name(f"{file.name}-wal")
    if copies(file) or (log.exists() and log.stat().st_size):
        raise MeetingsError(
            f"決めたことのファイル「{file}」が、なくなったか空になっています。控え（{_folder(file)}）から戻してください"
            f"（{GUIDE}）。"
        )
    return True


def _refuse_other(connection: sqlite3.Connection, file: Path) -> None:
    if _application(connection) != APPLICATION:
        raise MeetingsError(
            f"「{file}」は、ほかのプログラムのファイルなので、決めたことを書きません。"
            "環境変数 DASHBOARD_MEETINGS を直して、ダッシュボードを起動し直してください。"
        )
    (version,) = connection.execute("pragma user_version").fetchone()
    if version != VERSION:
        raise MeetingsError(
            f"決めたことのファイル「{file}」は、新しいダッシュボードで作られており（形式{version}）、ここ（形式{VERSION}）では"
            "読み書きできません。ダッシュボードを新しくしてください。"
        )


def _refuse_damaged(connection: sqlite3.Connection, file: Path) -> None:
    if connection.execute("pragma quick_check(1)").fetchall() != [("ok",)]:
        raise MeetingsError(_damaged(file))


def _damaged(file: Path) -> str:
    return (
        f"決めたことのファイル「{file}」が壊れているので、書き込みません。ファイルはそのまま残してあります。"
        f"控え（{_folder(file)}）から戻してください（{GUIDE}）。"
    )


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say faults of the file in Japanese: which file, why, and what to do."""
    name = f"決めたことのファイル「{file}」"
    try:
        yield
    except OSError as error:
        raise MeetingsError(
            f"{name}の置き場所を使えません（{_reason(error)}）。直してから、もう一度押してください。"
        ) from error
    except sqlite3.Error as error:
        match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:  # the lowest byte is the kind
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                words = (
                    f"{name}を、ほかのプログラムが使い続けています（{SECONDS:.0f}秒待ちました）。"
                    "そのプログラムを閉じて、もう一度押してください。"
                )
            case sqlite3.SQLITE_FULL:
                words = (
                    f"ディスクがいっぱいで、{name}に書けません。空き容量を作って、もう一度押してください。"
                )
            case sqlite3.SQLITE_IOERR:
                words = (
                    f"{name}を読み書きできません（ディスクがいっぱいか、故障しています）。"
                    "空き容量を確かめて、もう一度押してください。"
                )
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
                words = (
                    f"{name}を開けないか、書き込めません。"
                    "ファイルとフォルダーの権限を確かめて、もう一度押してください。"
                )
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                words = _damaged(file)
            case _:
                kind = getattr(error, "sqlite_errorname", type(error).__name__)
                words = f"{name}を使えません（{kind}）。かっこの中の言葉を、情報システムの担当者に伝えてください。"
        raise MeetingsError(words) from error


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "ディスクがいっぱいです"
        case errno.EACCES | errno.EPERM:
            return "書き込む権限がありません"
        case errno.EROFS:
            return "読み取り専用です"
        case _:
            return "フォルダーを作れないか、開けません"
