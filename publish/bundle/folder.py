"""The folder that is carried over, and its zip."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from publish.bundle.faults import BundleError
from publish.bundle.wheels import PLATFORMS, download
from queries.editions import APP_VERSION

PROJECT = Path(__file__).parents[2]
NAME = f"sukagawa-dashboard-{APP_VERSION}"
CARRIED = (
    "dashboard.py",
    "deploy",
    "pages",
    "publish",
    "charts",
    "exports",
    "findings",
    "queries",
    "stats",
    "ingest",
    "data",
    "docs",
    ".streamlit",
    "requirements.txt",
    "README.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "CHANGELOG.md",
)
"""What of the project a running dashboard, the building of editions and whoever does either need."""

TEMPLATES = Path(__file__).parent
GUIDE = "はじめに.txt"
SUMS = "SHA256SUMS"


def make(
    out: Path,
    platforms: Sequence[str],
    pythons: Sequence[str],
    progress: Callable[[str], None],
    project: Path = PROJECT,
) -> Path:
    """Make the folder `NAME` and its zip in `out`, and return the path of the zip.

    `platforms` are keys of `PLATFORMS`, `pythons` versions such as "3.12", the preferred one first. Both appear in
    `out` whole or not at all.

    Raises
    ------
    BundleError
        When something of that name lies there already, or a part cannot be had; nothing is left behind.
    """
    finished = out / NAME, out / f"{NAME}.zip"
    for path in finished:
        if path.exists():
            raise BundleError(f"{path}：すでにあります。消すか、別の場所を指定してください。")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as unfinished:
        folder, archive = Path(unfinished) / NAME, Path(unfinished) / f"{NAME}.zip"
        folder.mkdir()
        copy_application(project, folder / "app")
        copy_wheels(folder, platforms, pythons, progress)
        build_sample(folder)
        write_starters(folder, platforms, pythons)
        write_sums(folder)
        progress("zipにまとめています…")
        pack(folder, archive)
        folder.rename(finished[0])
        archive.rename(finished[1])
    return finished[1]


def copy_application(project: Path, app: Path) -> None:
    """Copy what git knows of the application, as it lies in the working tree.

    Raises
    ------
    BundleError
        When the project is no git repository, or files git knows are not there.
    """
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--", *CARRIED],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    names = listing.stdout.split("\0")[:-1]
    if not names:
        problem = "gitで管理されているファイルがありません"
        raise BundleError(f"{project}：{problem}。gitで取得したフォルダーで実行してください。")
    lost = [name for name in names if not (project / name).is_file()]
    if lost:
        remedy = "git statusで確かめ、戻すか消すかしてください"
        raise BundleError("\n".join(f"{name}：見つかりません。{remedy}。" for name in lost))
    for name in names:
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / name, app / name)


def copy_wheels(
    folder: Path, platforms: Sequence[str], pythons: Sequence[str], progress: Callable[[str], None]
) -> None:
    """Gather the wheels of every platform and Python in one folder; those that suit several lie there once."""
    (folder / "wheels").mkdir()
    for platform in (PLATFORMS[name] for name in platforms):
        for python in pythons:
            progress(f"{platform.name}・Python {python}の部品を集めています…")
            with tempfile.TemporaryDirectory(dir=folder.parent) as target:
                download(folder / "app" / "requirements.txt", Path(target), platform, python)
                for wheel in Path(target).iterdir():
                    wheel.replace(folder / "wheels" / wheel.name)


def build_sample(folder: Path) -> None:
    """Let the application that is carried build the sample edition that is carried with it.

    It says itself what it does, and what is in its way.

    Raises
    ------
    BundleError
        When it fails.
    """
    surroundings = {"DASHBOARD_EDITIONS": str(folder.resolve() / "editions"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "ingest", "build", "--sample"]
    ended = subprocess.run(
        command, cwd=folder / "app", env=os.environ | surroundings, stdout=subprocess.DEVNULL, check=False
    )
    if ended.returncode:
        raise BundleError(
            "一式に入れるサンプル版を作れませんでした。上に出た理由を直して、もう一度実行してください。"
        )


def write_starters(folder: Path, platforms: Sequence[str], pythons: Sequence[str]) -> None:
    """Write what people open: the starters of the platforms, and the guide so that Windows' Notepad reads it."""
    words = {"@VERSION@": APP_VERSION, "@PYTHONS@": " ".join(pythons)}
    if "linux" in platforms:
        _write(folder / "start.sh", "start.sh", words, "utf-8", "\n")
        (folder / "start.sh").chmod(0o755)
    if "windows" in platforms:
        _write(folder / "start.bat", "start.bat", words, "utf-8", "\r\n")
    _write(folder / GUIDE, "guide.txt", words, "utf-8-sig", "\r\n")


def _write(path: Path, template: str, words: dict[str, str], encoding: str, newline: str) -> None:
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    path.write_text(text, encoding=encoding, newline=newline)


def write_sums(folder: Path) -> None:
    """List every file of the folder with its SHA-256, as `sha256sum --check` reads it."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            lines.append(
                f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.relative_to(folder).as_posix()}\n"
            )
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def pack(folder: Path, archive: Path) -> None:
    """Zip a folder under its own name; wheels are stored as they are, being zips themselves."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            method = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            packed.write(path, path.relative_to(folder.parent), method)
