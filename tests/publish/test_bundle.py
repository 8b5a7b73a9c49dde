"""The offline bundle: what is in it, that it installs and opens without a network, and what it says when it cannot."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.__main__ import main as publish
from publish.bundle import folder as bundling
from publish.bundle import start as start_of_bundle
from publish.bundle.faults import BundleError
from publish.bundle.wheels import PLATFORMS, PYTHONS, download, missing
from tests.serving import CHROMIUM

ROOT = Path(__file__).parents[2]
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
UTF8_NAME = 0x800  # the general purpose bit by which a zip says that a name is UTF-8


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, encoding="utf-8", **options)


def sums_of(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def wheel(folder: Path, name: str, *requires: str) -> None:
    """Write a wheel that holds nothing but what it requires."""
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0"]
        lines += [f"Requires-Dist: {text}" for text in requires]
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines))


# --- the whole way, over the package index and then without any network -----------------------------------------


@pytest.fixture(scope="module")
def index() -> None:
    """Skip where no package index can be reached."""
    with tempfile.TemporaryDirectory() as nowhere:
        pip = [sys.executable, "-m", "pip", "--retries", "0", "--timeout", "20"]
        reached = run([*pip, "download", "--no-deps", "--only-binary=:all:", "--dest", nowhere, "et-xmlfile"])
    if reached.returncode:
        pytest.skip("no package index can be reached, so the wheels of the bundle cannot be downloaded")


@pytest.fixture(scope="module")
def carried(index: None) -> Iterator[Path]:
    """Return the folder that comes out of the zip of a bundle for this kind of machine, at its new place."""
    with tempfile.TemporaryDirectory() as place:
        made, unpacked = Path(place) / "made", Path(place) / "運ばれた 一式"
        assert publish(["bundle", "--out", str(made), "--platforms", "linux", "--pythons", HERE]) == 0
        with zipfile.ZipFile(made / f"{bundling.NAME}.zip") as archive:
            archive.extractall(unpacked)
        assert sums_of(unpacked / bundling.NAME) == sums_of(made / bundling.NAME)
        shutil.rmtree(made)
        yield unpacked / bundling.NAME


@pytest.fixture(scope="module")
def visited(carried: Path) -> dict[str, object]:
    """Return what was seen on opening the bundle in a place without network."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DASHBOARD_")}
    isolation = [
        command
        for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])
        if shutil.which("unshare") and run([*command, "true"]).returncode == 0
    ]
    if not isolation:
        environment |= dict.fromkeys(["http_proxy", "https_proxy", "all_proxy"], "http://127.0.0.1:9")
    visitor = [sys.executable, str(Path(__file__).with_name("visit_bundle.py")), str(carried)]
    ended = run([*(isolation or [[]])[0], *visitor, *([CHROMIUM] if CHROMIUM else [])], env=environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    seen = json.loads(ended.stdout.splitlines()[-1])
    assert not (isolation and seen["network"])
    return seen


@pytest.mark.bundle
def test_every_file_is_in_the_list_with_its_digest(carried: Path) -> None:
    files = {
        path.relative_to(carried).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in carried.rglob("*")
        if path.is_file() and not {".venv", "__pycache__"} & set(path.parts) and path.suffix != ".log"
    }
    assert files.pop("SHA256SUMS")
    assert sums_of(carried) == files
    assert {"app", "editions", "wheels", "start.sh", "はじめに.txt"} <= {
        path.name for path in carried.iterdir()
    }
    assert not (carried / "app" / "tests").exists()


@pytest.mark.bundle
def test_it_opens_without_network(visited: dict[str, object]) -> None:
    assert visited["health"] == "ok"
    assert '<html lang="en">' in str(visited["html"])
    assert "初めての準備" in str(visited["first_words"])


@pytest.mark.bundle
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)")
def test_a_browser_shows_its_first_page(visited: dict[str, object]) -> None:
    assert visited["heading"] == "いま、判断が必要なことは何か"


@pytest.mark.bundle
def test_the_second_start_installs_nothing(visited: dict[str, object]) -> None:
    assert "準備" not in str(visited["second_words"])
    assert "開きました" in str(visited["second_words"])


@pytest.mark.bundle
def test_a_server_that_breaks_down_points_to_its_log(visited: dict[str, object]) -> None:
    assert "ダッシュボードが止まりました" in str(visited["last_words"])
    assert "dashboard.log" in str(visited["last_words"])


@pytest.mark.bundle
def test_it_reads_files_without_network(visited: dict[str, object]) -> None:
    assert visited["check"] == 0


@pytest.mark.bundle
def test_windows_finds_a_wheel_for_everything(index: None, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        download(ROOT / "requirements.txt", Path(place), PLATFORMS["windows"], PYTHONS[0])
        names = {path.name.split("-")[0] for path in Path(place).glob("*.whl")}
        tags = {path.stem.rsplit("-", 1)[-1] for path in Path(place).glob("*.whl")}
    assert {"streamlit", "duckdb", "pyogrio", "pyproj", "shapely", "tzdata"} <= names
    assert tags == {"any", "win_amd64"}


# --- what a machine needs that is not the one the bundle is made on ---------------------------------------------


@pytest.mark.parametrize(
    ("platform", "python", "expected"),
    [
        ("windows", "3.12", ["colorama>=0.4"]),
        ("windows", "3.11", ["backport", "colorama>=0.4"]),
        ("linux", "3.12", ["loop"]),
    ],
)
def test_markers_are_judged_by_the_machine_it_is_for(
    tmp_path: Path, platform: str, python: str, expected: list[str]
) -> None:
    (tmp_path / "requirements.txt").write_text("Top_Level==1.0\n", encoding="utf-8")
    wheel(
        tmp_path,
        "top_level",
        'colorama>=0.4; sys_platform == "win32"',
        'backport; python_version < "3.12" and os_name == "nt"',
        'loop; platform_system == "Linux"',
        'never; extra == "all"',
    )
    assert missing(tmp_path / "requirements.txt", tmp_path, PLATFORMS[platform], python) == expected


def test_extras_that_are_asked_for_count(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("first\n", encoding="utf-8")
    wheel(tmp_path, "first", "second[fast]")
    wheel(
        tmp_path,
        "second",
        'engine; extra == "fast"',
        'other; extra == "slow"',
        'second[slow]; extra == "all"',
    )
    assert missing(tmp_path / "requirements.txt", tmp_path, PLATFORMS["linux"], HERE) == ["engine"]


def test_a_wheel_of_another_version_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("first==2.0\n", encoding="utf-8")
    wheel(tmp_path, "first")
    assert missing(tmp_path / "requirements.txt", tmp_path, PLATFORMS["linux"], HERE) == ["first==2.0"]


# --- the application that is carried ----------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a git repository with a page, a test, and a file git does not know."""
    place = tmp_path / "project"
    for name in ("dashboard.py", "pages/資料.py", "tests/test_it.py", "pages/private.py"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name, encoding="utf-8")
    run(["git", "init", "--quiet"], cwd=place, check=True)
    run(["git", "add", "dashboard.py", "pages/資料.py", "tests/test_it.py"], cwd=place, check=True)
    return place


def test_only_what_git_knows_is_carried_and_no_test(project: Path, tmp_path: Path) -> None:
    bundling.copy_application(project, tmp_path / "app")
    files = {
        path.relative_to(tmp_path / "app").as_posix()
        for path in (tmp_path / "app").rglob("*")
        if path.is_file()
    }
    assert files == {"dashboard.py", "pages/資料.py"}


def test_a_lost_file_is_named(project: Path, tmp_path: Path) -> None:
    (project / "dashboard.py").unlink()
    with pytest.raises(BundleError, match=r"dashboard\.py：見つかりません"):
        bundling.copy_application(project, tmp_path / "app")


def test_without_git_there_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="gitで管理されているファイルがありません"):
        bundling.copy_application(tmp_path, tmp_path / "app")


def test_the_carried_application_builds_the_sample_edition(tmp_path: Path) -> None:
    """Its own code does, into the folder of the bundle, and leaves nothing else in the application."""
    command = tmp_path / "app" / "ingest" / "__main__.py"
    command.parent.mkdir(parents=True)
    words = (
        "import os, pathlib, sys\nfolder = pathlib.Path(os.environ['DASHBOARD_EDITIONS'])\nfolder.mkdir()\n"
    )
    command.write_text(f"{words}(folder / ' '.join(sys.argv[1:])).touch()\n", encoding="utf-8")
    bundling.build_sample(tmp_path)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"app/ingest/__main__.py", "editions/build --sample"}


def test_a_sample_that_cannot_be_built_is_said(tmp_path: Path) -> None:
    command = tmp_path / "app" / "ingest" / "__main__.py"
    command.parent.mkdir(parents=True)
    command.write_text("raise SystemExit(2)\n", encoding="utf-8")
    with pytest.raises(BundleError, match="サンプル版を作れませんでした"):
        bundling.build_sample(tmp_path)


def test_a_bundle_in_use_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edition = tmp_path / bundling.NAME / "editions" / "mine.duckdb"
    edition.parent.mkdir(parents=True)
    edition.write_bytes(b"mine")
    assert publish(["bundle", "--out", str(tmp_path)]) == 2
    assert "すでにあります" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [edition]


# --- what the starters say, on a bundle without wheels ----------------------------------------------------------


@pytest.fixture
def hollow() -> Iterator[Path]:
    """Return a bundle as far as it can be had without the package index."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "一式"
        (folder / "wheels").mkdir(parents=True)
        (folder / "wheels" / "part.whl").write_text("part", encoding="utf-8")
        starter = folder / "app" / "publish" / "bundle" / "start.py"
        starter.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "publish" / "bundle" / "start.py", starter)
        (folder / "app" / "requirements.txt").write_text("first==1.0\n", encoding="utf-8")
        bundling.write_starters(folder, ["linux", "windows"], [HERE])
        bundling.write_sums(folder)
        yield folder


def start(folder: Path, *arguments: str, path: str | None = None, **options: object) -> tuple[int, str]:
    """Run start.sh with only the given folder of programs, and return its exit code and what it says."""
    programs = path if path is not None else str(Path(sys.executable).parent)
    ended = run(["/bin/sh", str(folder / "start.sh"), *arguments], env={"PATH": programs}, **options)
    return ended.returncode, ended.stdout + ended.stderr


def test_whole_files_are_confirmed(hollow: Path) -> None:
    assert start(hollow, "--check") == (0, "すべてのファイルが SHA256SUMS と一致しました。\n")


@pytest.mark.parametrize("arguments", [[], ["--check"]])
@pytest.mark.parametrize("content", [b"pert", None])
def test_a_broken_or_lost_file_is_named(hollow: Path, arguments: list[str], content: bytes | None) -> None:
    part = hollow / "wheels" / "part.whl"
    part.unlink()
    if content:
        part.write_bytes(content)
    code, words = start(hollow, *arguments)
    assert code == 1
    assert "壊れています（1個）。もう一度コピーしてください。\n・wheels/part.whl" in words
    assert not (hollow / ".venv").exists()


def test_no_python_is_said(hollow: Path) -> None:
    code, words = start(hollow, path="")
    assert code == 1
    assert f"64ビットの Python（{HERE} のどれか）" in words
    assert "このPCで見つかった Python： なし" in words


def test_a_python_without_wheels_is_said(hollow: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.6.8"\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    code, words = start(hollow, path=str(tmp_path))
    assert code == 1
    assert "このPCで見つかった Python： Python 3.6.8" in words


def test_a_starter_alone_asks_to_unpack(hollow: Path) -> None:
    shutil.rmtree(hollow / "app")
    code, words = start(hollow)
    assert code == 1
    assert "zip をすべて展開してから" in words


def test_what_cannot_be_written_is_said(hollow: Path) -> None:
    (hollow / "install.log").mkdir()
    code, words = start(hollow)
    assert code == 1
    assert f"「{hollow / 'install.log'}」を読み書きできません" in words
    assert "書き込める場所にコピーして" in words


def test_a_failing_installation_points_to_its_log(hollow: Path) -> None:
    code, words = start(hollow)
    assert code == 1
    assert "準備が途中で止まりました" in words
    assert "first==1.0" in (hollow / "install.log").read_text(encoding="utf-8")
    assert not (hollow / ".venv" / "installed").exists()


def test_the_bundle_says_what_the_dashboard_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(start_of_bundle, "BUNDLE", tmp_path)
    monkeypatch.setattr(start_of_bundle, "APP", ROOT)
    monkeypatch.setattr(start_of_bundle, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start_of_bundle, "SERVER_LOG", tmp_path / "dashboard.log")
    (tmp_path / "editions").touch()
    with pytest.raises(
        start_of_bundle.CannotStartError, match=r"^版のフォルダー「.*editions」を開けません。"
    ):
        start_of_bundle.serve()


def test_the_bundle_says_the_code_and_keeps_decisions_where_a_newer_one_leaves_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "dashboard.log"
    monkeypatch.setattr(start_of_bundle, "SERVER_LOG", log)
    log.write_text("開きました\n会議のコード：ACD346（起動し直すと変わります）\n", encoding="utf-8")
    assert start_of_bundle.meeting_code() == "会議のコード：ACD346（起動し直すと変わります）"
    kept = Path(start_of_bundle.environment()["DASHBOARD_MEETINGS"])
    assert kept.parent.parent == start_of_bundle.BUNDLE
    assert not kept.is_relative_to(start_of_bundle.APP)


def test_the_starters_suit_their_systems(hollow: Path) -> None:
    batch = (hollow / "start.bat").read_bytes()
    *lines, last = batch.decode("utf-8").splitlines(keepends=True)
    assert all(line.endswith("\r\n") and line.isascii() for line in lines)
    assert last.endswith("& pause & exit /b 1\r\n")
    shell = (hollow / "start.sh").read_bytes()
    assert b"\r" not in shell
    assert b"@PYTHONS@" not in batch + shell
    assert (hollow / "start.sh").stat().st_mode & stat.S_IXUSR


def test_the_guide_opens_in_notepad(hollow: Path) -> None:
    guide = (hollow / "はじめに.txt").read_bytes()
    assert guide.startswith(b"\xef\xbb\xbf")
    assert guide.count(b"\n") == guide.count(b"\r\n")
    text = guide.decode("utf-8-sig")
    assert f"ダッシュボード {bundling.APP_VERSION}" in text
    assert f"次の版のどれか：{HERE}" in text


def test_the_zip_keeps_japanese_names_and_the_right_to_run(hollow: Path, tmp_path: Path) -> None:
    bundling.pack(hollow, tmp_path / "it.zip")
    with zipfile.ZipFile(tmp_path / "it.zip") as archive:
        entries = {Path(entry.filename).name: entry for entry in archive.infolist()}
    assert entries["はじめに.txt"].flag_bits & UTF8_NAME
    assert entries["start.sh"].external_attr >> 16 & stat.S_IXUSR
