"""Names as people see them: a kana with its mark is one sign, or two where a Mac wrote it, and looks the same."""

from collections.abc import Sequence
from pathlib import Path

from ingest.texts import composed


def listed(given: Sequence[str], most: int) -> str:
    """Return names with 、 between them: the first ones, and how many more there are."""
    more = f" ほか{len(given) - most}個" if len(given) > most else ""
    return "、".join(given[:most]) + more


def found(path: Path) -> Path:
    """Return the path of what is there under a name that looks like this one; the path itself where nothing is."""
    if path.exists() or path.parent == path:
        return path
    folder, name = found(path.parent), composed(path.name)
    try:
        alike = sorted(entry for entry in folder.iterdir() if composed(entry.name) == name)
    except OSError:  # whoever opens the path is told why
        return path
    return alike[0] if alike else path
