"""Check the properties of the package as a whole, as Data Package v2 defines them."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from treaty_record.publishing import profile, quotation
from treaty_record.values.patterns import SLUG
from treaty_record.values.version import EXPECTED, parts

from .fault import TEXT, TEXTS, At, Fault, Kind, is_texts, misspelt, one_of, shown, unexpected, wrong_kinds

RULE = "descriptor"
NAME = re.compile("[a-z0-9][a-z0-9._-]{0,99}")
"""Valid package names, which are also used in file names (Data Package v2 recommends these characters)."""
PROFILES = "https://datapackage.org/profiles"
REQUIRED = ("name", "version", "licenses", "quotation")
"""Properties that our profile requires."""

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
_EMAIL = re.compile(r"[a-z0-9+_-]+(?:\.[a-z0-9+_-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,63}", re.I | re.ASCII)
_IS_ID = re.compile(SLUG).fullmatch
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")


def _is_moment(value: object) -> bool:
    """Return whether a value is a date and time in the format of RFC 3339."""
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True


def _is_number(value: object, types: Any) -> bool:
    """Tell whether a value is a number of some types; Booleans are none."""
    return isinstance(value, types) and not isinstance(value, bool)


def _is_email(value: object) -> bool:
    return isinstance(value, str) and bool(_EMAIL.fullmatch(value)) and value.index("@") <= 64


def is_standard(value: object, kind: str) -> bool:
    """Return whether a value is the address of a Data Package profile, 1.0 or 2.0."""
    return value in (f"{PROFILES}/1.0/{kind}.json", f"{PROFILES}/2.0/{kind}.json")


def standard(kind: str) -> Kind:
    """Return the kind of a ``$schema`` that names a Data Package profile."""
    return Kind(f"'{PROFILES}/2.0/{kind}.json'", lambda value: is_standard(value, kind))


EMAIL = Kind("an email address", _is_email)
RECORD = {"title": TEXT, "path": TEXT, "email": EMAIL}
"""Properties of contributors and sources."""
LICENCE = {"name": TEXT, "path": TEXT, "title": TEXT}
CONTRIBUTOR = RECORD | dict.fromkeys(("givenName", "familyName", "organization", "organisation", "role"), TEXT)
CONTRIBUTOR |= {"roles": TEXTS}
RECORDS = {"licenses": LICENCE, "contributors": CONTRIBUTOR, "sources": RECORD | {"version": TEXT}}
"""Properties that are lists of objects, and the properties of those objects."""
ADDRESS = Kind("an address", lambda value: isinstance(value, str) and bool(_ADDRESS.fullmatch(value)))
TEXTS_OF_ANY = {
    "title": TEXT,
    "description": TEXT,
    "homepage": ADDRESS,
}
"""Properties of both packages and resources."""
PROPERTIES = TEXTS_OF_ANY | {
    "$schema": Kind(
        f"{profile.PATH!r} or '{PROFILES}/2.0/datapackage.json'",
        lambda value: value == profile.PATH or is_standard(value, "datapackage"),
    ),
    "profile": one_of("data-package"),
    "name": Kind(
        "a name of at most 100 lower-case letters, digits, dots, hyphens and underscores",
        lambda value: isinstance(value, str) and bool(NAME.fullmatch(value)),
    ),
    "id": TEXT,
    "image": TEXT,
    "version": Kind(EXPECTED, lambda value: isinstance(value, str) and parts(value) is not None),
    "created": Kind("a date and time such as 2024-11-12T09:30:00Z", _is_moment),
    "keywords": TEXTS,
    "method": TEXTS,
    "findings": TEXTS,
    "repository": ADDRESS,
}
QUOTATION = {
    "articles": Kind("a list of article ids", lambda value: is_texts(value) and all(map(_IS_ID, value))),
    "why": Kind("text that is not empty", lambda value: isinstance(value, str) and value != ""),
    "texts": one_of("held", "not held"),
    "longest": Kind("a whole number of code points from 1", lambda value: _is_number(value, int) and value >= 1),
    "share": Kind("a number from 0 to 1", lambda value: _is_number(value, int | float) and 0 <= value <= 1),
}
"""The quotation policy: which articles may be quoted and why, the longest quote, the largest share of a text."""
NOT_HERE = ("fields", "missingValues", "schema", "dialect", "path", "data", "profiles", "type")
"""Properties that belong elsewhere but that other programs would read here."""


def package_faults(found: dict[str, Any]) -> Iterator[Fault]:
    """Yield the errors in the properties of the package itself."""
    needed = REQUIRED if found.get("$schema") == profile.PATH else REQUIRED[:1]
    for name in needed:
        if name not in found:
            why = "the profile requires it" if name != "name" else "exports name their files by it"
            yield Fault((name,), f"is missing; {why}", RULE, place=name)
    yield from wrong_kinds(found, PROPERTIES, (), RULE)
    yield from record_faults(found, (), RULE)
    if "quotation" in found:
        yield from _quotation_faults(found["quotation"])
    for name in NOT_HERE:
        if name in found:
            yield Fault((name,), "is not a property of a package that is supported", RULE)
    yield from misspelt(found, [*PROPERTIES, *RECORDS, *NOT_HERE, "quotation", "resources"], (), RULE)


def _quotation_faults(policy: object) -> Iterator[Fault]:
    """Yield what is wrong with the quotation policy of a package."""
    if not isinstance(policy, dict):
        yield Fault(("quotation",), unexpected(policy, "an object"), RULE)
        return
    yield from wrong_kinds(policy, QUOTATION, ("quotation",), RULE)
    for name in quotation.STATED:
        if name not in policy:
            yield Fault(("quotation", name), f"is missing; expected {QUOTATION[name].expected}", RULE)
    if policy.get("articles") and "why" not in policy:
        yield Fault(("quotation", "why"), "is missing; say why these articles may be quoted", RULE)
    for name in policy.keys() - QUOTATION:
        yield Fault(("quotation", name), f"is not one of {', '.join(QUOTATION)}", RULE)


def record_faults(found: dict[str, Any], at: At, rule: str) -> Iterator[Fault]:
    """Yield the errors in the licences, contributors and sources of a package or a resource."""
    for name, kinds in RECORDS.items():
        listed = found.get(name, [])
        if not isinstance(listed, list):
            yield Fault((*at, name), unexpected(listed, "a list of objects"), rule)
            continue
        for index, record in enumerate(listed):
            here = (*at, name, index)
            if not isinstance(record, dict):
                yield Fault(here, unexpected(record, "an object"), rule)
                continue
            yield from wrong_kinds(record, kinds, here, rule)
            if name == "licenses" and not (record.get("name") or record.get("path")):
                yield Fault(here, "has neither a name nor a path; a licence has at least one of them", rule)


def is_version_one(found: dict[str, Any]) -> bool:
    """Return whether a descriptor declares Data Package v1, which lacks some properties."""
    return "$schema" not in found or found["$schema"] == f"{PROFILES}/1.0/datapackage.json"


def needs_version_two(what: str) -> str:
    """Return the message for a feature that Data Package v1 does not have."""
    return f"{what} needs Data Package v2: set $schema of the package to {shown(PROFILES + '/2.0/datapackage.json')}"
