"""The screens of a meeting: what they say, how many measures they name, and where they lead."""

import re
from pathlib import Path

import pytest

from charts.meeting import screens
from charts.meeting.screens import Shown
from findings.meeting.screens import Meeting, meeting
from queries import connect
from tests.findings.meeting.test_screens import ordered

KEPT = {"edition": "20261130-000000-abcdef-sample"}


@pytest.fixture(scope="module")
def sample(sample_edition: Path) -> Meeting:
    return meeting(connect(sample_edition), ordered())


@pytest.fixture(scope="module")
def empty(empty_edition: Path) -> Meeting:
    return meeting(connect(empty_edition), ordered())


def drawn(found: Meeting, place: int) -> str:
    return screens.drawn(found, place, Shown(KEPT))


def test_a_screen_shows_a_cell_a_measure_six_of_them_as_links_and_the_number_of_the_others(
    sample: Meeting,
) -> None:
    for place, (members, left) in enumerate(((10, 4), (3, 0), (11, 5), (8, 2), (25, 19)), 2):
        said = drawn(sample, place)
        strip = said[said.index('class="squares"') : said.index("</ul>")]
        assert strip.count("<i ") == members
        assert len(re.findall('href="goals-sheet', said)) == min(6, members)
        assert (f"ほか{left}施策" in said) == bool(left)
        assert said.startswith('<section class="screen theme"')
        assert " hidden><h1" in said


def test_every_link_keeps_the_edition(sample: Meeting, empty: Meeting) -> None:
    for found in (sample, empty):
        for place in range(1, len(found.screens) + 1):
            for address in re.findall('href="([^"]+)"', drawn(found, place)):
                assert f"edition={KEPT['edition']}" in address


def test_a_screen_has_the_picture_of_what_it_touches(sample: Meeting, empty: Meeting) -> None:
    divide, years, _, accidents = (drawn(sample, place) for place in range(2, 6))
    assert 'class="lines"' in divide
    assert "差は縮まったとはいえません" in divide
    assert 'class="strips"' in years
    assert 'class="bars"' in accidents
    assert "目標 100件以下" in accidents
    divide, years, _, accidents = (drawn(empty, place) for place in range(2, 6))
    assert "使ったことがない人の割合：市の情報サービス（計画に載った値）" in divide
    assert "比べられる前の年度の報告は、まだありません" in years
    assert "学校教育課" in years
    assert "事故の記録を読み込んでいません" in accidents


def test_what_no_data_can_tell_stands_on_its_screen(sample: Meeting) -> None:
    said = {place: drawn(sample, place) for place in range(2, 7)}
    assert {place for place, text in said.items() if "測る資料がないもの" in text} == {2, 3, 5}
    assert "障がいの有無・性別・国籍・経済的な理由による差" in said[2]
    assert "情報モラル、視力・姿勢・睡眠への影響" in said[3]
    assert "河川災害" in said[5]
    assert all(screens.MAPPING in text for text in said.values())


def test_the_share_of_the_way_is_explained_where_it_stands(sample: Meeting, empty: Meeting) -> None:
    assert screens.WAY in drawn(sample, 2)
    assert screens.WAY not in drawn(empty, 2)


def test_each_screen_has_the_place_for_decisions_and_shows_what_is_put_there(sample: Meeting) -> None:
    shown = Shown(KEPT, decided={"recommendation-2": "<p>決めた</p>"})
    for place, screen in enumerate(sample.screens, 1):
        said = screens.drawn(sample, place, shown)
        assert said.count(f'data-of="{screen.screen_id}"') == 1
        assert ("<p>決めた</p>" in said) == (screen.screen_id == "recommendation-2")


def test_on_paper_nothing_is_hidden_and_titles_are_below_that_of_the_handout(sample: Meeting) -> None:
    said = screens.drawn(sample, 1, Shown(KEPT, on_paper=True))
    assert " hidden" not in said
    assert "<h1" not in said


def test_what_the_organiser_wrote_is_text(sample_edition: Path) -> None:
    from findings.meeting.order import GivenScreen

    text = GivenScreen(kind="text", title="<i>休憩", texts=("<b>15時</b>から",))
    found = meeting(connect(sample_edition), ordered([text]))
    said = drawn(found, 1)
    assert "<i>" not in said
    assert "&lt;b&gt;15" in said.replace("<wbr>", "")
    assert "&lt;i&gt;" in screens.foot(found, Shown(KEPT))


def test_the_corner_names_edition_year_and_sample(sample: Meeting) -> None:
    said = screens.head(
        sample, is_sample=True, edition="20261130-000000-abcdef-sample", built_on="2026-11-30"
    )
    assert re.sub("<[^>]*>", " ", said).split() == [
        "懇話会",
        "令和8年度",
        "サンプル",
        "令和6年度まで",
        "2026-11-30",
        "の版",
    ]
    assert "サンプル" not in screens.head(sample, is_sample=False, edition="x-real", built_on="2026-11-30")
