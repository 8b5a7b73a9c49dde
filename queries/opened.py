"""The editions open in this process: each once for all viewers, as long as somebody reads it, and the newest always."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from weakref import WeakSet, WeakValueDictionary

import queries
from queries import Connection, editions
from queries.editions import BusyEditionError, Edition, UnreadableEditionError

State = tuple[Path, int, int, int]
"""Path, number on the disk, size and last change; a file that was refused is tried again when these are others."""


@dataclass(frozen=True)
class Newest:
    """The best edition that can be read, and those better still that cannot, with the reason in Japanese."""

    edition: Edition | None
    unreadable: dict[str, str]


class _Refused(NamedTuple):
    state: State
    reason: str
    may_pass: bool


class Opened:
    """Connections by edition. Threads share it: one of them opens an edition, and the others wait for it."""

    def __init__(self) -> None:
        """Begin with no edition open."""
        self._lock = Lock()
        self._connections: dict[State, Connection] = {}
        self._by_id = WeakValueDictionary[str, Connection]()
        self._refused: dict[Path, _Refused] = {}
        self._offered = WeakSet[Connection]()
        self._newest: Connection | None = None
        self._prepared: Connection | None = None

    def connection(self, edition: Edition) -> Connection:
        """Return an edition open for reading, checked once.

        Raises
        ------
        UnreadableEditionError
            When it cannot be opened or shown.
        """
        state = _state(edition.path)
        found = self._connections.get(state)
        if found is not None:
            return found
        with self._lock:
            return self._connections.get(state) or self._open(edition, state)

    def of_id(self, edition_id: str) -> Connection | None:
        """Return an edition that is open by its name, also one whose file is gone; None where it is not open."""
        found = self._by_id.get(edition_id)
        return found if found is not None and found.is_open else None

    def _open(self, edition: Edition, state: State) -> Connection:
        refused = self._refused.get(edition.path)
        if refused and refused.state == state and not refused.may_pass:
            raise UnreadableEditionError(refused.reason)
        try:
            connection = queries.connect(edition.path, edition.edition_id)
            editions.check(connection.cursor(), edition)
        except UnreadableEditionError as error:
            self._refused[edition.path] = _Refused(state, str(error), isinstance(error, BusyEditionError))
            raise
        self._refused.pop(edition.path, None)
        self._connections[state] = self._by_id[edition.edition_id] = connection
        return connection

    def close_unread(self, read: Container[Connection]) -> None:
        """Close the editions that are not among those read, but not the newest and the one that is prepared.

        Who still holds a connection keeps no file open: a page's functions may live on long after their session.
        """
        for state, connection in list(self._connections.items()):
            if connection not in (self._newest, self._prepared) and connection not in read:
                self._connections.pop(state, None)
                connection.close()

    def prepare(self, edition: Edition) -> None:
        """Open an edition that is to be offered; it stays open.

        Raises
        ------
        UnreadableEditionError
            When it cannot be opened or shown.
        """
        self._prepared = self.connection(edition)

    def offer(self, edition: Edition) -> None:
        """Let an open edition be preferred to all that nobody has offered, also to better ones; it stays open."""
        connection = self._connections.get(_state(edition.path))
        if connection is not None:
            self._offered.add(connection)
            self._newest, self._prepared = connection, None

    def is_offered(self, edition: Edition) -> bool:
        """Return whether an edition is open, and was offered since it was opened."""
        return self._connections.get(_state(edition.path)) in self._offered

    def newest(self, candidates: Iterable[Edition]) -> Newest:
        """Return the first of some editions, the best first, that is offered; else the first that can be read.

        It stays open. Of better ones than an offered one none is opened: what is told of them is found by who opens
        them to offer them.
        """
        best_first = list(candidates)
        for place, edition in enumerate(best_first):
            connection = self._connections.get(_state(edition.path))
            if connection in self._offered:
                self._newest = connection
                refused = {one.edition_id: self._refused.get(one.path) for one in best_first[:place]}
                return Newest(edition, {name: found.reason for name, found in refused.items() if found})
        unreadable = {}
        for edition in best_first:
            try:
                self._newest = self.connection(edition)
            except UnreadableEditionError as error:
                unreadable[edition.edition_id] = str(error)
            else:
                return Newest(edition, unreadable)
        self._newest = None
        return Newest(None, unreadable)


OPENED = Opened()


def _state(path: Path) -> State:
    try:
        about = path.stat()
    except OSError:
        return path, 0, 0, 0
    return path, about.st_ino, about.st_size, about.st_mtime_ns
