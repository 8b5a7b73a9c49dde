"""Viewers without a browser: they speak Streamlit's protocol to a running server, many at once and cheaply."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


@dataclass
class Seen:
    """What one run of a page put on a viewer's screen: by kind, what stands at each place of the page.

    Messages may overtake one another between parts of a page, and a later one may replace what an earlier one drew;
    so what counts is what stands at a place in the end.
    """

    charts: dict[tuple[int, ...], str] = field(default_factory=dict)
    texts: dict[tuple[int, ...], str] = field(default_factory=dict)
    errors: dict[tuple[int, ...], str] = field(default_factory=dict)


@contextmanager
def viewer(address: str, timeout: float = 60, before: str = "", cookie: str = "") -> Iterator["Viewer"]:
    """Open one visitor's session on a server, as `tests.serving.served` yields its address, and close it in the end.

    `timeout` are the seconds to wait for the next message before a run counts as stuck. `before` is the session of a
    browser that comes back after its connection broke, `cookie` what it sends along.
    """
    with connect(
        address.replace("http://", "ws://") + "/_stcore/stream",
        subprotocols=[Subprotocol(word) for word in ("streamlit", *(["no-token", before] if before else []))],
        additional_headers={"Cookie": cookie},
        max_size=None,
        compression=None,
    ) as socket:
        yield Viewer(socket, timeout)


class Viewer:
    """One visitor's session; `session` is the name the server gave it."""

    def __init__(self, socket: ClientConnection, timeout: float) -> None:
        self.socket = socket
        self.timeout = timeout
        self.session = ""
        self.known: dict[str, ForwardMsg] = {}

    def open(self, page: str, query: str = "") -> Seen:
        """Run a page, by the last part of its address, and return what it showed once it is whole."""
        self.ask(page, query)
        return self.see()

    def ask(self, page: str, query: str = "") -> None:
        """Ask for a page as a link of ours and Back do, where the address alone decides, and wait for nothing."""
        asked = BackMsg()
        asked.rerun_script.is_history_navigation = True
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        self.socket.send(asked.SerializeToString())

    def see(self) -> Seen:
        """Return what the page that was asked for showed."""
        seen = Seen()
        while True:
            message = self._next()
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return seen
                seen.errors[()] = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                return seen
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            _note(message, seen)

    def _next(self) -> ForwardMsg:
        message = ForwardMsg()
        received = self.socket.recv(timeout=self.timeout)
        if isinstance(received, str):
            raise TypeError("the server sends bytes")
        message.ParseFromString(received)
        if message.WhichOneof("type") == "ref_hash":
            return self.known[message.ref_hash]
        if message.metadata.cacheable:
            self.known[message.hash] = message
        return message


def _note(message: ForwardMsg, seen: Seen) -> None:
    """Put what one message draws at its place."""
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return
    element, place = message.delta.new_element, tuple(message.metadata.delta_path)
    match element.WhichOneof("type"):
        case "plotly_chart":
            seen.charts[place] = element.plotly_chart.spec
        case "exception":
            seen.errors[place] = element.exception.message
        case "alert":
            seen.errors[place] = element.alert.body
        case "html":
            seen.texts[place] = element.html.body
        case "heading":
            seen.texts[place] = element.heading.body
        case "markdown":
            seen.texts[place] = element.markdown.body
