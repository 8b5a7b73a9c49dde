"""The slides of a meeting: every screen in order, what was decided at it, and an order that cannot be followed."""

from datetime import datetime
from pathlib import Path

import pytest

import queries
from charts import plain, words
from charts.meeting import screens
from findings.meeting import order as ordering
from findings.meeting.order import order
from findings.meeting.screens import meeting as meeting_of
from publish.slides import meeting, topics
from publish.slides.faults import SlidesError
from queries import meetings
from tests.publish.slides import reading


@pytest.fixture(autouse=True)
def of_decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_MEETINGS", str(tmp_path / "meetings.sqlite"))


def made(edition: Path) -> bytes:
    with queries.connect(edition) as connection:
        _, content = topics.file("meeting", connection, edition.stem)
    return content


@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition", "real_edition"])
def test_every_screen_has_its_slides_in_order(kind: str, request: pytest.FixtureRequest) -> None:
    edition = request.getfixturevalue(kind)
    with queries.connect(edition) as connection:
        found = meeting_of(connection, order())
    deck = reading.opened(made(edition))
    subjects = [reading.texts(deck, place) for place in range(len(deck.slides))]
    places = [
        next(place for place, said in enumerate(subjects) if screens.title(screen) in said)
        for screen in found.screens
    ]
    assert places == sorted(places)
    assert places[-1] == len(subjects) - 1
    assert all(edition.stem in said for said in subjects)
    assert meeting.NOTHING_DECIDED in subjects[-1]


def test_a_screen_shows_the_same_counts_as_on_the_wall(sample_edition: Path) -> None:
    with queries.connect(sample_edition) as connection:
        found = meeting_of(connection, order())
    titles = reading.titles(reading.opened(made(sample_edition)))
    shown = screens.Shown({"edition": sample_edition.stem})
    for place, screen in enumerate(found.screens, 1):
        if screen.part:
            wall = plain.spoken(screens.drawn(found, place, shown))
            assert any(title.partition("（1/")[0] in wall for title in titles)


def of_screen(deck: reading.Deck, screen: str) -> list[int]:
    return [place for place in range(len(deck.slides)) if screen in reading.texts(deck, place)]


def test_a_part_has_its_years_as_a_chart_whose_bars_are_the_counts_of_the_screen(
    sample_edition: Path,
) -> None:
    with queries.connect(sample_edition) as connection:
        found = meeting_of(connection, order())
    (screen,) = [each for each in found.screens if each.screen_id == "recommendation-3"]
    assert screen.part is not None
    deck = reading.opened(made(sample_edition))
    places = of_screen(deck, screens.title(screen))
    (chart,) = [shape.chart for place in places for shape in deck.slides[place].shapes if shape.has_chart]
    (plot,) = chart.plots
    assert list(plot.categories) == [f"{words.era_year(year)}年度" for year, _ in screen.part.by_year]
    by_year = list(zip(*(series.values for series in plot.series), strict=True))
    assert [sum(each) for each in by_year] == [sum(counted.values()) for _, counted in screen.part.by_year]
    (reached,) = [series for series in plot.series if "達成" in series.name]
    assert list(reached.values) == [counted["達成"] for _, counted in screen.part.by_year]
    assert any(
        f"施策のうち{int(reached.values[-1])}です。" in reading.titles(deck)[place] for place in places
    )


def test_where_there_are_no_years_yet_the_departments_that_owe_a_report_are_shown(
    empty_edition: Path,
) -> None:
    with queries.connect(empty_edition) as connection:
        found = meeting_of(connection, order())
    (screen,) = [each for each in found.screens if each.screen_id == "recommendation-3"]
    assert screen.part is not None
    assert screen.part.silent
    deck = reading.opened(made(empty_edition))
    (place,) = [
        each
        for each in of_screen(deck, screens.title(screen))
        if "報告を待っている課" in reading.texts(deck, each)
    ]
    (chart,) = [shape.chart for shape in deck.slides[place].shapes if shape.has_chart]
    (plot,) = chart.plots
    assert dict(zip(plot.categories, plot.series[0].values, strict=True)) == dict(screen.part.silent)
    assert reading.titles(deck)[place] == f"報告を待っているのは{len(screen.part.silent)}課です。"


def test_what_no_data_can_tell_is_a_sentence_with_what_there_is_instead(sample_edition: Path) -> None:
    deck = reading.opened(made(sample_edition))
    (place,) = [place for place, title in enumerate(reading.titles(deck)) if "河川災害" in title]
    assert reading.titles(deck)[place] == "河川災害を測る資料がありません。"
    assert "川の水位" in reading.texts(deck, place)


def test_what_was_decided_stands_behind_its_screen_and_at_the_end(sample_edition: Path) -> None:
    given = order().given
    meetings.decide(
        meetings.Decision(
            decision_id=meetings.new_id(),
            meeting=meetings.Meeting(given.title, given.when),
            screen_id="recommendation-1",
            edition_id=sample_edition.stem,
            text="窓口で使い方を教える",
            department="行政管理課",
            due="令和9年3月",
            decided_at=datetime(2026, 11, 30, 9, 0),
        )
    )
    deck = reading.opened(made(sample_edition))
    said = [reading.texts(deck, place) for place in range(len(deck.slides))]
    where = [place for place, text in enumerate(said) if "窓口で使い方を教える" in text]
    assert len(where) == 2
    assert where[-1] == len(said) - 1
    assert "提言1" in said[where[0]]
    assert reading.titles(deck)[-1] == "この会議で1件を決めました。"


def test_notes_of_the_organiser_stand_in_those_of_the_speaker(
    sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "meeting.toml"
    file.write_text(
        'title = "懇話会"\nwhen = "令和8年度"\n'
        '[[screen]]\nkind = "opening"\nnotes = "ここで拍手を待つ"\n'
        '[[screen]]\nkind = "text"\ntitle = "お願い"\ntexts = ["来年も来てください"]\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(ordering, "FILE", file)
    deck = reading.opened(made(sample_edition))
    assert len(deck.slides) == 2
    assert "ここで拍手を待つ" in deck.slides[0].notes_slide.notes_text_frame.text
    assert reading.titles(deck)[1] == "お願い"
    assert "来年も来てください" in reading.texts(deck, 1)


def test_an_order_that_cannot_be_followed_is_refused_with_its_line(
    sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "meeting.toml"
    file.write_text('title = "懇話会"\nwhen = "令和8年度"\n[[screen]]\nkind = "tema"\n', encoding="utf-8")
    monkeypatch.setattr(ordering, "FILE", file)
    with pytest.raises(SlidesError, match="4行目"):
        made(sample_edition)
