"""Whom the server answers: who asks it by a name of its own, and no other site's page."""

import logging
import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
MISDIRECTED, FORBIDDEN = 421, 403  # status codes of HTTP
POLICY_VIOLATION = 1008  # of a WebSocket

_HOST = re.compile(r"([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_LOG = logging.getLogger(__name__)


class Refusal(NamedTuple):
    """Why somebody is not answered: the status code, and a Japanese sentence with the way out."""

    status: int
    words: str


class Gate:
    """Refuses requests and connections that ask for another machine, or that another site's page makes.

    A page of a foreign site can lead its own name to this machine (DNS rebinding) and then read whatever is served
    under it, so the name asked for must be one of `hosts` (`*.example` stands for all below), or the number of the
    address the request came in by. An `Origin` must be that of the page itself or one of `origins`.

    Streamlit judges its socket alone, and before it refuses a foreign origin it asks an address on the internet for
    its own; so a socket let through here is handed on without its origin.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], origins: Collection[str]) -> None:
        self.app = app
        self.hosts = [host.strip().lower().rstrip(".") for host in hosts]
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand one request on, or refuse it in words that are also logged."""
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal:
            _LOG.warning(refusal.words)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            else:
                await PlainTextResponse(refusal.words, refusal.status)(scope, receive, send)
            return
        if scope["type"] == "websocket":
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"origin"]}
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        arrived_at, _ = scope.get("server") or ("", None)
        if not self._is_own(host, arrived_at):
            return Refusal(
                MISDIRECTED,
                f"このダッシュボードは、アドレス{_quoted(host)}では開けません。"
                "この名前で開くには、環境変数 STREAMLIT_SERVER_ALLOWED_HOSTS に加えて、起動し直してください。",
            )
        if origin is not None and not self._is_own_page(origin, host):
            return Refusal(
                FORBIDDEN,
                f"ほかのサイト{_quoted(origin)}の画面からは開けません。"
                "nginx などを通すときは、Host をそのまま渡すように設定してください。",
            )
        return None

    def _is_own(self, host: str, arrived_at: str) -> bool:
        matched = _HOST.fullmatch(host)
        if not matched:
            return False
        name = matched[1].strip("[]").lower().rstrip(".")
        number = _number(name)
        if number is not None and number == _number(arrived_at):
            return True
        return any(fnmatchcase(name, pattern) for pattern in self.hosts)

    def _is_own_page(self, origin: str, host: str) -> bool:
        return origin in self.origins or origin.partition("://")[2].lower() == host.lower()


def hosts_and_origins() -> tuple[Collection[str], Collection[str]]:
    """Return what `Gate` goes by: names of this machine, the address served at, and what Streamlit's settings add.

    Streamlit's own list of hosts is emptied: it knows neither this machine nor the address a request came in by, and
    the gate before it judges more.
    """
    hosts = (*OF_THIS_MACHINE, config.get_option("server.address"), *config.get_option("server.allowedHosts"))
    config.set_option("server.allowedHosts", [])
    return hosts, frozenset(config.get_option("server.corsAllowedOrigins"))


def _quoted(text: str) -> str:
    """Return what somebody sent so that a terminal shows it as text, and not at any length."""
    return f"「{ascii(text)[1:-1][:80]}」"


def _number(address: str) -> IPv4Address | IPv6Address | None:
    """Return an address by number, one of IPv4 also where it is written as one of IPv6; None for a name."""
    try:
        number = ip_address(address)
    except ValueError:
        return None
    return (number.ipv4_mapped or number) if isinstance(number, IPv6Address) else number
