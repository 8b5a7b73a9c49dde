"""What documents promise: the files they name are there, links lead somewhere, the guide knows every message."""

import re
import subprocess
from pathlib import Path

from ingest.commands import FINDINGS, INTERRUPTIONS, REFUSALS

ROOT = Path(__file__).parents[1]
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
GUIDE = ROOT / "docs" / "職員の手引き.md"
LONGEST_README = 100


def documents() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0")[:-1]]


def prose(document: Path) -> str:
    """Return a document without its blocks of commands."""
    return re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def is_made_here(path: Path) -> bool:
    """Return whether a path is of what is made on a machine and not in git."""
    folders = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return any(path.is_relative_to(ROOT / folder) for folder in folders)


def named_paths(document: Path) -> list[str]:
    """Return the paths a document names: what stands between backticks and has a slash."""
    named = re.findall(r"`([^`\s]+/[^`\s]*)`", prose(document))
    return [name for name in named if name[0] != "/" and "<" not in name and "://" not in name]


def exists(name: str, document: Path) -> bool:
    """Return whether a path is there, seen from the root or from the document."""
    return any(
        is_made_here(folder / name) or any(folder.glob(name.rstrip("/")))
        for folder in (ROOT, document.parent)
    )


def anchors(document: Path) -> set[str]:
    """Return what a link to a heading can name: its words in small letters, joined by dashes, without signs."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_path_a_document_names_is_there() -> None:
    paths = {document: named_paths(document) for document in documents()}
    assert {README, CONTRIBUTING, GUIDE, ROOT / "data" / "README.md"} <= set(paths)
    assert len(paths[CONTRIBUTING]) > 30
    lost = [
        f"{document.relative_to(ROOT)}: {name}"
        for document, names in paths.items()
        for name in names
        if not exists(name, document)
    ]
    assert lost == []


def test_every_link_of_a_document_leads_somewhere() -> None:
    lost = []
    for document in documents():
        for link in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
            path, _, anchor = link.partition("#")
            target = document.parent / path if path else document
            if "://" in link or (target.exists() and (not anchor or anchor in anchors(target))):
                continue
            lost.append(f"{document.relative_to(ROOT)}: {link}")
    assert lost == []


def test_the_grid_names_every_folder() -> None:
    grid = CONTRIBUTING.read_text(encoding="utf-8")
    folders = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"]
    assert [folder for folder in folders if f"\n{folder}/ " not in grid] == []


def test_the_readme_stays_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= LONGEST_README


def test_the_guide_knows_what_building_an_edition_says() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    said = [re.sub(r"\{[^}]*\}", "…", words) for words in FINDINGS.values()]
    said += [*REFUSALS.values(), "版を作れません", "読めないところがありました", "中断しました"]
    assert [words for words in said if words not in guide] == []
    assert all(words.startswith("中断しました") for words in INTERRUPTIONS.values())


def test_the_guide_of_the_bundle_names_a_document_that_is_carried_with_it() -> None:
    (guide,) = ROOT.glob("*/bundle/guide.txt")
    named = re.findall(r"「([^」]+\.md)」", guide.read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (ROOT / "docs" / name).is_file()] == []
