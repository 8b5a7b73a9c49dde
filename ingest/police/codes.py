"""Code tables, prefectures and municipalities: text files of the project into the edition."""

from pathlib import Path

import duckdb
from pydantic import BaseModel, Field

from ingest import tables
from ingest.faults import Fault, InputError


class Code(BaseModel):
    """A code of a coded column; `code_to` ends a range, the years bound the file years it holds for."""

    column_name: str
    code: str
    code_to: str | None = None
    label: str
    valid_from_year: int | None = None
    valid_to_year: int | None = None


class Prefecture(BaseModel):
    """A prefecture code of the police and the JIS prefecture it belongs to."""

    npa_prefecture_code: str = Field(pattern=r"^\d{2}$")
    npa_label: str
    prefecture_code: str = Field(pattern=r"^\d{2}$")
    prefecture: str


class Municipality(BaseModel):
    """A municipality by its JIS code."""

    municipality_code: str = Field(pattern=r"^\d{5}$")
    npa_prefecture_code: str = Field(pattern=r"^\d{2}$")
    prefecture_code: str = Field(pattern=r"^\d{2}$")
    prefecture: str
    name: str


def load_codes(connection: duckdb.DuckDBPyConnection, data: Path) -> dict[str, int]:
    """Fill the tables codes, prefectures and municipalities from police, prefectures and municipalities.csv.

    Returns the number of rows of each file, by its name below `data`.

    Route codes have a fifth digit in the files that the police's code table leaves out (it tells parallel
    roads of one route apart), so its range 0001～0999 is kept as 00010 to 09999.

    Parameters
    ----------
    connection
        An edition with the tables of schema.sql.
    data
        The project's data folder; the files are in its folder codes.

    Raises
    ------
    InputError
        With every fault of all files.
    """
    files: dict[str, tuple[str, type[BaseModel]]] = {
        "codes": ("police.csv", Code),
        "prefectures": ("prefectures.csv", Prefecture),
        "municipalities": ("municipalities.csv", Municipality),
    }
    faults: list[Fault] = []
    counts = {}
    for table, (file, model) in files.items():
        name = f"codes/{file}"
        rows, unreadable = tables.sound_rows(data / name, model, shown=name)
        faults.extend(unreadable)
        faults.extend(tables.repeated_keys(connection, table, name, rows))
        if not faults:
            tables.insert(connection, table, [row.model_dump() for _, row in rows])
        counts[name] = len(rows)
    if faults:
        raise InputError(faults)
    return counts
