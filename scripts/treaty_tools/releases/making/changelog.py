"""Turn the unreleased changes in a changelog (Keep a Changelog) into the section of a release."""

import re
from collections.abc import Sequence

UNRELEASED = "## [Unreleased]"


def unreleased(text: str, version: str) -> re.Match[str]:
    """Return the match of the section on unreleased changes, with its body as the first group.

    Raises LookupError if there is no such section, or the version already has one.
    """
    if re.search(rf"(?m)^## \[{re.escape(version)}\]", text):
        raise LookupError(f"already has a section on {version}")
    found = re.search(rf"(?ms)^{re.escape(UNRELEASED)}[^\n]*\n(.*?)(?=^## |^\[[^\]\n]+\]: |\Z)", text)
    if found is None:
        raise LookupError(f"has no section {UNRELEASED!r}")
    return found


def released(text: str, version: str, day: str, data: Sequence[str]) -> str:
    """Return a changelog with the unreleased changes moved to a version's section, and ``data`` lines under *Data*.

    Raises LookupError as ``unreleased`` does, or if there is nothing to release.
    """
    found = unreleased(text, version)
    if not (body := with_data(found[1].strip("\n"), data)):
        raise LookupError("describes no changes, and the tables have not changed")
    after = text[found.end() :]
    section = f"{UNRELEASED}\n\n## [{version}] - {day}\n\n{body}\n" + ("\n" if after else "")
    return text[: found.start()] + section + after


def with_data(body: str, data: Sequence[str]) -> str:
    """Return a section with lines added at the end of its *Data* part, which is created if it is missing."""
    if not data:
        return body
    lines = "\n".join(data)
    part = re.search(r"(?ms)^### Data[^\n]*\n(.*?)(?=^### |\Z)", body)
    if part is None:
        return f"### Data\n\n{lines}\n\n{body}".rstrip("\n")
    there = part[1].strip("\n")
    whole = f"### Data\n\n{there}\n{lines}\n" if there else f"### Data\n\n{lines}\n"
    after = body[part.end() :]
    return (body[: part.start()] + whole + (f"\n{after}" if after else "")).rstrip("\n")
