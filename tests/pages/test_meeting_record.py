"""What meetings decided, for who comes a day or a year later: reached from 概要, without a code."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pages.frame.menu import RECORD
from queries import meetings
from queries.meetings import Meeting, Outcome
from tests.pages.opening import Open, html_of
from tests.queries.test_meetings import decision

PAGE = RECORD.file
THEN, NOW = Meeting("地域IT懇話会", "令和7年度"), Meeting("地域IT懇話会", "令和8年度")


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kept" / "meetings.sqlite"
    monkeypatch.setenv("DASHBOARD_MEETINGS", str(path))
    return path


def test_every_meeting_stands_in_the_record_with_what_became_of_its_decisions(
    open_page: Open, sample_edition: Path
) -> None:
    first = replace(decision("a", "講座を<b>開く"), meeting=THEN, decided_at=datetime(2025, 11, 28))
    meetings.decide(first)
    meetings.decide(replace(decision("b", "案内を作る"), meeting=NOW))
    meetings.tell(Outcome("o", "a", NOW, "済んだ", "9地区で開いた", datetime(2026, 11, 30)))
    app = open_page(sample_edition.parent, PAGE)
    said = html_of(app)
    assert not app.exception
    assert [title.value for title in app.title] == ["会議で、何を決めたか"]
    assert "地域IT懇話会（令和8年度）で、<b>1件</b>を決めました。" in said
    assert [header.value for header in app.header] == ["地域IT懇話会　令和8年度", "地域IT懇話会　令和7年度"]
    assert (
        said.index("案内を作る")
        < said.index("講座を&lt;b&gt;開く")
        < said.index("● 済んだ：<bdi>9地区で開いた</bdi>")
    )
    assert "サンプル版" in said
    assert said.count("で保存</a>") == 4
    assert "この画面のスライド" not in said
    printed = open_page(sample_edition.parent, PAGE, print="1")
    assert "案内を作る" in html_of(printed)
    assert "で保存</a>" not in html_of(printed)


@pytest.mark.parametrize("kind", ["empty_edition", "sample_edition", "real_edition"])
def test_before_anything_is_decided_the_record_says_where_it_is_written(
    kind: str, open_page: Open, request: pytest.FixtureRequest
) -> None:
    app = open_page(request.getfixturevalue(kind).parent, PAGE)
    assert not app.exception
    assert "まだ書かれていません" in html_of(app)


def test_a_file_that_cannot_be_read_is_told(open_page: Open, sample_edition: Path, file: Path) -> None:
    file.mkdir(parents=True)
    (error,) = open_page(sample_edition.parent, PAGE).error
    assert "フォルダーです" in error.value


def test_the_first_page_leads_to_the_record_of_its_edition(look_at: Open, sample_edition: Path) -> None:
    said = html_of(look_at(sample_edition.parent, edition=sample_edition.stem))
    (to,) = re.findall(r'href="([^"]+)" target="_self">会議で決めたことを見る', said)
    assert to == f"{RECORD.path}?edition={sample_edition.stem}"
