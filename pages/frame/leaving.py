"""How a server ends that is told to (SIGTERM): it takes nobody new, and what is being made comes to its end.

Whoever is connected is then sent away, and the browser connects anew by itself: behind nginx to another replica.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

LONGEST = 10
"""Seconds until the server ends, whether pages are still being made or not."""
STILL = 0.3
"""Seconds in which no page is made, after which all that was made is on its way."""
_EVERY = 0.05


@asynccontextmanager
async def politely(shut: Callable[[], None], is_busy: Callable[[], bool]) -> AsyncIterator[None]:
    """Have a server that is told to end `shut` its door first, and end once it `is_busy` no more.

    It is entered where the server's own answer to the signal stands already, which ends it.
    """
    if sys.platform == "win32":  # where nobody is told by a signal
        yield
        return
    loop, leaving, end = (
        asyncio.get_running_loop(),
        set[asyncio.Task[None]](),
        signal.getsignal(signal.SIGTERM),
    )

    async def leave() -> None:
        shut()
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                await _until_still(is_busy)
        if callable(end):
            end(signal.SIGTERM, None)

    loop.add_signal_handler(signal.SIGTERM, lambda: leaving.add(loop.create_task(leave())))
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


async def _until_still(is_busy: Callable[[], bool]) -> None:
    still = 0.0
    while still < STILL:
        await asyncio.sleep(_EVERY)
        still = 0.0 if is_busy() else still + _EVERY
