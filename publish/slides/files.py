"""A file of slides on disk, of an edition that nobody has open yet."""

import errno
from pathlib import Path

from publish.slides import topics
from publish.slides.faults import SlidesError
from queries.editions import Edition, UnreadableEditionError, available
from queries.opened import OPENED

NO_EDITION = "版がありません。python -m ingest build で版を作ってから、もう一度実行してください。"

_REASONS = {
    errno.ENOENT: "フォルダーがありません。作ってから、もう一度実行してください。",
    errno.EACCES: "書く権限がないか、ファイルが開いたままです。閉じるか、ほかの場所を指定してください。",
    errno.EISDIR: "フォルダーです。ファイルの名前まで指定してください。",
    errno.ENOSPC: "空きがありません。空けてから、もう一度実行してください。",
}


def write(name: str, out: Path, edition_id: str | None = None) -> Path:
    """Write the slides of a topic, of the edition of that name or else the one the pages open with; return where.

    What stands there is replaced once the new file is whole.

    Raises
    ------
    SlidesError
        When there is no such edition, it cannot be shown, or the file cannot be written.
    """
    edition = _edition(edition_id)
    try:
        _, content = topics.file(name, OPENED.connection(edition), edition.edition_id)
    except UnreadableEditionError as error:
        raise SlidesError(str(error)) from error
    new = out.with_name(f"{out.name}.writing")
    try:
        new.write_bytes(content)
        new.replace(out)
    except OSError as error:
        new.unlink(missing_ok=True)
        reason = _REASONS.get(error.errno or 0, f"ファイルの置き場所を確かめてください（{error}）。")
        raise SlidesError(f"「{out}」に書けません。{reason}") from error
    return out


def _edition(edition_id: str | None) -> Edition:
    """Return the edition of that name, without one the best that can be read."""
    known = available()
    if edition_id is None:
        found = OPENED.newest(known)
        if found.edition is None:
            raise SlidesError(next(iter(found.unreadable.values()), NO_EDITION))
        return found.edition
    for edition in known:
        if edition.edition_id == edition_id:
            return edition
    names = "、".join(edition.edition_id for edition in known)
    there = f"あるのは {names} です。" if names else NO_EDITION
    raise SlidesError(f"版「{edition_id}」はありません。{there}")
