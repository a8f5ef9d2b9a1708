"""The styles of citations: text, BibTeX, RIS and CSL-JSON, which reference managers import."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from .reference import Reference


def text(reference: Reference) -> str:
    """Return a citation as plain text."""
    return reference.text()


def bibtex(reference: Reference) -> str:
    """Return a citation as an entry of BibTeX, of the type ``misc``, which every style knows."""
    fields = {
        "author": " and ".join(f"{{{_plain(name)}}}" for name in reference.authors),
        "title": f"{{{_plain(reference.title or reference.dataset)}}}",
        "howpublished": _plain(reference.dataset) if reference.title else "",
        "edition": f"Version {reference.version}" if reference.version else "",
        "year": reference.day[:4],
        "date": reference.day,
        "url": reference.address,
        "note": _plain(_note(reference)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{reference.key},\n{lines}}}\n"


def ris(reference: Reference) -> str:
    """Return a citation in RIS, as a data set."""
    day = reference.day.replace("-", "/")
    tags = [
        ("TY", "DATA"),
        ("ID", reference.key),
        *(("AU", name) for name in reference.authors),
        ("TI", reference.title or reference.dataset),
        ("T2", reference.dataset if reference.title else ""),
        ("ET", f"Version {reference.version}" if reference.version else ""),
        ("PY", reference.day[:4]),
        ("DA", day),
        ("UR", reference.address),
        ("N1", _note(reference)),
    ]
    lines = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags if value)
    return f"{lines}ER  - \r\n"


def csl_json(reference: Reference) -> str:
    """Return a citation as a list of one item of CSL-JSON."""
    return json.dumps([csl(reference)], ensure_ascii=False, indent=1) + "\n"


def csl(reference: Reference) -> Mapping[str, Any]:
    """Return a citation as an item of CSL-JSON."""
    item = {
        "id": reference.key,
        "type": "dataset",
        "author": [{"literal": name} for name in reference.authors],
        "title": reference.title or reference.dataset,
        "container-title": reference.dataset if reference.title else "",
        "version": reference.version,
        "issued": {"date-parts": [[int(part) for part in reference.day.split("-")]]} if reference.day else "",
        "URL": reference.address,
        "note": _note(reference),
    }
    return {name: value for name, value in item.items() if value}


def _note(reference: Reference) -> str:
    """Return the row and the article that it rests on."""
    row = f"Row {reference.row}" if reference.row else ""
    source = f"Source: {reference.source}" if reference.source else ""
    return "; ".join(filter(None, (row, source)))


def _plain(text: str) -> str:
    """Return a text without the characters by which BibTeX groups and commands; ``%`` and ``&`` are escaped."""
    bare = text.translate(dict.fromkeys(map(ord, "{}\\")))
    return "".join(f"\\{character}" if character in "%&#$_" else character for character in bare)


STYLES: Mapping[str, Callable[[Reference], str]] = {
    "text": text,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
"""Every style by name."""
