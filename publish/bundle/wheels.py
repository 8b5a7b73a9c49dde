"""The packages a bundle carries: everything pip asks for on a machine without a network, for each kind of machine."""

import subprocess
import sys
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from packaging.metadata import parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from publish.bundle.faults import BundleError

PYTHONS = ["3.13", "3.12", "3.11"]
"""The versions of Python there may be on the other machines, the preferred one first."""


@dataclass(frozen=True)
class Platform:
    """A kind of machine: its name for people, the tags of its wheels, and what markers of requirements see there."""

    name: str
    tags: tuple[str, ...]
    markers: dict[str, str]


PLATFORMS = {
    "windows": Platform(
        "Windows",
        ("win_amd64",),
        {
            "os_name": "nt",
            "sys_platform": "win32",
            "platform_system": "Windows",
            "platform_machine": "AMD64",
        },
    ),
    "linux": Platform(
        "Linux",
        ("manylinux2014_x86_64", "manylinux_2_28_x86_64"),
        {
            "os_name": "posix",
            "sys_platform": "linux",
            "platform_system": "Linux",
            "platform_machine": "x86_64",
        },
    ),
}


def download(requirements: Path, folder: Path, platform: Platform, python: str) -> None:
    """Fill a folder with the wheels the requirements need on a platform with that Python ("3.12").

    pip chooses wheels for the platform asked for, but judges markers such as `sys_platform == "win32"` by the
    machine it runs on; what it passes over for that reason is asked for by name.

    Raises
    ------
    BundleError
        When the package index cannot be reached, or has no wheel for one of the packages.
    """
    wanted = ["--requirement", str(requirements)]
    while True:
        _run_pip(wanted, folder, platform, python)
        lacking = missing(requirements, folder, platform, python)
        if not lacking:
            return
        wanted += lacking


def missing(requirements: Path, folder: Path, platform: Platform, python: str) -> list[str]:
    """Return what the requirements and the wheels in a folder need on that platform and the folder does not hold."""
    carried: dict[str, list[Version]] = defaultdict(list)
    needs: dict[str, list[Requirement]] = defaultdict(list)
    for path in sorted(folder.glob("*.whl")):
        name, version, *_ = parse_wheel_filename(path.name)
        carried[name].append(version)
        needs[name] += _requirements_of(path)

    there = {**platform.markers, "python_version": python, "python_full_version": f"{python}.0"}
    lines = requirements.read_text(encoding="utf-8").splitlines()
    asked = [(Requirement(line), "") for line in lines if line]
    followed: set[tuple[str, str]] = set()
    lacking: set[str] = set()
    while asked:
        requirement, extra = asked.pop()
        if requirement.marker and not requirement.marker.evaluate({**there, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if not any(requirement.specifier.contains(version, prereleases=True) for version in carried[name]):
            lacking.add(f"{requirement.name}{requirement.specifier}")
        for wanted in {(name, extra) for extra in ("", *requirement.extras)} - followed:
            followed.add(wanted)
            asked += [(need, wanted[1]) for need in needs[name]]
    return sorted(lacking)


def _requirements_of(wheel: Path) -> list[Requirement]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata, _ = parse_email(archive.read(name))
    return [Requirement(text) for text in metadata.get("requires_dist", [])]


def _run_pip(wanted: list[str], folder: Path, platform: Platform, python: str) -> None:
    """Download wheels only: a package that had to be compiled could not be installed there."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    where = ["--only-binary=:all:", "--dest", str(folder), "--python-version", python]
    tags = [argument for tag in platform.tags for argument in ("--platform", tag)]
    ended = subprocess.run([*pip, *where, *tags, *wanted], capture_output=True, text=True, check=False)
    if ended.returncode:
        reason = next(iter(ended.stderr.strip().splitlines()[-1:]), "")
        raise BundleError(
            f"requirements.txt：{platform.name}・Python {python}の部品を集められません（{reason}）。"
            "ネットワークと、その部品の版を確かめてください。"
        )
