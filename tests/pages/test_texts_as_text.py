"""Whatever stands in a file or an address is shown as text: no page reads it as HTML, Markdown or marks of a figure."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import TITLES, Open

TEXT = "'\"><i data-x>[x](http://e.example)*a*$b$:red[c]\x0b"
"""A tag, a link, other marks of Markdown and a control character."""

WRITTEN = {
    "benchmarks": ["series_label", "note"],
    "city": ["name", "prefecture"],
    "code_groups": ["label", "definition"],
    "codes": ["label"],
    "context_values": ["note"],
    "edition": ["title"],
    "events": ["label"],
    "fields": ["name"],
    "indicator_values": ["value_text", "reason", "next_step", "department"],
    "indicators": ["name", "baseline_text", "target_text", "note"],
    "ingest_files": ["file_name"],
    "ingest_findings": ["file_name", "detail"],
    "measure_links": ["note"],
    "measures": ["name", "short_name", "summary", "effect"],
    "municipalities": ["name"],
    "overlay_reach": ["layer"],
    "overlays": ["layer", "name"],
    "places": ["name"],
    "plan_notes": ["text"],
    "plan_themes": ["name", "summary"],
    "plan_unmeasured": ["what", "note"],
    "plans": ["title", "published"],
    "rejected_rows": ["file_name", "reason", "raw"],
    "sources": ["publisher", "title", "licence"],
    "survey_options": ["label"],
    "survey_questions": ["wording", "asked_of"],
    "survey_wordings": ["asked_as"],
    "surveys": ["title", "mode", "note"],
}
"""The columns of an edition that hold what people wrote."""

MARKDOWN_FREE = ("selectbox", "multiselect", "arrow_data_frame")
"""Elements whose texts Streamlit shows as they are; tables and figures are looked at by themselves."""


@pytest.fixture(scope="module")
def folder(sample_edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample edition, in which somebody wrote TEXT behind every text."""
    made = tmp_path_factory.mktemp("hostile")
    with duckdb.connect(str(made / sample_edition.name)) as connection:
        connection.execute(f"attach '{sample_edition}' as honest (read_only)")
        tables = connection.execute("select table_name from duckdb_tables() where database_name = 'honest'")
        for (table,) in tables.fetchall():
            replaced = [f"{column} || $text as {column}" for column in WRITTEN.get(table, [])]
            if table == "measures":
                replaced.append("list_transform(departments, lambda name: name || $text) as departments")
            columns = f"* replace ({', '.join(replaced)})" if replaced else "*"
            values = {"text": TEXT} if replaced else {}
            connection.execute(f"create table {table} as select {columns} from honest.{table}", values)
    return made


def elements(app: AppTest) -> Iterator[tuple[str, object]]:
    """Yield kind and message of everything on a page."""
    blocks = list(app._tree.children.values())
    while blocks:
        block = blocks.pop()
        blocks.extend(getattr(block, "children", {}).values())
        if (message := getattr(block, "proto", None)) is not None:
            yield str(block.type), message


def texts(value: object, path: str = "") -> Iterator[str]:
    """Yield every text of a figure but those of a map's style, its layers and its geometry, which know no marks."""
    if isinstance(value, dict):
        for name, held in value.items():
            if name not in ("style", "sources", "geojson"):
                yield from texts(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from texts(held, path)
    elif isinstance(value, str):
        yield value


def cells(data: bytes) -> list[str]:
    """Return headings and texts of a table as Arrow has it."""
    table = pa.ipc.open_stream(io.BytesIO(data)).read_all()
    return [
        *table.column_names,
        *(cell for column in table.columns for cell in column.to_pylist() if isinstance(cell, str)),
    ]


def read_as_marks(kind: str, message: object) -> list[str]:
    """Return the texts of an element in which a mark of TEXT is one for the browser."""
    if kind == "html":
        return re.findall(".{0,60}<i data-x", message.body)
    if kind == "plotly_chart":
        return [text for text in texts(json.loads(message.spec)) if "<i data-x" in text]
    link = re.compile(r"(?<!\\)\[x\]")
    if kind == "table":
        styled = message.arrow_data.styler.display_values
        headings = pa.ipc.open_stream(io.BytesIO(message.arrow_data.data)).read_all().column_names
        return [text for text in (*headings, *cells(styled)) if link.search(text)]
    if kind in MARKDOWN_FREE:
        return []
    held = [value for field, value in message.ListFields() if isinstance(value, str)]
    return [text for text in held if link.search(text)]


@pytest.mark.parametrize("page", TITLES)
def test_what_people_wrote_is_shown_letter_by_letter(page: str, folder: Path, open_page: Open) -> None:
    app = open_page(folder, page)
    assert not app.exception
    assert not app.error
    found = list(elements(app))
    assert any(TEXT[:4] in str(message) or "data-x" in str(message) for _, message in found)
    assert [text for kind, message in found for text in read_as_marks(kind, message)] == []


@pytest.mark.parametrize(
    ("page", "parameter"),
    [
        ("pages/accidents/accidents.py", "weather"),
        ("pages/accidents/accidents.py", "cell"),
        ("pages/goals/goals.py", "department"),
        ("pages/goals/sheet.py", "measure"),
        ("pages/divide/divide.py", "option"),
        ("pages/overview/overview.py", "edition"),
    ],
)
def test_what_stands_in_an_address_is_shown_letter_by_letter(
    page: str, parameter: str, sample_edition: Path, open_page: Open
) -> None:
    app = open_page(sample_edition.parent, page, **{parameter: TEXT})
    assert not app.exception
    assert "data-x" in "".join(str(message) for _, message in elements(app))
    assert [text for kind, message in elements(app) for text in read_as_marks(kind, message)] == []
