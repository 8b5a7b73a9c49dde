"""The topics that can be had as one file of slides, and the file of each."""

from collections.abc import Callable

import exports
from exports.slides import deck
from publish.notes import notes, notes_of
from publish.slides import NAMES, accidents, divide, goals, meeting, slide
from publish.slides.topic import Topic
from queries import Connection

TOPICS: dict[str, Callable[[Connection], Topic]] = {
    "goals": goals.topic,
    "divide": divide.topic,
    "accidents": accidents.topic,
}
"""By their names in NAMES."""


def file(name: str, connection: Connection, edition_id: str) -> tuple[str, bytes]:
    """Return the name of the file of a topic or the meeting, without its ending, and its content.

    Raises
    ------
    SlidesError
        Where the meeting's running order cannot be followed, or what it decided cannot be read.
    """
    if name == meeting.NAME:
        told, placed = meeting.slides(connection, edition_id)
        return exports.file_name(told), deck(
            placed, title=dict(told.lines)["表題"], tiles=slide.tiles(connection)
        )
    topic, title = TOPICS[name](connection), f"{NAMES[name]}のスライド"
    told = notes(
        connection,
        edition_id,
        title=title,
        definition="",
        conditions=topic.conditions,
        sources=list(dict.fromkeys(source for card in topic.cards for source in card.sources)),
    )
    first = slide.opening(topic.question, topic.answer, topic.grounds, told)
    cards = [slide.of_card(card, notes_of(connection, edition_id, card)) for card in topic.cards]
    return exports.file_name(told), deck([first, *cards], title=title, tiles=slide.tiles(connection))
