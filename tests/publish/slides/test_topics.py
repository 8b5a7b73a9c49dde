"""A whole topic as one file: it opens, says of what data it speaks, and shows what the pages show."""

from pathlib import Path

import pytest

import exports
import queries
from charts import plain
from publish.slides import NAMES, slide, topics
from tests.publish.slides import reading

EDITIONS = ("sample_edition", "real_edition", "empty_edition")


@pytest.mark.parametrize("kind", EDITIONS)
@pytest.mark.parametrize("name", topics.TOPICS)
def test_a_topic_opens_and_says_of_what_data_it_speaks(
    name: str, kind: str, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(kind)
    with queries.connect(path) as connection:
        topic = topics.TOPICS[name](connection)
        file_name, content = topics.file(name, connection, path.stem)
    deck = reading.opened(content)
    assert file_name == f"{NAMES[name]}のスライド_{path.stem}"
    assert reading.titles(deck)[0] == slide.whole(plain.sentences(topic.answer)[0])
    assert len(reading.titles(deck)) > len(topic.cards)
    for place in range(len(deck.slides)):
        said = reading.texts(deck, place)
        assert path.stem in said
        assert ("サンプル" in said.split("\n")) == (kind == "sample_edition")
    assert (exports.SAMPLE in reading.spoken(deck)) == (kind == "sample_edition")
    assert all(condition in reading.spoken(deck) for condition in topic.conditions)


def test_without_records_the_slides_of_accidents_say_so(empty_edition: Path) -> None:
    with queries.connect(empty_edition) as connection:
        _, content = topics.file("accidents", connection, empty_edition.stem)
    assert reading.titles(reading.opened(content)) == ["事故の記録は、この版に読み込まれていません。"]


def test_without_surveys_the_slides_of_the_divide_show_what_the_plan_printed(empty_edition: Path) -> None:
    with queries.connect(empty_edition) as connection:
        _, content = topics.file("divide", connection, empty_edition.stem)
    deck = reading.opened(content)
    assert "年の分かる調査が、この版にありません。" in reading.texts(deck)
    assert "54.0%" in reading.texts(deck)


def test_titles_of_the_gap_say_what_they_speak_of(sample_edition: Path) -> None:
    with queries.connect(sample_edition) as connection:
        _, content = topics.file("divide", connection, sample_edition.stem)
    titles = reading.titles(reading.opened(content))
    assert any(title.startswith("年代の差は、前回の令和5年度（2023年度）からは、") for title in titles)
    assert any(title.startswith("年代の差は、6回の調査を通して見ると、") for title in titles)


@pytest.mark.parametrize(("kind", "has_streets"), [("sample_edition", True), ("real_edition", False)])
def test_the_map_of_accidents_stands_on_the_streets_of_its_edition(
    kind: str, has_streets: bool, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(kind)
    with queries.connect(path) as connection:
        _, content = topics.file("accidents", connection, path.stem)
    maps = [slide for slide in reading.opened(content).slides if "地図の地" in reading.names(slide)]
    assert len(maps) == 1
    names = reading.names(maps[0])
    assert ("背景の線" in names, "背景の出典" in names) == (has_streets, has_streets)
    assert len(content) < 1_000_000
