"""Every figure of the dashboard as a slide: the same numbers, whole texts, nothing beyond the slide."""

import math
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Page

import queries
from exports.slides import Slide, deck, values
from publish.slides import slide
from stats import mesh
from tests.exports.slides import drawn, reading

OFFICE, PICTURES = shutil.which("soffice"), shutil.which("pdftoppm")
EMU = 12_700
WIDE, HIGH = 960, 540
TOUCH = 5.0  # points two boxes may share: a line is higher than its letters by a quarter and more
SMALLEST = 8.0  # points of what is written at dense rows


class Made(NamedTuple):
    """A slide as it was asked for, and as it stands in the file."""

    asked: Slide
    page: Page


@pytest.fixture(scope="module", params=["sample_edition", "real_edition"])
def edition(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.fixture(scope="module")
def asked(edition: Path) -> dict[str, Slide]:
    """Return a slide for every figure of an edition."""
    with pytest.MonkeyPatch.context() as patch:
        return drawn.slides(edition.parent, patch)


@pytest.fixture(scope="module")
def file(asked: dict[str, Slide], edition: Path) -> bytes:
    """Return all of them as one file."""
    with queries.connect(edition) as connection:
        return deck(list(asked.values()), title="すべての図", tiles=slide.tiles(connection))


@pytest.fixture(scope="module")
def made(asked: dict[str, Slide], file: bytes) -> dict[str, Made]:
    """Return all of them beside what stands in the file."""
    pages = reading.opened(file)
    assert len(pages) == len(asked)
    return {name: Made(*pair) for name, *pair in zip(asked, asked.values(), pages, strict=True)}


def test_every_kind_of_figure_is_there(made: dict[str, Made]):
    kinds = {trace["type"] for one in made.values() for trace in one.asked.figure["data"]}
    assert kinds == {"bar", "scatter", "heatmap", "choroplethmap", "scattermap"}
    assert len(made) >= 30


def test_charts_hold_every_number_that_is_drawn(made: dict[str, Made]):
    for name, one in made.items():
        left = [(series.x, series.y) for series in reading.series(one.page)]
        for series in reading.series(one.page):
            assert is_alike((series.x, series.y), (series.x_in_book, series.y_in_book)), (
                f"{name}: {series.name}"
            )
        for trace in one.asked.figure["data"]:
            for expected in numbers(trace):
                match = next((pair for pair in left if is_alike(expected, pair)), None)
                assert match, f"{name}: {trace.get('name')} {expected}"
                left.remove(match)


def test_charts_hold_every_interval_that_is_drawn(made: dict[str, Made]):
    for name, one in made.items():
        expected = [
            sorted(zip(*ends(trace[error]), strict=True))
            for trace in one.asked.figure["data"]
            for error in ("error_x", "error_y")
            if trace.get(error) and values.listed(trace.get("x"))
        ]
        found = list(intervals(one.page))
        assert len(found) == len(expected), name
        for has, wanted in zip(found, expected, strict=True):
            assert sorted(zip(*has, strict=True)) == [pytest.approx(pair) for pair in wanted], name


def test_heat_maps_have_every_count_in_its_cell(made: dict[str, Made]):
    for name, one in made.items():
        for trace in (each for each in one.asked.figure["data"] if each["type"] == "heatmap"):
            (table,) = (shape.table for shape in one.page.shapes if shape.has_table)
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            counted = [
                [0 if text in ("", "–") else int(text.replace(",", "")) for text in row[1:]]
                for row in rows[1:]
            ]
            is_from_above = one.asked.figure["layout"]["yaxis"].get("autorange") == "reversed"
            order = slice(None) if is_from_above else slice(None, None, -1)
            assert counted == values.listed(trace["z"])[order], name
            assert [row[0] for row in rows[1:]] == values.listed(trace["y"])[order], name


def test_maps_have_every_cell_that_is_seen_with_its_count_at_its_place(made: dict[str, Made]):
    for name, one in made.items():
        for trace in (each for each in one.asked.figure["data"] if each["type"] == "choroplethmap"):
            counts = dict(
                zip(map(str, values.listed(trace["locations"])), values.listed(trace["z"]), strict=True)
            )
            seen = {
                shape.name.partition("：")[0].removeprefix("区画"): shape
                for shape in reading.shapes(one.page)
                if shape.name.startswith("区画")
                and shape.name.partition("：")[0].removeprefix("区画") in counts
            }
            if len(counts) == 1:
                continue  # the ground
            assert {code: f"{counts[code]:.10g}" for code in seen} == {
                code: shape.name.partition("：")[2] for code, shape in seen.items()
            }, name
            assert all_that_lie_between(seen, counts), name
            assert_places(seen)


def test_every_title_is_whole_and_every_drawing_told(made: dict[str, Made]):
    for name, one in made.items():
        assert one.page.shapes.title.text_frame.text == one.asked.title, name
        drawings = [
            shape
            for shape in one.page.shapes
            if shape.has_chart or shape.has_table or (hasattr(shape, "shapes") and reading.alt(shape))
        ]
        assert drawings, name
        assert all(reading.alt(shape).startswith(one.asked.alt.replace("\n", " ")) for shape in drawings), (
            name
        )


def test_what_must_be_known_is_on_every_slide(made: dict[str, Made]):
    for name, one in made.items():
        said, told = reading.words(one.page), dict(one.asked.notes.lines)
        assert ("サンプル" in said) == told["データの種類"].startswith("サンプル"), name
        assert told["版"] in "".join(said), name
        assert all(text in reading.notes(one.page) for text in told.values()), name


def test_nothing_leaves_the_slide_and_the_figure_keeps_clear_of_what_stands_around_it(made: dict[str, Made]):
    for name, one in made.items():
        around = {"表題", "図の名前", "定義", "出典と版", "データの種類"}
        head = max(bottom(shape) for shape in one.page.shapes if shape.name in ("表題", "図の名前"))
        foot = min(top(shape) for shape in one.page.shapes if shape.name in ("定義", "出典と版"))
        for shape in reading.shapes(one.page):
            place = f"{name}: {shape.name} {shape.text_frame.text if shape.has_text_frame else ''}"
            assert shape.left / EMU >= 0, place
            assert (shape.left + shape.width) / EMU <= WIDE, place
            assert bottom(shape) <= HIGH, place
            if shape.name not in around:
                edge = 14.1 if shape.has_chart else 0.1  # a chart's frame is larger than its plot
                assert top(shape) >= head - edge, place
                assert bottom(shape) <= foot + edge, place


def test_every_text_has_room(made: dict[str, Made]):
    for name, one in made.items():
        for shape in reading.shapes(one.page):
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            sizes = [run.font.size.pt for part in shape.text_frame.paragraphs for run in part.runs]
            assert min(sizes) >= SMALLEST, f"{name}: {shape.text_frame.text}"
            lines = 0
            for part in shape.text_frame.paragraphs:
                wide = estimated(part.text) * max(sizes)
                if shape._element.xpath(".//a:bodyPr")[0].get("wrap") == "none":
                    assert wide <= shape.width / EMU + 1, f"{name}: {part.text}"
                lines += max(1, math.ceil(wide / (shape.width / EMU)))
            if shape._element.xpath(".//a:bodyPr")[0].get("wrap") == "square":
                assert lines * max(sizes) * 1.1 <= shape.height / EMU + 1, f"{name}: {shape.text_frame.text}"


def test_no_words_stand_over_one_another(made: dict[str, Made]):
    for name, one in made.items():
        words = [
            shape
            for shape in reading.shapes(one.page)
            if shape.name in ("注記", "地名", "横の目盛り", "縦の目盛り", "横軸の名前")
        ]
        for shape, other in combinations(words, 2):
            wide = min(right(shape), right(other)) - max(shape.left, other.left) / EMU
            high = min(bottom(shape), bottom(other)) - max(top(shape), top(other))
            met = f"{name}: {shape.text_frame.text} and {other.text_frame.text}"
            assert wide <= TOUCH or high <= TOUCH, met


@pytest.mark.skipif(
    not (OFFICE and PICTURES), reason="soffice (libreoffice-impress) or pdftoppm is not installed"
)
def test_another_program_paints_every_slide(file: bytes, made: dict[str, Made], tmp_path: Path):
    (tmp_path / "slides.pptx").write_bytes(file)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    told = [
        OFFICE,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        tmp_path / "slides.pptx",
    ]
    subprocess.run(told, check=True, capture_output=True)
    subprocess.run([PICTURES, "-gray", "-r", "20", tmp_path / "slides.pdf", tmp_path / "page"], check=True)
    painted = sorted(tmp_path.glob("page*.pgm"))
    assert len(painted) == len(made)
    for name, page in zip(made, painted, strict=True):
        shades = Image.open(page).histogram()
        assert sum(shades[:200]) > 0.01 * sum(shades), f"{name} is blank"


def numbers(trace: dict) -> Iterator[tuple[list | None, list | None]]:
    """Yield what a trace draws: values across and upright; None where names or times stand for numbers."""
    marker, line = trace.get("marker") or {}, trace.get("line") or {}
    x, y = values.listed(trace.get("x")), values.listed(trace.get("y"))
    if trace["type"] == "bar" and x:
        places, sizes = (y, x) if trace.get("orientation") == "h" else (x, y)
        names = [
            place.replace("<br>", "") for place in places if isinstance(place, str) and place[4:5] != "-"
        ]
        yield names or None, sizes
    if trace["type"] == "scatter" and x:
        has_line = "lines" in trace["mode"] and line.get("width") != 0
        if has_line or ("markers" in trace["mode"] and marker.get("opacity") != 0):
            yield tuple(
                None if any(isinstance(one, str) or hasattr(one, "year") for one in axis) else axis
                for axis in (x, y)
            )


def is_alike(expected: tuple, found: tuple) -> bool:
    """Tell whether a series has the values a trace has, in whatever order names are."""
    if all(axis and isinstance(axis[0], str) for axis in (expected[0], found[0])) and len(found[0]) == len(
        found[1]
    ):
        return dict(zip(*expected, strict=True)) == pytest.approx(dict(zip(*found, strict=True)))
    return all(
        wanted is None or (len(wanted) == len(has) and wanted == pytest.approx(has))
        for wanted, has in zip(expected, found, strict=True)
    )


def ends(error: dict) -> tuple[list[float], list[float]]:
    """Return how far the intervals of a trace reach below and above its values."""
    above = values.listed(error["array"])
    return values.listed(error.get("arrayminus")) or above, above


def intervals(page: Page) -> Iterator[tuple[list[float], list[float]]]:
    """Yield how far the intervals of each series of a slide reach below and above."""
    for shape in page.shapes:
        if shape.has_chart:
            for bars in shape.chart._chartSpace.xpath("//c:errBars"):
                yield tuple(
                    [float(each.text) for each in bars.find(qn(f"c:{side}")).iter(qn("c:v"))]
                    for side in ("minus", "plus")
                )


def all_that_lie_between(seen: dict[str, BaseShape], counts: dict[str, float]) -> bool:
    """Tell whether no cell is missing in the rectangle around all that are seen."""
    middles = {code: mesh.middle(code) for code in counts}
    across, up = zip(*(middles[code] for code in seen), strict=True)
    return all(
        code in seen
        for code, (x, y) in middles.items()
        if min(across) < x < max(across) and min(up) < y < max(up)
    )


def assert_places(seen: dict[str, BaseShape]) -> None:
    """Assert that whole cells lie as far apart on the slide as on the ground."""
    wests = {code: mesh.bounds(code)[0] for code in seen}
    widest = max(shape.width for shape in seen.values())
    whole = {code: shape.left / EMU for code, shape in seen.items() if shape.width > 0.99 * widest}
    first, last = min(whole, key=wests.__getitem__), max(whole, key=wests.__getitem__)
    if wests[first] == wests[last]:
        return
    degree = (whole[last] - whole[first]) / (wests[last] - wests[first])
    for code, left in whole.items():
        assert left == pytest.approx(whole[first] + degree * (wests[code] - wests[first]), abs=0.1)


def estimated(text: str) -> float:
    """Return how wide a text is, in sizes of its type."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55 for letter in text)


def top(shape: BaseShape) -> float:
    return shape.top / EMU


def bottom(shape: BaseShape) -> float:
    return (shape.top + shape.height) / EMU


def right(shape: BaseShape) -> float:
    return (shape.left + shape.width) / EMU
