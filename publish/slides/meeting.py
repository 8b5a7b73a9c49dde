"""The slides of a whole meeting, in its running order: every screen, and what was decided at it."""

from collections.abc import Sequence
from dataclasses import replace

import exports
from charts import plain, unmeasured_card, words
from charts.cards import Card
from charts.goals import board, cards
from charts.meeting import decisions as decided
from charts.meeting import order_faults, screens, sentences
from charts.overview import cards as of_overview
from exports.slides import Slide
from findings.goals.board import by_urgency
from findings.goals.states import sources
from findings.meeting.decisions import Decisions, of_meeting
from findings.meeting.order import FaultyOrderError, order
from findings.meeting.screens import Meeting, Part, Screen
from findings.meeting.screens import meeting as meeting_of
from publish.notes import notes, notes_of, plan_source
from publish.slides import accidents, divide, slide
from publish.slides.faults import SlidesError
from queries import Connection, meetings
from queries.meetings_file import MeetingsError

NAME = "meeting"
NOTHING_DECIDED = "決めたことは、まだ書かれていません。"


def slides(connection: Connection, edition_id: str) -> tuple[exports.Notes, list[Slide]]:
    """Return what travels with the whole file, and the slides of the meeting.

    Raises
    ------
    SlidesError
        Where its running order cannot be followed, or what was decided cannot be read.
    """
    try:
        found = meeting_of(connection, order())
        held = of_meeting(meetings.rows(), meetings.Meeting(found.title, found.when))
    except FaultyOrderError as error:
        raise SlidesError("\n".join(order_faults.sentences(error.faults))) from error
    except MeetingsError as error:
        raise SlidesError(str(error)) from error
    placed = _Placed(connection, edition_id, found, held)
    told = placed.notes(f"会議　{found.title}　{found.when}")
    return told, [one for screen in found.screens for one in placed.of(screen)]


class _Placed:
    """What is placed on slides: the screens of a meeting of one edition."""

    def __init__(self, connection: Connection, edition_id: str, found: Meeting, held: Decisions) -> None:
        self.connection, self.edition_id, self.found, self.held = connection, edition_id, found, held
        self.conditions = [f"年度：{words.fiscal_year(found.overview.goals.year)}"]

    def notes(self, title: str) -> exports.Notes:
        """Return what travels with a slide that is none of a card."""
        return notes(
            self.connection,
            self.edition_id,
            title=title,
            definition="",
            conditions=self.conditions,
            sources=[plan_source(self.connection)],
        )

    def of(self, screen: Screen) -> list[Slide]:
        """Return the slides of one screen; the notes of the organiser stand in those of the first."""
        subject = screens.title(screen)
        match screen.kind:
            case "opening":
                (topics, *_) = of_overview.of_page(self.found.overview, [plan_source(self.connection)])
                listed = [self._card(topics, subject)]
            case "theme" if screen.part is not None:
                listed = self._theme(screen.part, subject)
            case "closing":
                listed = [self._closing(subject)]
            case _:
                listed = [self._texts(subject, subject, screen.texts)]
        first, *others = listed
        first = replace(first, remarks="\n".join(filter(None, [screen.notes, first.remarks])))
        return [first, *others, *self._decided(screen, subject)]

    def _card(self, card: Card, subject: str) -> Slide:
        placed = slide.of_card(card, notes_of(self.connection, self.edition_id, card))
        return replace(placed, subject=f"{subject}：{card.title}" if card.title not in subject else subject)

    def _texts(self, title: str, subject: str, texts: Sequence[str]) -> Slide:
        return Slide(title=title, subject=subject, alt="", notes=self.notes(subject), texts=tuple(texts))

    def _theme(self, part: Part, subject: str) -> list[Slide]:
        """Return one part of the plan: its measures, the picture beside them, and what no data can tell."""
        named = [plan_source(self.connection), *sources(list(part.members))]
        listed = cards.by_urgency(by_urgency(list(part.members)))
        measures = Card(
            "measures",
            "施策と、その状態",
            None,
            alt="",
            table=listed.loc[:, (listed != "").any()],
            definition=board.DEFINITION + (screens.MAPPING if part.kind == "recommendation" else ""),
            sources=named,
            conditions=self.conditions,
            headline=sentences.standing(part.counts, is_last=part.is_last),
        )
        placed = [measures, *self._beside(part, named)]
        if part.unmeasured:
            placed.append(unmeasured_card.of_part(part.unmeasured, self.conditions, named[:1]))
        return [self._card(one, subject) for one in placed]

    def _beside(self, part: Part, named: Sequence[str]) -> list[Card]:
        """Return the picture of a part, as the screen has it; the gap of all surveys for that of the last two."""
        if "divide" in part.told:
            return [one for one in divide.topic(self.connection).cards if one.key in ("equiplot", "never")][
                :1
            ]
        if "accidents" in part.told:
            chosen = accidents.usual(self.connection)
            return accidents.trend(self.connection, chosen)[:1] if chosen else []
        if not part.members:
            return []
        if len(part.by_year) < 2:
            return [cards.silent(part.silent, self.conditions, named)] if part.silent else []
        one = cards.over_years(part.by_year, self.conditions, named)
        return [replace(one, headline=screens.over_years(part))]

    def _decided(self, screen: Screen, subject: str) -> list[Slide]:
        """Return what was decided at a screen, and what became of what the last meeting decided there."""
        if screen.kind == "closing":
            return []
        now = [decided.who_and_what(one) for one in self.held.at(screen.screen_id)]
        before = [
            f"前回：{decided.who_and_what(one)}　{plain.spoken(decided.outcome_words(one))}"
            for one in self.held.before_at(screen.screen_id)
        ]
        return [self._texts(decided.TITLE, subject, [*now, *before])] if now or before else []

    def _closing(self, subject: str) -> Slide:
        titles = {screen.screen_id: screens.title(screen) for screen in self.found.screens}
        count = len(self.held.held)
        if not count:
            return self._texts(NOTHING_DECIDED, subject, [])
        held = Decisions(held=self.held.held)
        table = decided.table(held, titles)[["画面", decided.TITLE, "課", "期限"]]
        return Slide(
            title=f"この会議で{count}件を決めました。",
            subject=subject,
            alt="",
            notes=self.notes(subject),
            table=table,
        )
