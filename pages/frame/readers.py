"""Which sessions read which editions: an edition stays open while one does, also when its file is removed."""

from pathlib import Path
from threading import Lock

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from queries import Connection, opened
from queries.editions import Edition

MOST = 2  # the edition of a session, and the one it is compared with


class Readers:
    """Open editions by session. A session that has ended is forgotten when another one begins a run."""

    def __init__(self) -> None:
        """Begin with no session."""
        self._lock = Lock()
        self._held: dict[str, dict[Path, Connection]] = {}

    def connection(self, edition: Edition) -> Connection:
        """Return an edition open for reading, and keep it open for the session of this run.

        Raises
        ------
        queries.editions.UnreadableEditionError
            When these pages cannot show it.
        """
        session = session_id()
        while True:
            held = self._held.get(session, {}).get(edition.path) or opened.OPENED.connection(edition)
            with self._lock:
                if not held.is_open:  # closed between the two lines before
                    continue
                of_session = self._held.setdefault(session, {})
                of_session.pop(edition.path, None)
                of_session[edition.path] = held
                while len(of_session) > MOST:
                    del of_session[next(iter(of_session))]
                return held

    def reads(self, edition: Edition) -> bool:
        """Return whether the session of this run has an edition open."""
        return edition.path in self._held.get(session_id(), {})

    def forget_ended(self) -> None:
        """Close what no session reads any more."""
        with self._lock:
            for session in [session for session in self._held if not is_there(session)]:
                del self._held[session]
            opened.OPENED.close_unread({one for held in self._held.values() for one in held.values()})


READERS = Readers()


def session_id() -> str:
    """Return the session of this run; empty outside of any."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def is_there(session: str) -> bool:
    """Return whether a session has not ended."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)
