"""A proxy that offers the dashboard under a path of a site, as nginx does with `location /digital/`."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlparse

from tests.serving import free_port

NO_SUCH = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Behind(str):
    """Where a proxy offers the dashboard, with the slash at the end; `outside` is what it was asked for elsewhere."""

    outside: list[str]


@contextmanager
def proxied(address: str, path: str) -> Iterator[Behind]:
    """Offer a server under a path, such as `/digital/`, which the server is not told of, until the block ends."""
    port, to, stopped = free_port(), urlparse(address), asyncio.Event()
    behind = Behind(f"http://127.0.0.1:{port}{path}")
    behind.outside = []
    is_listening, loops = threading.Event(), list[asyncio.AbstractEventLoop]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, _, fields = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
        method, asked, version = first.decode().split(" ")
        if not asked.startswith(path):
            behind.outside.append(asked)
            writer.write(NO_SUCH)
            writer.close()
            return
        if b"\r\nupgrade:" not in fields.lower():
            fields = b"Connection: close\r\n" + fields.replace(b"Connection: keep-alive\r\n", b"")
        its_reader, its_writer = await asyncio.open_connection(to.hostname, to.port)
        its_writer.write(f"{method} /{asked.removeprefix(path)} {version}\r\n".encode() + fields)
        with suppress(asyncio.CancelledError):  # a window is still open at the end
            await asyncio.gather(pipe(reader, its_writer), pipe(its_reader, writer))

    async def serve() -> None:
        async with await asyncio.start_server(answer, "127.0.0.1", port):
            loops.append(asyncio.get_running_loop())
            is_listening.set()
            await stopped.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    is_listening.wait()
    yield behind
    loops[0].call_soon_threadsafe(stopped.set)
    thread.join(timeout=20)


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on what comes until it ends, and then end too."""
    try:
        while piece := await reader.read(64 * 1024):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
