"""Accidents of years whose 高速票 is missing: marked, not compared with other years, never held against the target."""

from pathlib import Path

import pytest

from ingest.build import Inputs
from tests.conftest import BuildEdition
from tests.ingest.police_texts import put
from tests.pages.opening import Open, html_of

ACCIDENTS, OUTLOOK = "pages/accidents/accidents.py", "pages/accidents/outlook.py"
MEASURE = "pages/goals/sheet.py"
COUNTS = {2019: 6, 2020: 4, 2021: 9}


def police(folder: Path, *, told: set[int]) -> Path:
    """Write small files of three years, each with one accident on the motorway; 高速票 of the `told` years alone."""
    for year, count in COUNTS.items():
        numbers = [{"report_number": f"{number:04}", "occurred_year": str(year)} for number in range(count)]
        put(folder, "honhyo", year, *numbers)
        if year in told:
            put(folder, "kosokuhyo", year, numbers[0])
    return folder


@pytest.fixture(scope="module")
def none_told(build_edition: BuildEdition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an edition of 本票 alone."""
    return build_edition(Inputs(npa=police(tmp_path_factory.mktemp("police"), told=set()))).parent


@pytest.fixture(scope="module")
def newest_untold(build_edition: BuildEdition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an edition that lacks the newest 高速票 only."""
    return build_edition(Inputs(npa=police(tmp_path_factory.mktemp("police"), told={2019, 2020}))).parent


def test_with_reports_of_accidents_alone_nothing_is_held_against_the_target(
    none_told: Path, open_page: Open
) -> None:
    overview = html_of(open_page(none_told))
    assert "目標と同じ数え方では" not in overview
    assert "令和元年・令和2年・令和3年は、高速票がなく高速道路を見分けられない年" in overview
    page = html_of(open_page(none_told, ACCIDENTS, view="件数"))
    assert "目標と同じ数え方では" not in page
    assert "高速道路を見分けられない年：令和元年（2019年）・令和2年（2020年）・令和3年（2021年）" in page
    assert "条件に合う事故は19件" in page
    assert "高速道路の事故を見分けられる警察の記録がない" in html_of(
        open_page(none_told, MEASURE, measure="6-2")
    )
    outlook = html_of(open_page(none_told, OUTLOOK))
    assert "目標と同じ数え方（高速道路を除く）のできる事故の記録は、この版に読み込まれていません。" in outlook
    assert "見込みです" not in outlook


def test_years_that_cannot_tell_are_compared_among_themselves(none_told: Path, open_page: Open) -> None:
    page = html_of(open_page(none_told, OUTLOOK))
    assert "令和3年は<b>9件</b>で、令和元年・令和2年の平均5.0件の<b>1.80倍</b>" in page


def test_the_newest_year_is_not_compared_with_years_that_can_tell(
    newest_untold: Path, open_page: Open
) -> None:
    page = html_of(open_page(newest_untold, ACCIDENTS, view="件数"))
    assert "目標と同じ数え方では、市の人身事故は令和2年（計画が始まる前の年）に<b>3件</b>でした" in page
    assert "令和3年は、高速票がなく高速道路を見分けられない年なので、目標と比べていません" in page
    assert "高速道路を見分けられない年：令和3年（2021年）（高速票がないため" in page
    outlook = html_of(open_page(newest_untold, OUTLOOK))
    assert "令和2年は<b>3件</b>で、令和元年の5件の<b>0.60倍</b>" in outlook
    assert "市の令和3年は<b>" not in outlook
    assert "令和3年は、高速票がなく高速道路を見分けられない年で、ほかの年と比べられない" in outlook
    assert "計画が始まる前の年までは、増えたとも減ったとも言えず、次の令和3年は" in outlook
    around = html_of(open_page(newest_untold, OUTLOOK, view="周りとの比較"))
    assert "令和3年は、高速票がなく高速道路を見分けられない年で、ほかの年と比べられない" in around


def test_with_motorways_every_year_is_alike(newest_untold: Path, open_page: Open) -> None:
    page = html_of(open_page(newest_untold, OUTLOOK, motorway="含む"))
    assert "高速道路を見分けられない年：" not in page
    assert "令和3年は<b>9件</b>で、令和元年・令和2年の平均5.0件の<b>1.80倍</b>" in page
    assert "高速道路を見分けられる年だけ除くなら17件" in page
