"""Ask addresses of the open web within bounds: nothing private, nothing endless, nothing that robots.txt forbids."""

import asyncio
import importlib.util
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .client import Limits
    from .outcome import Answer

EXTRA = ("httpx2", "protego", "trafilatura")
"""What the extra ``web`` brings."""

contact_option = click.option("--contact", help="Where you can be reached; told to each site with the tool's name.")
private_option = click.option("--allow-private", is_flag=True, help="Ask private networks too; meant for tests.")
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=600),
    default=30,
    show_default=True,
    help="Seconds that one request may take in all.",
)


def limits(timeout: float, *, allow_private: bool) -> "Limits":
    """Return the limits of a run, or say which extra it needs; one that may ask private networks waits for nobody."""
    for name in EXTRA:
        if importlib.util.find_spec(name) is None:
            raise click.ClickException("this needs more than the tools: pip install 'treaty-record[tools,web]'")
    from .client import Limits

    return Limits(min(10, timeout), min(10, timeout), timeout, pause=0 if allow_private else Limits.pause)


def answers(
    addresses: Sequence[str], limits: "Limits", parallel: int, *, allow_private: bool, contact: str | None
) -> "list[Answer]":
    """Return what becomes of each address; all are asked together."""
    from .client import opened

    async def ask() -> "list[Answer]":
        async with opened(limits, parallel, allow_private=allow_private, contact=contact) as web:
            return await asyncio.gather(*map(web.ask, addresses))

    return asyncio.run(ask())
