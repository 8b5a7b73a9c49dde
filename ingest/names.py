"""Names as people see them: a kana with its mark is one sign, or two where a Mac wrote it, and looks the same."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.faults import Fault, InputError
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


def refuse_bytes(places: Iterable[Path | None]) -> None:
    """Refuse names that are bytes and no text, as of archives unpacked in another encoding: no table could hold them.

    Looked at are the places and what lies in those that are folders.

    Raises
    ------
    InputError
        With every such name.
    """
    faults = []
    for place in filter(None, places):
        try:
            inside = sorted(place.iterdir()) if place.is_dir() else []
        except OSError:  # the reader says what is wrong with it
            inside = []
        for name in (str(place.resolve()), *(entry.name for entry in inside)):
            try:
                name.encode()
            except UnicodeEncodeError:
                problem, remedy = "名前に、文字として読めないところがあります", "名前を付け直してください"
                faults.append(Fault(name, "", problem, remedy))
    if faults:
        raise InputError(dict.fromkeys(faults))
