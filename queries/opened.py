"""The editions open in this process: each once for all viewers, as long as somebody reads it, and the newest always."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

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


class Opened:
    """Connections by edition. Threads share it: one of them opens an edition, and the others wait for it."""

    def __init__(self) -> None:
        """Begin with no edition open."""
        self._lock = Lock()
        self._connections: dict[State, Connection] = {}
        self._by_id = WeakValueDictionary[str, Connection]()
        self._refused: dict[Path, tuple[State, str]] = {}
        self._newest: Connection | None = None

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
        refused, reason = self._refused.get(edition.path, (None, ""))
        if refused == state:
            raise UnreadableEditionError(reason)
        try:
            connection = queries.connect(edition.path)
            editions.check(connection.cursor(), edition)
        except BusyEditionError:
            raise
        except UnreadableEditionError as error:
            self._refused[edition.path] = state, str(error)
            raise
        self._connections[state] = self._by_id[edition.edition_id] = connection
        return connection

    def close_unread(self, read: Container[Connection]) -> None:
        """Close the editions that are not among those read, but not the newest.

        Who still holds a connection keeps no file open: a page's functions may live on long after their session.
        """
        for state, connection in list(self._connections.items()):
            if connection is not self._newest and connection not in read:
                self._connections.pop(state, None)
                connection.close()

    def newest(self, candidates: Iterable[Edition]) -> Newest:
        """Return the first of some editions, the best first, that can be read; it stays open."""
        unreadable = {}
        for edition in candidates:
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
