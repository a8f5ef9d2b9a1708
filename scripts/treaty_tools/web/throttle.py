"""Limit concurrent requests, in total and per host, with a pause between two requests to one host."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Throttle:
    """The turns of one run, by host."""

    def __init__(self, parallel: int, pause: float) -> None:
        """Allow ``parallel`` requests at once, with those to one host ``pause`` seconds apart."""
        self._pauses: defaultdict[bytes, float] = defaultdict(lambda: pause)
        self._all = asyncio.Semaphore(parallel)
        self._hosts: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._next: defaultdict[bytes, float] = defaultdict(float)

    @asynccontextmanager
    async def of(self, host: bytes) -> AsyncIterator[None]:
        """Wait for a host's turn and take it; only then does the request use one of the parallel slots."""
        now = asyncio.get_running_loop().time
        async with self._hosts[host]:
            await asyncio.sleep(max(0.0, self._next[host] - now()))
            async with self._all:
                try:
                    yield
                finally:
                    self._next[host] = max(self._next[host], now() + self._pauses[host])

    def slow(self, host: bytes, pause: float) -> None:
        """Space requests to a host at least ``pause`` seconds apart from now on."""
        self._pauses[host] = max(self._pauses[host], pause)
        self.wait(host, pause)

    def wait(self, host: bytes, seconds: float) -> None:
        """Delay the host's next turn by at least ``seconds``."""
        self._next[host] = max(self._next[host], asyncio.get_running_loop().time() + seconds)
