"""How others install the tools that are running: pinned, from where these came from."""

import json
from importlib.metadata import distribution

NAME = "treaty-record"


def requirement(extra: str) -> str:
    """Return the requirement that installs the running version with an extra.

    An installation from a repository or a file names its address (PEP 610), one from an index its version.
    """
    found = distribution(NAME)
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    url, repository = origin.get("url"), origin.get("vcs_info")
    if url and repository:
        return f"{NAME}[{extra}] @ {repository['vcs']}+{url}@{repository['commit_id']}"
    return f"{NAME}[{extra}] @ {url}" if url else f"{NAME}[{extra}]=={found.version}"
