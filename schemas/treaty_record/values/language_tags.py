"""Language tags: their subtags must be registered with IANA and not deprecated (RFC 5646)."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

Entry = Mapping[str, str]
"""The registry's entry for a subtag or a whole tag: its type, and what to write instead."""

TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extlang>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.ASCII | re.IGNORECASE,
)
"""The parts of a tag that the tables allow, which exclude extensions and private use."""
_FIELD = re.compile(r"^(Preferred-Value|Deprecated|Suppress-Script): (.+)$", re.MULTILINE)
_RECORD = re.compile(r"\nType: (\w+)\n(?:Subtag|Tag): (\S+)")
REGISTRY = "the IANA language subtag registry"


def fault(tag: str) -> str | None:
    """Return what is wrong with a language tag and what to write, or None if nothing is wrong."""
    parts = TAG.fullmatch(tag)
    if parts is None:
        return "is not a tag of language, script, region and variants; expected for instance bn, zh-Hant or pt-BR"
    better = preferred(tag, parts)
    if better == tag:
        return _first_unknown(parts)
    if _first_unknown(match := _parsed(better)) is None and match["extlang"] is None:
        return f"{_why(parts)}; write {better}"
    return _first_unknown(parts) or f"is not in canonical form; write {better}"


def preferred(tag: str, parts: re.Match[str]) -> str:
    """Return a tag as the registry prefers it, as far as its parts are registered."""
    if (whole := _entry("redundant", tag)) and "Preferred-Value" in whole:
        return whole["Preferred-Value"]
    extlang = _entry("extlang", parts["extlang"] or "").get("Preferred-Value")
    language = str(extlang or _instead("language", parts["language"]))
    if not _entry("language", language):
        language = _of_two_letters(language)
    script = (parts["script"] or "").capitalize()
    if script == _entry("language", language).get("Suppress-Script"):
        script = ""
    unknown = parts["extlang"] if not extlang else None
    region = _instead("region", parts["region"]).upper()
    variants = [_instead("variant", variant) for variant in parts["variants"].split("-")]
    return "-".join(part for part in (language, unknown, script, region, *dict.fromkeys(variants)) if part)


def _instead(kind: str, subtag: str | None) -> str:
    """Return the subtag that the registry prefers to another, in lower case; an empty string for None."""
    return str(_entry(kind, subtag or "").get("Preferred-Value", subtag or "")).lower()


def _of_two_letters(language: str) -> str:
    """Return the two-letter code for a three-letter code of ISO 639-2 or 639-3 if there is one, else the code."""
    import langcodes

    return langcodes.standardize_tag(language).split("-")[0]


def _why(parts: re.Match[str]) -> str:
    """Return why a tag is rejected for which there is a better one."""
    if _first_unknown(parts):
        return f"is not in {REGISTRY}"
    entries = [_entry(kind, parts[kind] or "") for kind in ("language", "extlang", "region")]
    entries += [_entry("variant", variant) for variant in parts["variants"].split("-")]
    if any("Deprecated" in entry for entry in entries):
        return f"is deprecated in {REGISTRY}"
    old = any("Preferred-Value" in entry for entry in entries)
    return f"is not the form that {REGISTRY} prefers" if old else "is not in canonical form"


def _first_unknown(parts: re.Match[str]) -> str | None:
    """Return what is wrong with the first subtag that is not registered, or deprecated without a replacement."""
    subtags = [(kind, parts[kind] or "") for kind in ("language", "extlang", "script", "region")]
    subtags += [("variant", variant) for variant in parts["variants"].split("-")]
    for kind, subtag in subtags:
        if not subtag:
            continue
        entry = _entry(kind, subtag)
        if not entry:
            return f"has the {kind} {subtag!r}, which is not in {REGISTRY}"
        if "Deprecated" in entry and "Preferred-Value" not in entry:
            return f"has the {kind} {subtag!r}, which {REGISTRY} deprecates; choose another"
    return None


def _entry(kind: str, subtag: str) -> Entry:
    """Return what the registry says of a subtag or a whole tag, nothing if it does not have it."""
    start = _places().get((kind, subtag.lower()))
    if start is not None:
        registry = _registry()
        return {"Type": kind, **dict(_FIELD.findall(registry, start, registry.find("\n%%", start)))}
    return {"Type": kind} if any(_within(kind, subtag.lower(), each) for each in _ranges()) else {}


def _within(kind: str, subtag: str, private: tuple[str, str, str]) -> bool:
    """Return whether a subtag lies in a range, given as its kind, first and last subtag."""
    type_, first, last = private
    return kind == type_ and len(subtag) == len(first) and first <= subtag <= last


@cache
def _places() -> Mapping[tuple[str, str], int]:
    """Return where the registry's entry on each subtag begins, by kind and in lower case; few are ever read."""
    return {(found[1], found[2].lower()): found.end() for found in _RECORD.finditer(_registry())}


@cache
def _ranges() -> list[tuple[str, str, str]]:
    """Return the ranges of subtags for private use, such as qaa..qtz: kind, first and last."""
    split = ((kind, name.partition("..")) for kind, name in _places() if ".." in name)
    return [(kind, first, last) for kind, (first, _, last) in split]


@cache
def _registry() -> str:
    """Return IANA's registry, which comes with langcodes; importing langcodes takes longer than all checks of tags."""
    found = find_spec("langcodes")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("language tags need langcodes: pip install 'treaty-record[tools]'", name="langcodes")
    registry = Path(found.origin).with_name("data") / "language-subtag-registry.txt"
    return registry.read_text(encoding="utf-8") + "\n%%"


def _parsed(tag: str) -> re.Match[str]:
    match = TAG.fullmatch(tag)
    if match is None:
        raise ValueError(f"the registry prefers {tag}, which is not a well-formed tag")
    return match
