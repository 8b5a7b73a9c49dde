"""What the operating system refuses, in words for the person at the keyboard."""

import errno
import os

from ingest.faults import Fault

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
