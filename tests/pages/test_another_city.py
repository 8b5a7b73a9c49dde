"""Another city is data: an invented one, with its own plan, cells, places and records, is shown on every page."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import jismesh.utils as mesh
import pytest

from ingest.build import Inputs
from tests.conftest import BuildEdition
from tests.ingest import police_texts
from tests.pages.opening import TITLES, Open, html_of
from tests.pages.page_texts import pieces

ROOT = Path(__file__).parents[2]
CITY, CODE, PREFECTURE = "新川市", "20999", "長野県"
SOUTH, WEST, NORTH, EAST = 36.60, 138.15, 36.70, 138.25
PLACES = {"新川市役所": (36.652, 138.196), "東の里": (36.640, 138.215)}
YEARS = range(2019, 2024)
ALL_SOURCES = "出典と利用条件"
"""The table of all sources there are, whether a page uses them or not."""

KEPT = ("npa", "mesh", "mhlw", "editor", "sample", "cao_2025", "cao_2023", "cao_2020", "soumu_2024")
"""Sources every city has: of the nation, and of this program."""


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")


def read(path: Path) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of texts as another city would have it; sources it does not use are left in their list."""
    copy = tmp_path_factory.mktemp("another_city") / "data"
    shutil.copytree(ROOT / "data", copy, ignore=shutil.ignore_patterns("editions", "raw", "plans", "sample"))
    shutil.copytree(ROOT / "tests" / "plans" / "invented", copy / "plans" / "invented")
    (copy / "city.toml").write_text(
        f'municipality_code = "{CODE}"\nname = "{CITY}"\nprefecture_code = "20"\nprefecture = "{PREFECTURE}"\n'
        'plan_id = "invented"\ncontact = "情報課"\n',
        encoding="utf-8",
    )
    own = {"department": "担当課の報告", "citizen_survey": "市民アンケートの回答", "population": "年齢別人口"}
    own |= {"planinvented": "架空の計画", "map": "新川市の地図"}
    sources = [list(row.values()) for row in read(copy / "sources.csv") if row["source_id"] not in own]
    write(
        copy / "sources.csv",
        ["source_id", "publisher", "title", "url", "licence", "retrieved_on"],
        [*sources, *([source_id, CITY, title, "", "", ""] for source_id, title in own.items())],
    )
    corners = mesh.to_meshcode(*_grid(8, 12), 3)
    write(copy / "areas" / "cells.csv", ["mesh_code", "share_inside"], [(code, 1.0) for code in corners])
    write(
        copy / "areas" / "places.csv",
        ["name", "latitude", "longitude", "kind", "precision", "on_map", "source_id"],
        [(name, *at, "office", "point", "true", "map") for name, at in PLACES.items()],
    )
    with (copy / "codes" / "municipalities.csv").open("a", encoding="utf-8") as codes:
        codes.write(f"20201,48,20,長野,長野市\n{CODE},48,20,長野,{CITY}\n")
    for name in ("published.csv", "context.csv"):
        head = (copy / "reports" / name).read_text(encoding="utf-8").splitlines()[0]
        (copy / "reports" / name).write_text(f"{head}\n", encoding="utf-8")
    surveys = (copy / "surveys" / "published.yaml").read_text(encoding="utf-8")
    (copy / "surveys" / "published.yaml").write_text(
        surveys.replace("須賀川市", CITY).replace("plan5", "planinvented").replace("第5次計画", "架空の計画"),
        encoding="utf-8",
    )
    return copy


def _grid(rows: int, columns: int) -> tuple[list[float], list[float]]:
    """Return latitudes and longitudes of the middles of as many cells of 1 km."""
    places = [
        (SOUTH + (row + 0.5) / 120, WEST + (column + 0.5) / 80)
        for row in range(rows)
        for column in range(columns)
    ]
    return [south for south, _ in places], [west for _, west in places]


@pytest.fixture(scope="module")
def edition(data: Path, build_edition: BuildEdition) -> Path:
    """An edition with every kind of record: reports, a survey, map layers, and small police files."""
    folder = data.parent
    (folder / "reports.csv").write_text(
        "指標番号,期間,実績値,状況,報告日\n1-1a,令和8年度,4,,2027-05-10\n2-1,令和8年,48,,2027-02-10\n",
        encoding="utf-8",
    )
    (folder / "npa").mkdir()
    for year in YEARS:
        accidents = list(_accidents(year))
        police_texts.put(folder / "npa", "honhyo", year, *accidents)
        police_texts.put(folder / "npa", "hojuhyo", year)
        police_texts.put(folder / "npa", "kosokuhyo", year, {**_number(0), "npa_prefecture_code": "48"})
    (folder / "layers").mkdir()
    schools = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [east, north]},
        }
        for name, (north, east) in PLACES.items()
    ]
    (folder / "layers" / "学校.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": schools}), encoding="utf-8"
    )
    return build_edition(
        Inputs(
            npa=folder / "npa",
            reports=folder / "reports.csv",
            survey=data / "surveys" / "example",
            overlays=folder / "layers",
            data=data,
        )
    )


def _number(number: int) -> dict[str, str]:
    return {"report_number": f"{number + 1:04}"}


def _accidents(year: int) -> Iterator[dict[str, str]]:
    """Yield the accidents of a year: of the city at its two places, and a few of the city beside it."""
    for number in range(40):
        (north, east) = list(PLACES.values())[number % 3 // 2]
        yield _number(number) | {
            "npa_prefecture_code": "48",
            "municipality_number": "999" if number % 5 else "201",
            "occurred_year": str(year),
            "occurred_month": f"{1 + number % 12:02}",
            "occurred_day": f"{1 + number % 28:02}",
            "accident_kind": "1" if number == 7 else "2",
            "deaths": "001" if number == 7 else "000",
            "latitude": _degrees(north + 0.0003 * (number % 7)),
            "longitude": _degrees(east + 0.0003 * (number % 4)),
        }


def _degrees(value: float) -> str:
    """Return degrees as the police write them: degrees, minutes, seconds and their thousandths."""
    milliseconds = round(value * 3_600_000)
    degrees, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{degrees}{minutes:02}{rest:05}"


def of_sukagawa() -> re.Pattern[str]:
    """Return what no page of another city may say: names, the newspaper's too, sources and addresses of Sukagawa."""
    names = {
        "須賀川",
        "すかがわ",
        "sukagawa",
        "福島県",
        "あぶくま",
        "abukuma",
        "07207",
        "第5次",
        "まちづくり市民アンケート（第5次",
    }
    names |= {row["name"] for row in read(ROOT / "data" / "areas" / "places.csv") if len(row["name"]) > 2}
    for row in read(ROOT / "data" / "sources.csv"):
        if row["source_id"] not in KEPT:
            names |= {
                row[column]
                for column in ("title", "url")
                if len(row[column]) > len("年齢別人口 担当課の報告")
            }
    return re.compile("|".join(map(re.escape, sorted(names))), re.IGNORECASE)


def said_on(page: str, edition: Path, open_page: Open, **parameters: str) -> str:
    """Return all a page says, hidden parts and tables too."""
    app = open_page(edition.parent, page, **parameters)
    assert not app.exception
    assert not app.error
    listed = (piece.text for piece in pieces(app) if piece.heading != ALL_SOURCES)
    return "\n".join([html_of(app), *listed])


@pytest.mark.parametrize("page", [*TITLES])
@pytest.mark.parametrize("parameters", [{}, {"print": "1"}], ids=["screen", "print"])
def test_a_page_of_another_city_says_nothing_of_sukagawa(
    page: str, parameters: dict[str, str], edition: Path, open_page: Open
) -> None:
    said = said_on(page, edition, open_page, **parameters)
    assert CITY in said
    assert set(of_sukagawa().findall(said)) == set()


@pytest.mark.parametrize("parameters", [{}, {"print": "1"}], ids=["screen", "print"])
def test_the_sheet_of_accidents_credits_only_what_it_shows(
    parameters: dict[str, str], edition: Path, open_page: Open
) -> None:
    said = said_on("pages/goals/sheet.py", edition, open_page, measure="2-1", **parameters)
    assert "偶然か、変化か" in said
    assert set(of_sukagawa().findall(said)) == set()


def test_its_neighbours_are_those_around_it(edition: Path, open_page: Open) -> None:
    said = said_on("pages/accidents/outlook.py", edition, open_page, view="周りとの比較")
    assert CITY in said
    assert "長野市" in said
