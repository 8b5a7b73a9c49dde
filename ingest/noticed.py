"""What was noticed while reading, in few sentences: what several files or codes have in common is told once."""

from collections.abc import Mapping
from typing import cast

import pandas as pd

_MOST_FILES, _MOST_NAMES, _MOST_CODES = 3, 10, 10


def sentences(found: pd.DataFrame, words: Mapping[str, str]) -> list[str]:
    """Return one sentence for what is told of the same files or of the same column.

    Codes without a name are told by column, for all files together. A kind that counts rows or only names the file is
    told once with all its files; a kind that only names things is told once a file with all their names.

    Parameters
    ----------
    found
        The rows of queries/data/findings.sql: file_name, kind, detail and rows.
    words
        The sentence of each kind, without its end, with {detail} and {rows} where it has them.
    """
    told = []
    for _, group in found.groupby(_subjects(found, words), sort=False):
        kind, files = str(group["kind"].iloc[0]), list(dict.fromkeys(group["file_name"]))
        details = list(dict.fromkeys(group["detail"]))
        detail = _codes(group) if kind == "unknown_code" else _first(details, _MOST_NAMES, "」「")
        said = words[kind].format(detail=detail, rows=int(group["rows"].sum()))
        told.append(f"{_first(files, _MOST_FILES, '、')}：{said}。")
    return told


def _subjects(found: pd.DataFrame, words: Mapping[str, str]) -> "pd.Series[str]":
    """Return what each row is told together with, as a text that is the same for rows told together."""

    def subject(row: pd.Series) -> str:
        kind, sentence = row["kind"], words[row["kind"]]
        if kind == "unknown_code":
            return f"{kind}\n{_column(row['detail'])}"
        if "{detail}" not in sentence:
            return str(kind)
        return f"{kind}\n{row['file_name']}" + (f"\n{row['detail']}" if "{rows" in sentence else "")

    return cast("pd.Series[str]", found.apply(subject, axis=1) if len(found) else found["kind"])


def _codes(group: pd.DataFrame) -> str:
    """Return the codes of one column, and how many rows of all files have each."""
    rows = group.groupby("detail")["rows"].sum().sort_values(ascending=False, kind="stable")
    counted = [f"{str(detail).rpartition('コード')[2]}が{count:,}行" for detail, count in rows.items()]
    return f"{_column(str(rows.index[0]))}：{_first(counted, _MOST_CODES, '、')}"


def _column(detail: str) -> str:
    return detail.rpartition("　コード")[0]


def _first(texts: list[str], most: int, between: str) -> str:
    """Return the first of some texts, and how many there are where these are not all."""
    return between.join(texts[:most]) + (f"など{len(texts)}個" if len(texts) > most else "")
