"""Request addresses of the open web within limits: nothing private, nothing endless, nothing robots.txt forbids."""

import asyncio
import contextlib
import importlib.util
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import Limits
    from .outcome import Answer

LIBRARIES = ("charset_normalizer", "httpx2", "protego", "trafilatura", "webencodings")
"""Modules that requests and pages need; some are imported only after a page arrives."""


def limits(timeout: float, *, allow_private: bool) -> "Limits":
    """Return the limits of a run, with no pauses between requests if private networks are allowed.

    Raises ModuleNotFoundError if a library is not installed, before anything is requested.
    """
    for name in LIBRARIES:
        if importlib.util.find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    from .client import Limits

    pause = 0 if allow_private else Limits.pause
    return Limits(min(10, timeout), min(10, timeout), timeout, pause=pause, allow_private=allow_private)


def _ignored(address: str, answer: "Answer") -> None:
    """Ignore an answer."""


def _nothing() -> None:
    """Do nothing."""


def answers(
    addresses: Sequence[str],
    limits: "Limits",
    parallel: int,
    contact: str | None,
    *,
    on_answer: "Callable[[str, Answer], None]" = _ignored,
    at_intervals: Callable[[], None] = _nothing,
) -> "list[Answer]":
    """Return the outcome of each address; all are requested concurrently.

    ``on_answer`` is called with each address and its outcome as it arrives, one call at a time, in another thread, so
    it may be slow; ``at_intervals`` is called every few seconds.
    """
    from .client import opened

    async def request_all() -> "list[Answer]":
        one_at_a_time = asyncio.Lock()

        async def outcome(address: str) -> "Answer":
            answer = await web.ask(address)
            async with one_at_a_time:
                await asyncio.to_thread(on_answer, address, answer)
            return answer

        async with opened(limits, parallel, contact=contact) as web, _calling(at_intervals):
            return await asyncio.gather(*map(outcome, addresses))

    return asyncio.run(request_all())


INTERVAL = 5.0
"""Seconds between two calls of ``at_intervals``."""


@contextlib.asynccontextmanager
async def _calling(function: Callable[[], None]) -> AsyncIterator[None]:
    """Call a function at intervals for as long as the context is open."""

    async def repeat() -> None:
        while True:
            await asyncio.sleep(INTERVAL)
            function()

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
