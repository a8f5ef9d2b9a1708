"""Apply a site's robots.txt (RFC 9309)."""

import re

from protego import Protego

from .outcome import Failure, Page

LONGEST = 500 * 1024
"""Bytes of a robots.txt that are read, the minimum that the standard requires."""

MOST_LINES = 20_000
"""Maximum number of lines of rules; parsing this many takes up to a second."""

TOKEN = "treaty-record"
"""The name by which a robots.txt may address us."""

LONGEST_DELAY = 10.0
"""Maximum delay between two requests that a robots.txt can ask for, in seconds; longer ones are capped."""

_AGENT = re.compile(r"\s*user(?:-|\s*)agent(?:\s*:|\s+|$)([^#]*)", re.I)


class Rules:
    """What one site allows: everything if it has no rules."""

    def __init__(self, text: str = "") -> None:
        """Parse the rules of a robots.txt."""
        self._parsed = Protego.parse(text)

    def allows(self, address: str) -> bool:
        """Return whether we may request an address of the site."""
        return bool(self._parsed.can_fetch(address, TOKEN))

    @property
    def delay(self) -> float:
        """Return the delay between two requests that the site asks for, in seconds."""
        return min(float(self._parsed.crawl_delay(TOKEN) or 0), LONGEST_DELAY)


def rules(code: int, page: Page) -> Rules:
    """Return the rules in a reply for robots.txt: a site without one allows everything.

    Raises Failure if the site is broken or its rules are too many, which forbids everything.
    """
    if code == 429 or code >= 500:
        raise Failure("robots", f"robots.txt returned {code}, which forbids everything")
    return Rules(_relevant(page.body)) if 200 <= code < 300 else Rules()


def _relevant(body: bytes) -> str:
    """Return the lines of rules, with all other agents merged into one: the parser copies each rule for each agent."""
    lines = [line for line in map(_ours, _whole_lines(body)) if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) > MOST_LINES:
        raise Failure("robots", f"robots.txt has more than {MOST_LINES:,} lines of rules, too many to follow")
    return "\n".join(lines)


def _whole_lines(body: bytes) -> list[str]:
    lines = body[:LONGEST].decode("utf-8-sig", "replace").splitlines()
    return lines if len(body) < LONGEST else lines[:-1]  # half a rule may forbid more than the whole


def _ours(line: str) -> str:
    """Return a line, mapping the agent it names, if any, to one of three: all (``*``), ours, or another."""
    agent = _AGENT.match(line)
    if agent is None:
        return line
    name = agent[1].strip().lower()
    known = name if name == "*" else name.replace("*", "")
    return f"User-agent: {known if known in ('*', TOKEN) else 'another'}"
