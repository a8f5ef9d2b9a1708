"""A changelog in the form of Keep a Changelog: what is unreleased becomes the section of a release."""

import re
from collections.abc import Sequence

UNRELEASED = "## [Unreleased]"


def unreleased(text: str, version: str) -> re.Match[str]:
    """Return where a changelog tells what is unreleased, the section's body as its first group.

    Raises LookupError where there is no such section, or one on the version already.
    """
    if re.search(rf"(?m)^## \[{re.escape(version)}\]", text):
        raise LookupError(f"has a section on {version} already")
    found = re.search(rf"(?ms)^{re.escape(UNRELEASED)}[^\n]*\n(.*?)(?=^## |^\[[^\]\n]+\]: |\Z)", text)
    if found is None:
        raise LookupError(f"has no section {UNRELEASED!r}")
    return found


def released(text: str, version: str, day: str, data: Sequence[str]) -> str:
    """Return a changelog in which what is unreleased has become a version's, and lines on data stand under *Data*.

    Raises LookupError where ``unreleased`` does, or nothing is to be released.
    """
    found = unreleased(text, version)
    if not (body := with_data(found[1].strip("\n"), data)):
        raise LookupError("tells of nothing to release, and the tables are the same")
    after = text[found.end() :]
    section = f"{UNRELEASED}\n\n## [{version}] - {day}\n\n{body}\n" + ("\n" if after else "")
    return text[: found.start()] + section + after


def with_data(body: str, data: Sequence[str]) -> str:
    """Return a section with lines at the end of its part on data, which is made where there is none."""
    if not data:
        return body
    lines = "\n".join(data)
    part = re.search(r"(?ms)^### Data[^\n]*\n(.*?)(?=^### |\Z)", body)
    if part is None:
        return f"### Data\n\n{lines}\n\n{body}".rstrip("\n")
    told = part[1].strip("\n")
    whole = f"### Data\n\n{told}\n{lines}\n" if told else f"### Data\n\n{lines}\n"
    after = body[part.end() :]
    return (body[: part.start()] + whole + (f"\n{after}" if after else "")).rstrip("\n")
