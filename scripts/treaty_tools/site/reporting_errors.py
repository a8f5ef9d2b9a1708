"""Where readers report an error in a row: the package's repository, or the address of a contributor."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from .notation import urls

ISSUES = {
    "github.com": "issues/new?title=",
    "codeberg.org": "issues/new?title=",
    "gitlab.com": "-/issues/new?issue[title]=",
}
"""Where known hosts take new issues, with the title to follow."""


def repository(descriptor: Mapping[str, Any]) -> str:
    """Return the address of a package's repository, empty if it gives none."""
    given = descriptor.get("repository")
    return urls.elsewhere(given) or "" if isinstance(given, str) else ""


def email(descriptor: Mapping[str, Any]) -> str:
    """Return the first address at which a contributor can be reached, empty if there is none."""
    listed = descriptor.get("contributors")
    people = [person for person in listed if isinstance(person, dict)] if isinstance(listed, list) else []
    return next((str(person["email"]) for person in people if person.get("email")), "")


def report(descriptor: Mapping[str, Any], what: str) -> str:
    """Return the address at which an error in a row or page is reported, named in it; empty without any."""
    source, version = repository(descriptor), descriptor.get("version") or ""
    title = quote(f"Error in {what}" + (f" ({version})" if version else ""), safe="/")
    if form := ISSUES.get(urlsplit(source).hostname or ""):
        return f"{source.rstrip('/').removesuffix('.git')}/{form}{title}"
    if address := email(descriptor):
        return f"mailto:{quote(address, safe='@')}?subject={title}"
    return source
