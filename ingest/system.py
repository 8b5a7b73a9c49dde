"""What the operating system refuses, in words for the person at the keyboard."""

import errno
import os
from pathlib import Path

from ingest.faults import Fault, InputError

_CAUSES = {
    errno.ENOENT: "見つかりません",
    errno.EACCES: "権限がありません",
    errno.EPERM: "権限がありません",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOSPC: "空き容量がありません",
    errno.EDQUOT: "割り当てられた容量がいっぱいです",
    errno.EFBIG: "書き込める大きさを超えました",
    errno.EIO: "装置が読み書きに応じません",
    errno.ENOTDIR: "途中にフォルダーでないものがあります",
    errno.EEXIST: "フォルダーではありません",
    errno.EISDIR: "フォルダーです",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def cause(error: Exception) -> str | None:
    """Return why the system refused, in Japanese, or None where that cannot be told.

    DuckDB passes the system's refusals on inside its own exceptions, as the system's words.
    """
    number = getattr(error, "errno", None)
    if number is not None:
        return _CAUSES.get(number)
    return next((words for number, words in _CAUSES.items() if os.strerror(number) in str(error)), None)


def not_opened(file: str, error: OSError) -> Fault:
    """Return the fault of a file that cannot be opened."""
    reason = cause(error)
    problem = "開けません" + (f"（{reason}）" if reason else "")
    return Fault(file, "", problem, "ファイルの場所と権限を確かめてください")


def refuse_endless(path: Path, file: str) -> None:
    """Refuse what is there but neither file nor folder: opening a pipe waits, and a device has no end.

    Raises
    ------
    InputError
        When it is such, with the name messages have for it.
    """
    try:
        is_endless = path.exists() and not (path.is_file() or path.is_dir())
    except OSError as error:
        raise InputError([not_opened(file, error)]) from error
    if is_endless:
        problem = "ふつうのファイルではありません（パイプや装置です）"
        raise InputError([Fault(file, "", problem, "ファイルそのものを指定してください")])
