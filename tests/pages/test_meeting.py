"""The meeting on every kind of edition, and what its address and its file may ask for."""

import re
from pathlib import Path

import pytest

from findings.meeting import order
from pages.frame.menu import MEETING
from tests.pages.opening import Open, html_of

PAGE = MEETING.file


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "meeting.toml"
    monkeypatch.setattr(order, "FILE", path)
    return path


@pytest.mark.parametrize("kind", ["empty_edition", "sample_edition", "real_edition"])
def test_the_meeting_opens_on_every_edition(kind: str, look_at: Open, request: pytest.FixtureRequest) -> None:
    edition: Path = request.getfixturevalue(kind)
    app = look_at(edition.parent, PAGE)
    said = html_of(app)
    assert not app.exception
    assert not app.error
    assert said.count('<section class="screen') == 7
    assert re.findall(r'data-go="(\d)"', said) == list("1234567")
    assert ("サンプル" in said) == (kind == "sample_edition")
    assert 'class="menu"' not in said
    assert 'class="footer"' not in said


def test_the_edition_is_pinned_when_the_meeting_begins(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, PAGE)
    assert app.query_params["edition"] == sample_edition.stem
    assert f"edition={sample_edition.stem}" in html_of(app)


def test_an_edition_there_is_not_is_told(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, PAGE, edition="20200101-000000-abcdef-real")
    assert [title.value for title in app.title] == ["この版はありません"]
    assert "<section" not in html_of(app)


@pytest.mark.parametrize("asked", ["0", "8", "-1", "x", "²"])
def test_a_screen_there_is_not_is_told(asked: str, open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, PAGE, screen=asked)
    (error,) = app.error
    assert f"会議に画面「{asked}」はありません" in error.value.replace("\\", "")
    assert "<section" not in html_of(app)


def test_every_page_leads_to_the_meeting_in_its_edition(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, "pages/goals/goals.py", edition=sample_edition.stem)
    assert f'href="meeting?edition={sample_edition.stem}" target="_self">▶ 会議' in html_of(app)
    assert 'href="meeting" target="_self">▶ 会議' in html_of(
        look_at(sample_edition.parent, "pages/goals/goals.py")
    )


def test_the_order_of_the_file_is_followed(open_page: Open, sample_edition: Path, file: Path) -> None:
    file.write_text(
        'title = "地域IT懇話会"\nwhen = "令和9年度"\n[[screen]]\nkind = "text"\ntitle = "きょうの進め方"\n'
        'texts = ["10分ずつ"]\n[[screen]]\nkind = "theme"\ntheme = 2\n',
        encoding="utf-8",
    )
    said = html_of(open_page(sample_edition.parent, PAGE)).replace("<wbr>", "")
    assert re.findall('data-screen="([^"]+)"', said) == ["text-1", "recommendation-2"]
    assert "きょうの進め方" in said
    assert "10分ずつ" in said
    assert "令和9年度" in said


def test_a_faulty_file_is_told_with_every_fault(open_page: Open, sample_edition: Path, file: Path) -> None:
    file.write_text('title = "懇話会"\n[[screen]]\nkind = "theme"\ntheme = "9"\n', encoding="utf-8")
    app = open_page(sample_edition.parent, PAGE)
    said = "\n".join([*(error.value for error in app.error), html_of(app)])
    assert "「when」がありません" in said
    assert "data/meeting.toml の4行目" in said
    assert "<section" not in said


def test_the_handout_shows_all_screens_with_banner_and_footer(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, PAGE, print="1")
    said = html_of(app)
    assert [title.value for title in app.title] == ["地域IT懇話会　令和8年度"]
    assert said.count('<section class="screen') == 7
    assert " hidden>" not in re.sub(r'<p class="edition-changed"[^>]*>', "", said)
    assert "サンプル版" in said
    assert sample_edition.stem in said
    assert 'class="clock"' not in said


def test_a_tile_names_its_sheet_of_the_year_shown(look_at: Open, sample_edition: Path) -> None:
    said = html_of(look_at(sample_edition.parent, PAGE))
    assert "goals-sheet?measure=3-1&amp;fiscal_year=" in said
