"""What meetings decided survives whatever happens to the program, the disk and the file, and every fault is said."""

import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from queries import meetings, meetings_file
from queries.meetings import Decision, Meeting, Outcome
from queries.meetings_file import ConflictError, MeetingsError
from tests.serving import ROOT

MEETING = Meeting("地域IT懇話会", "令和8年度")
# Writes decisions named after the first argument and says each once it is confirmed.
WRITER = """
import sys
from tests.queries.test_meetings import decision
from queries import meetings
for number in range(int(sys.argv[2])):
    try:
        meetings.decide(decision(f"{sys.argv[1]}-{number}", text=sys.argv[3] if len(sys.argv) > 3 else "次の一手"))
    except meetings.MeetingsError as error:
        print(error, file=sys.stderr)
        break
    print(f"{sys.argv[1]}-{number}", flush=True)
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_MEETINGS", str(tmp_path / "meetings" / "meetings.sqlite"))
    return tmp_path / "meetings" / "meetings.sqlite"


def decision(name: str, text: str = "未達の理由と次の一手をまとめる") -> Decision:
    return Decision(
        name,
        MEETING,
        "recommendation-1",
        "20261130-081320-fd9ae5-sample",
        text,
        "長寿福祉課",
        "令和9年6月",
        datetime(2026, 11, 30, 14, 12),
    )


def names() -> list[str]:
    return [row.decision_id for row in meetings.rows().decisions]


def writer(name: str, count: int, *text: str, **options: object) -> subprocess.Popen[str]:
    """Begin to write decisions in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, str(count), *text],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **options,
    )


def test_before_anything_is_written_there_is_nothing_and_no_file(file: Path) -> None:
    assert meetings.rows() == meetings.Rows()
    assert meetings_file.copy() is None
    assert not file.parent.exists()


def test_what_was_written_is_read_as_it_was_written() -> None:
    odd = replace(decision("a", "=1+1 <b>\0\x1b「\n\u202e"), department="その他：市民の会", due="")
    told = Outcome("o", "a", replace(MEETING, when="令和9年度"), "進行中", "半分", datetime(2027, 11, 30))
    meetings.decide(odd)
    meetings.tell(told)
    assert meetings.rows() == meetings.Rows((odd,), (told,))


def test_the_same_form_sent_twice_is_one_row() -> None:
    for _ in range(2):
        meetings.decide(decision("a"))
    meetings.decide(replace(decision("b"), replaces="a", is_withdrawn=True))
    meetings.decide(replace(decision("b"), replaces="a", is_withdrawn=True))
    assert names() == ["a", "b"]


def test_of_two_corrections_of_one_decision_the_second_is_refused() -> None:
    meetings.decide(decision("a"))
    meetings.decide(replace(decision("b"), replaces="a"))
    with pytest.raises(ConflictError, match="ほかの人が先に直すか取り消しました"):
        meetings.decide(replace(decision("c"), replaces="a"))
    assert names() == ["a", "b"]


def test_nothing_can_be_changed_or_deleted(file: Path) -> None:
    meetings.decide(decision("a"))
    with closing(sqlite3.connect(file)) as connection:
        for statement in ("delete from decisions", "update decisions set text = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                connection.execute(statement)
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    assert names() == ["a"]


def test_a_killed_process_loses_nothing_it_has_confirmed() -> None:
    confirmed: list[str] = []
    for time in range(5):
        process = writer(str(time), 10_000)
        for _ in range(3 + 7 * time):
            confirmed.append(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)
        confirmed += process.stdout.read().split()
        process.wait()
    written = names()
    assert len(confirmed) > 80
    assert [name for name in confirmed if name not in written] == []
    meetings.decide(decision("after"))
    assert names()[-1] == "after"


def test_two_processes_and_eight_writers_at_once_lose_nothing() -> None:
    def write(who: int) -> list[str]:
        mine = [f"thread-{who}-{number}" for number in range(20)]
        for name in mine:
            meetings.decide(decision(name))
        return mine

    processes = [writer(f"process-{who}", 20) for who in range(2)]
    with ThreadPoolExecutor(8) as threads:
        confirmed = [name for mine in threads.map(write, range(8)) for name in mine]
    for process in processes:
        said, complaints = process.communicate(timeout=60)
        assert complaints == ""
        confirmed += said.split()
    assert len(confirmed) == 200
    assert sorted(names()) == sorted(confirmed)


def refused_on_a_full_disk(process: subprocess.Popen[str]) -> list[str]:
    """Return what a process had confirmed when it was refused."""
    said, complaint = process.communicate(timeout=60)
    assert re.search("ディスクがいっぱい.*空き容量を.*もう一度押してください", complaint), complaint
    return said.split()


def test_a_full_disk_loses_nothing_and_says_so() -> None:
    confirmed = refused_on_a_full_disk(
        writer(
            "a",
            1000,
            "長い決定" * 60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        )
    )
    assert len(confirmed) > 10
    assert names() == confirmed
    meetings.decide(decision("after"))
    assert names() == [*confirmed, "after"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root may mount a small disk")
def test_a_small_disk_that_is_full_loses_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        monkeypatch.setenv("DASHBOARD_MEETINGS", str(disk / "meetings.sqlite"))
        confirmed = refused_on_a_full_disk(writer("a", 1000, "長い決定" * 60))
        assert len(confirmed) > 10
        assert names() == confirmed
    finally:
        subprocess.run(["umount", disk], check=True)


def garbled(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def scratched(file: Path) -> None:
    pages = bytearray(file.read_bytes())
    pages[4096 : 4096 * 3] = bytes(range(256)) * 32
    file.write_bytes(pages)


@pytest.mark.parametrize("damage", [garbled, cut, scratched])
def test_a_damaged_file_is_named_and_never_written_into(file: Path, damage: Callable[[Path], None]) -> None:
    for number in range(30):
        meetings.decide(decision(str(number)))
    copied = meetings_file.copy()
    damage(file)
    before = file.read_bytes()
    with pytest.raises(
        MeetingsError, match=f"「{file}」が壊れているので、書き込みません.*控え.*から戻してください"
    ):
        meetings.decide(decision("after"))
    with pytest.raises(MeetingsError, match="が壊れているので"):
        meetings_file.copy()
    assert file.read_bytes() == before
    assert meetings_file.copies(file) == [copied]


@pytest.mark.parametrize("lose", [lambda file: file.unlink(), lambda file: os.truncate(file, 0)])
def test_a_lost_file_is_not_begun_anew_beside_its_copies(file: Path, lose: Callable[[Path], None]) -> None:
    meetings.decide(decision("a"))
    meetings_file.copy()
    lose(file)
    for use in (meetings.rows, lambda: meetings.decide(decision("b")), meetings_file.copy):
        with pytest.raises(MeetingsError, match=r"なくなったか空になっています。控え.*から戻してください"):
            use()
    assert not file.exists() or not file.stat().st_size


def test_what_lies_there_instead_of_the_file_is_named_and_left_as_it_is(file: Path) -> None:
    file.mkdir(parents=True)
    for use in (meetings.rows, lambda: meetings.decide(decision("a"))):
        with pytest.raises(MeetingsError, match=f"「{file}」は、フォルダーです。環境変数 DASHBOARD_MEETINGS"):
            use()
    file.rmdir()
    os.mkfifo(file)
    with pytest.raises(MeetingsError, match="ふつうのファイルではないものです"):
        meetings.decide(decision("a"))
    file.unlink()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("create table theirs (a)")
    before = file.read_bytes()
    for use in (meetings.rows, lambda: meetings.decide(decision("a")), meetings_file.copy):
        with pytest.raises(MeetingsError, match="ほかのプログラムのファイルなので"):
            use()
    assert file.read_bytes() == before


def test_a_file_of_another_machine_is_neither_read_nor_written_nor_copied(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DASHBOARD_MEETINGS", "http://192.0.2.11:8511/")
    for use in (meetings.rows, lambda: meetings.decide(decision("a"))):
        with pytest.raises(MeetingsError, match=r"会議では「http://192\.0\.2\.11:8511/」を開いて"):
            use()
    assert meetings_file.copy() is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_a_newer_program_is_refused(file: Path) -> None:
    meetings.decide(decision("a"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"pragma user_version = {meetings_file.VERSION + 1}")
    for use in (meetings.rows, lambda: meetings.decide(decision("b"))):
        with pytest.raises(MeetingsError, match=r"形式2.*ダッシュボードを新しくしてください"):
            use()


def test_a_file_others_hold_is_waited_for_and_then_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings_file, "SECONDS", 1.0)
    meetings.decide(decision("a"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(MeetingsError, match="ほかのプログラムが使い続けています（1秒待ちました）"):
            meetings.decide(decision("b"))
        assert names() == ["a"]
    meetings.decide(decision("b"))
    assert names() == ["a", "b"]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Do without the rights of root, who may write everything."""
    if os.getuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_or_a_folder_that_may_not_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "closed", "meetings.sqlite")
        monkeypatch.setenv("DASHBOARD_MEETINGS", str(file))
        meetings.decide(decision("a"))
        for path, mode in ((Path(folder), 0o755), (file, 0o444), (file.parent, 0o555)):
            path.chmod(mode)
        with (
            as_nobody(),
            pytest.raises(MeetingsError, match="開けないか、書き込めません。ファイルとフォルダーの権限を"),
        ):
            meetings.decide(decision("b"))
        monkeypatch.setenv("DASHBOARD_MEETINGS", str(file.parent / "new" / "meetings.sqlite"))
        with (
            as_nobody(),
            pytest.raises(MeetingsError, match="置き場所を使えません（書き込む権限がありません）"),
        ):
            meetings.decide(decision("b"))
        file.parent.chmod(0o755)


def test_a_copy_is_made_when_something_changed_and_the_newest_are_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for number in range(meetings_file.COPIES + 2):
        monkeypatch.setattr(meetings_file, "now", lambda number=number: datetime(2026, 11, 30, 9, 0, number))
        meetings.decide(decision(str(number)))
        made.append(meetings_file.copy())
        assert meetings_file.copy() is None
    assert made[0].name == "meetings-20261130-090000.sqlite"
    assert sorted(file.parent.joinpath("copies").iterdir()) == made[2:]


def test_a_copy_put_back_as_the_guide_says_is_the_file_again(file: Path) -> None:
    meetings.decide(decision("a"))
    copied = meetings_file.copy()
    meetings.decide(decision("b"))
    garbled(file)
    for part in file.parent.glob(f"{file.name}*"):
        part.rename(file.parent / f"broken-{part.name}")
    shutil.copy(copied, file)
    assert names() == ["a"]
    meetings.decide(decision("c"))
    assert names() == ["a", "c"]
