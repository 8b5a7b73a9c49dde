"""All files of a card are called by one rule."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

import exports
from pages.frame import slides
from tests.pages.opening import Open


def test_every_saved_file_is_called_by_one_rule(
    sample_edition: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: set[str] = set()
    monkeypatch.setattr(exports, "file_name", lambda notes: f"{notes.edition_id}の図")
    monkeypatch.setattr(slides, "offer", lambda _, made: files.add(made().name) or "")

    def draw(_: object, *, config: dict[str, Any], **__: object) -> None:
        options = config["toImageButtonOptions"]
        files.add(f"{options['filename']}.{options['format']}")

    monkeypatch.setattr(st, "plotly_chart", draw)
    app = open_page(sample_edition.parent, "pages/accidents/accidents.py")
    assert not app.exception
    name = f"{sample_edition.stem}の図"
    assert files == {f"{name}.{ending}" for ending in ("png", "xlsx", "csv", "gpkg", "geojson")}
