"""Read what treaty show prints of a measure."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from treaty_tools.reporting.terminal import Line

SOURCES = re.compile(r"  (\d+): (\S.*?) +(claims/[a-z0-9-]+)(?: \(|$)")


class Claim(NamedTuple):
    """A line on a claim: its row, how many articles it has, its independent origins, unknown and announcing ones."""

    row: str
    articles: int
    origins: list[str]
    unknown: int
    announcing: int


def claims(lines: Iterable[Line]) -> Iterator[Claim]:
    """Yield what each line on a claim says of its sources."""
    for found in filter(None, (SOURCES.search(line) for line, _ in lines)):
        parts = [] if found[2] == "none" else found[2].split(", ")
        numbers = {name: int(number) for number, _, name in (part.partition(" ") for part in parts) if name}
        origins = [part for part in parts if " " not in part]
        yield Claim(found[3], int(found[1]), origins, numbers.get("unknown", 0), numbers.get("announcing", 0))
