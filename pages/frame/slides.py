"""Slides and large files of what a viewer sees: noted while a page is drawn, made when they are asked for.

They have an address of their own and are made while it is answered: a file that Streamlit has made on a click is gone
with the second run of anybody that ends before the browser comes for it.
"""

import hashlib
import html
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import NamedTuple
from urllib.parse import quote, urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import exports
from charts.cards import Card
from pages.frame import readers, session, static
from publish.notes import notes
from publish.slides import NAMES
from publish.slides.faults import SlidesError
from queries import Connection

ADDRESS = "slides"
MIME_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
KEPT = 2
"""Of how many pages a session's slides can be had: of the one on the screen, and of the one it is just leaving."""
LONGEST = 60
"""Seconds to wait for a page that is still being drawn."""
GONE = "このファイルは、もう作れません。画面を開き直してから、もう一度押してください。"
FAILED = "ファイルを作れませんでした。管理者に、サーバーの記録を見るよう伝えてください。"
NOTHING = "いまの条件で、この画面に示せる図や表はありません。"
_KEY = "shown"
_LOG = logging.getLogger(__name__)

File = tuple[str, bytes]
"""The name of a file of slides without its ending, and its content."""


class Saved(NamedTuple):
    """A file as it is saved: its name, what it is, and its content."""

    name: str
    mime_type: str
    content: bytes


class GoneError(Exception):
    """Slides were asked for that nobody sees any more, or nobody ever saw."""


@dataclass
class Shown:
    """What one run of a page has shown so far; `is_whole` is set once it has ended.

    `files` are the large files it offers, by the names in their addresses; each is made by a call.
    """

    token: str
    database: Connection
    edition_id: str
    question: str = ""
    answer: str = ""
    grounds: Sequence[str] = ()
    conditions: dict[str, str] = field(default_factory=dict)
    cards: dict[str, tuple[Card, exports.Notes]] = field(default_factory=dict)
    files: dict[str, Callable[[], Saved]] = field(default_factory=dict)
    is_whole: Event = field(default_factory=Event)

    def page(self) -> File:
        """Return the slides of the whole page."""
        from exports.slides import deck  # it takes long to import, and only saving needs it
        from publish.slides import slide

        self.is_whole.wait(LONGEST)
        cards = list(self.cards.values())
        told = notes(
            self.database,
            self.edition_id,
            title=self.question,
            definition="",
            conditions=list(self.conditions.values()),
            sources=list(dict.fromkeys(source for card, _ in cards for source in card.sources)),
        )
        first = slide.opening(self.question, self.answer or NOTHING, self.grounds, told)
        slides = [first, *(slide.of_card(*card) for card in cards)]
        return exports.file_name(told), deck(slides, title=self.question, tiles=slide.tiles(self.database))

    def card(self, key: str) -> File:
        """Return the slide of one card."""
        from exports.slides import deck
        from publish.slides import slide

        if key not in self.cards:
            self.is_whole.wait(LONGEST)
        if key not in self.cards:
            raise GoneError(key)
        card, told = self.cards[key]
        placed, behind = slide.of_card(card, told), slide.tiles(self.database)
        return exports.file_name(told), deck([placed], title=card.title, tiles=behind)

    def topic(self, name: str) -> File:
        """Return the slides of a topic, or of the meeting."""
        from publish.slides import topics

        if name not in NAMES:
            raise GoneError(name)
        return topics.file(name, self.database, self.edition_id)

    def offered(self, name: str) -> Saved:
        """Return one of the large files."""
        if name not in self.files:
            self.is_whole.wait(LONGEST)
        if name not in self.files:
            raise GoneError(name)
        return self.files[name]()

    def file(self, path: str) -> Saved:
        """Return the file the rest of an address asks for.

        Raises
        ------
        GoneError
            When there is none.
        """
        kind, _, name = path.partition("/")
        match kind:
            case "page":
                called, content = self.page()
            case "card":
                called, content = self.card(name)
            case "topic":
                called, content = self.topic(name)
            case "file":
                return self.offered(name)
            case _:
                raise GoneError(path)
        return Saved(f"{called}.pptx", MIME_TYPE, content)


class Register:
    """What viewers see, by the token that stands in the addresses of their slides."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = Lock()
        self._shown: dict[str, OrderedDict[str, Shown]] = {}

    def add(self, shown: Shown) -> None:
        """Remember what the session of this run is going to see, and forget the sessions that have ended."""
        with self._lock:
            self._forget_ended()
            mine = self._shown.setdefault(readers.session_id(), OrderedDict())
            mine[shown.token] = shown
            mine.move_to_end(shown.token)
            while len(mine) > KEPT:
                mine.popitem(last=False)

    def forget_ended(self) -> None:
        """Forget the sessions that have ended."""
        with self._lock:
            self._forget_ended()

    def _forget_ended(self) -> None:
        for ended in [name for name in self._shown if not readers.is_there(name)]:
            del self._shown[ended]

    def find(self, token: str) -> Shown | None:
        """Return what is seen under a token, of several viewers what is whole; None where nobody sees it any more."""
        with self._lock:
            found = [seen[token] for seen in self._shown.values() if token in seen]
        return max(found, key=lambda shown: (shown.is_whole.is_set(), len(shown.cards)), default=None)


REGISTER = Register()


def begin(path: str) -> None:
    """Begin to note what this run shows of the page at `path`."""
    shown = Shown(_token(path), session.database(), session.current().edition_id)
    st.session_state[_KEY] = shown
    REGISTER.add(shown)


def current() -> Shown:
    """Return what this run has shown so far."""
    shown: Shown = st.session_state[_KEY]
    return shown


def address(kind: str, name: str = "") -> str:
    """Return where the slides of this `page`, of one `card` of it or of a `topic`, or a `file`, are to be had."""
    return "/".join(filter(None, (ADDRESS, current().token, kind, quote(name))))


def offer(name: str, made: Callable[[], Saved]) -> str:
    """Offer a file that is made when it is asked for; return where it is to be had."""
    current().files[name] = made
    return address("file", name)


def link(text: str, to: str) -> str:
    """Return what a click on saves a file from an address, as HTML."""
    return f'<a class="slides" href="{html.escape(to)}" download data-ask="slides">{html.escape(text)}</a>'


def _token(path: str) -> str:
    """Return a name for what anybody sees at this address: the same for all of them, as the page is."""
    names = sorted(set(st.query_params) - {session.PARAMETER})
    asked = {name: st.query_params.get_all(name) for name in names}
    told = urlencode(asked | {"": [path, session.current().edition_id]}, doseq=True)
    return hashlib.sha256(told.encode()).hexdigest()[:20]


async def serve(request: Request) -> Response:
    """Answer the address of a file with it, made now; in words where it is gone or cannot be made."""
    shown = REGISTER.find(request.path_params["token"])
    try:
        if shown is None:
            raise GoneError
        saved = await run_in_threadpool(shown.file, request.path_params["path"])
    except GoneError:
        return PlainTextResponse(GONE, 404)
    except SlidesError as error:
        return PlainTextResponse(str(error), 422)
    except Exception:
        _LOG.exception(FAILED)
        return PlainTextResponse(FAILED, 500)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(saved.name)}",
        "Cache-Control": static.NEVER,
    }
    return Response(saved.content, media_type=saved.mime_type, headers=headers)


ROUTE = Route(f"/{ADDRESS}/{{token}}/{{path:path}}", serve)
