"""What police files are called: the names that are read, and the name a file with another one needs."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

Form = Literal["honhyo", "hojuhyo", "kosokuhyo"]

FORM_NAMES: dict[Form, str] = {"honhyo": "本票", "kosokuhyo": "高速票", "hojuhyo": "補充票"}
"""What the police call their forms, in the order they are read."""

FORM_CODES: dict[Form, str] = {"honhyo": "1", "hojuhyo": "2", "kosokuhyo": "3"}
"""What every row of a form begins with (資料区分)."""

USE_ORIGINAL = "警察庁のサイトからダウンロードした元のファイルを使ってください"
"""What to do about a file that was saved anew, where that spoilt it."""

_NAME = re.compile(r"(honhyo|hojuhyo|kosokuhyo)_(\d{4})\.(csv|csv\.gz|zip)", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ENDINGS = re.compile(r"\.(csv\.gz|csv|zip|txt|tsv|xlsx|xls)$")
_SAME_ENDING = ("csv.gz", "zip")
_NO_YEAR = "（4けたの年）"


@dataclass(frozen=True)
class PoliceFile:
    """One file to read: its form and file year (資料年次) stand in its name."""

    path: Path
    form: Form
    year: int

    @property
    def title(self) -> str:
        """Return form and year in Japanese."""
        return f"{FORM_NAMES[self.form]} {self.year}年"


def named(path: Path) -> PoliceFile | None:
    """Return the file that a name tells of; None for any other name."""
    match = _NAME.fullmatch(path.name)
    return PoliceFile(path, cast(Form, match[1].lower()), int(match[2])) if match else None


def needed(name: str) -> str | None:
    """Return the name under which a file would be read; None for what does not sound like a police file.

    A file sounds like one when its name holds that of a form, in letters or in Japanese, and ends like a table or an
    archive: honhyo_2021 (1).csv and 本票2021.csv need the name honhyo_2021.csv.
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    form = next((form for form, title in FORM_NAMES.items() if form in plain or title in plain), None)
    ending = _ENDINGS.search(plain)
    if form is None or ending is None:
        return None
    year = _YEAR.search(plain)
    return f"{form}_{year[0] if year else _NO_YEAR}.{ending[1] if ending[1] in _SAME_ENDING else 'csv'}"


def is_excel(name: str) -> bool:
    """Return whether a name ends like that of an Excel file, which is not read under any name."""
    return unicodedata.normalize("NFKC", name).lower().endswith((".xlsx", ".xls"))


def shown(name: str) -> str:
    """Return a name or heading as it can be stored and printed: each sign that has no picture becomes U+FFFD."""
    return "".join(sign if sign.isprintable() or sign == "　" else "�" for sign in name)


def listed(names: list[str], most: int = 3) -> str:
    """Return names in quotation marks, those beyond `most` as a number."""
    more = f"など{len(names)}個" if len(names) > most else ""
    return "".join(f"「{name}」" for name in names[:most]) + more
