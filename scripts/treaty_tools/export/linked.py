"""How rows, and what they tell of, are named on the web.

The base of the names is the descriptor's ``id`` or ``homepage``, with ``#`` where it does not end in ``/`` or ``#``; a
package without either is named by the scheme made for data that lies nowhere (arcp, draft-soilandreyes-arcp-03).
"""

import re
from typing import Any
from urllib.parse import quote

from .about import About

Node = dict[str, Any]
"""What is said of one thing, in JSON-LD."""
KINDS = ("agent", "annotation", "article", "column", "contributor", "origin", "row", "table", "title")
"""What has names below the base, each kind in the plural; in the singular they are prefixes of JSON-LD."""
AS_IT_IS = re.compile("[A-Za-z0-9._~-]+")
"""What stands in names as it is (RFC 3986, unreserved)."""
NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""Characters that an address of a stranger may hold and an IRI may not (RFC 3987)."""


def base(about: About) -> str:
    """Return what the names of all that a package tells of begin with."""
    if about.address is None:
        return f"arcp://name,{about.name}/"
    return iri(about.address) if about.address.endswith(("/", "#")) else f"{iri(about.address)}#"


def dataset(about: About) -> str:
    """Return the name of the package itself."""
    return iri(about.address) if about.address else base(about)


def column(table: str, name: str) -> str:
    """Return the name of a column, which is a property of rows."""
    return f"column:{table}.{name}"


def row(table: str, *key: object) -> str:
    """Return the name of a row."""
    return f"row:{table}/" + "/".join(map(quoted, key))


def named(kind: str, key: object) -> str:
    """Return the name of something that a row tells of: an article, an agent, an origin."""
    return f"{kind}:{quoted(key)}"


def quoted(part: object) -> str:
    """Return a part of a key as a name may hold it; most are slugs, which need not be gone through again."""
    text = str(part)
    return text if AS_IT_IS.fullmatch(text) else quote(text, safe="")


def filled(node: Node) -> Node:
    """Return a node without what is not known."""
    return {key: value for key, value in node.items() if value is not None and value != []}


def iri(address: str) -> str:
    """Return a web address as an IRI."""
    return NOT_IN_IRIS.sub(lambda found: quote(found.group(), safe=""), address)
