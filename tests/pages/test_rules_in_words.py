"""A number of a rule reaches the words from its one place: changed there, it is another on the pages."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.build import Inputs
from tests.conftest import BuildEdition
from tests.pages.opening import ABOUT, Open, html_of

ROOT = Path(__file__).parents[2]
CHANGED = {
    "CONFIDENCE": 0.93,
    "FORECAST": 0.77,
    "RANKING": 0.87,
    "TOP": 12,
    "TENDENCY_FROM": 9,
    "UNLIKELY": 0.04,
    "FALSE_DISCOVERIES": 0.03,
    "POWER": 0.83,
}
READER = """
import json
import sys
from stats import thresholds
from stats.accidents import cells
cells.COMPARED_METRES = 1500.0
pages, changes = map(json.loads, sys.argv[1:])
for name, number in changes.items():
    setattr(thresholds, name, type(getattr(thresholds, name))(number))
from tests.pages.opening import opened
from tests.pages.page_texts import pieces
said = {}
for page in pages:
    file, *view = page.split("?")
    app = opened(file, **{"view": one for one in view})
    assert not app.exception, app.exception
    said[page] = "\\n".join(piece.text for piece in pieces(app))
print(json.dumps(said))
"""
OLD_AND_NEW = {
    "pages/goals/goals.py": [("両側の確率が5%以上", "両側の確率が4%以上")],
    "pages/divide/divide.py": [("95%区間", "93%区間")],
    "pages/divide/divide.py?差の変化": [
        ("95%区間", "93%区間"),
        (r"80%の確率で.*両側5%", r"83%の確率で.*両側4%"),
    ],
    "pages/divide/questions.py": [("95%区間", "93%区間"), ("全体で5%", "全体で4%")],
    "pages/divide/questions.py?なぜ": [("95%区間", "93%区間")],
    "pages/about/about.py?年代の差": [("95%区間", "93%区間")],
    "pages/about/about.py?事故": [
        ("1km以内", r"1\.5km以内"),
        ("上位10かどうか", "上位12かどうか"),
        ("90%の範囲", "87%の範囲"),
        (r"80%の幅", r"77%の幅"),
        ("上位10の", "上位12の"),
        ("10位以内", "12位以内"),
        ("偽発見率5%", "偽発見率3%"),
    ],
    "pages/accidents/outlook.py": [
        (r"80%の(?:幅|確率)", r"77%の(?:幅|確率)"),
        (r"95%(?:の幅|区間)", r"93%(?:の幅|区間)"),
    ],
    "pages/accidents/outlook.py?周りとの比較": [("95%区間", "93%区間")],
    "pages/accidents/accidents.py": [
        (r"90%(?:区間|の確率)", r"87%(?:区間|の確率)"),
        ("上位10", "上位12"),
        ("多い方から10区画", "多い方から12区画"),
    ],
    "pages/accidents/accidents.py?通学路など": [
        (r"95%(?:の幅|区間)", r"93%(?:の幅|区間)"),
        ("偶然では5%未満", "偶然では4%未満"),
    ],
    "pages/accidents/spot.py": [("95%区間", "93%区間"), ("片側5%・検出力80%", "片側4%・検出力83%")],
}


@pytest.fixture(scope="module")
def said(sample_edition: Path) -> dict[str, str]:
    """What the pages say in a process of its own, where the numbers are changed before anything reads them."""
    read = subprocess.run(
        [sys.executable, "-c", READER, json.dumps(list(OLD_AND_NEW)), json.dumps(CHANGED)],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_EDITIONS": str(sample_edition.parent), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(read.stdout)


@pytest.mark.parametrize("page", OLD_AND_NEW)
def test_a_page_states_the_numbers_of_its_rules(page: str, said: dict[str, str]) -> None:
    for old, new in OLD_AND_NEW[page]:
        assert re.search(new, said[page])
        assert not re.search(old, said[page])


def test_the_paces_of_states_are_those_of_the_definition(
    tmp_path: Path, build_edition: BuildEdition, open_page: Open
) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("editions", "raw"))
    (data / "definitions" / "progress_thresholds.csv").write_text(
        "state,min_pace\n順調,0.91\nやや遅れ,0.55\n遅れ,0\n", encoding="utf-8"
    )
    said = html_of(open_page(build_edition(Inputs(data=data)).parent, ABOUT))
    assert "予定の91%以上まで" in said
    assert "予定の55%以上、91%未満" in said
    assert "予定の55%未満" in said
    assert not re.search(r"95%以上|60%", said)
