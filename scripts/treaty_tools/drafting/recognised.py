"""Recognise the register's names in passages."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ..grounding import names as grounding
from .register import Name

JUDGED = ("metonym", "misnomer")
"""Kinds of names of which a person has to say whether they mean the actor: a capital may be just a city."""


@dataclass(frozen=True)
class Recognised:
    """A name of the register that a passage has, the actors that bear it, and its kind if it has to be typed."""

    name: str
    actors: Sequence[str]
    kind: str | None = None
    is_certain: bool = False
    """Whether one actor alone bears the name, and nothing else is called so; a single sign may be part of any word."""


def recognised(passages: Sequence[str], names: Sequence[Name], language: str) -> list[list[Recognised]]:
    """Return, for each passage, the names that it has as separate words; of overlapping names, the longest."""
    by_text: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_text[name.name].append(name)
    found = _found(passages, by_text)
    return [
        [
            _described(by_text[name], language, is_whole=_is_whole(passage, name))
            for name in _longest(passage, found.get(number, []))
        ]
        for number, passage in enumerate(passages)
    ]


def _found(passages: Sequence[str], names: Mapping[str, object]) -> dict[int, list[str]]:
    """Return the names that are separate words of each passage, by its number."""
    pairs = [(number, name) for number, passage in enumerate(passages) for name in names if name in passage]
    rows = pl.DataFrame(
        [(at, name, passages[number]) for at, (number, name) in enumerate(pairs)],
        schema={"row": pl.UInt32, "value": pl.String, "quote": pl.String},
        orient="row",
    )
    hidden = set(grounding.unseen(rows)["row"]) if pairs else set()
    found = defaultdict(list)
    for at, (number, name) in enumerate(pairs):
        if at not in hidden:
            found[number].append(name)
    return found


def _longest(passage: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the names, in the passage's order, that do not only occur within longer ones."""
    left, kept = passage, []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if name in left:
            kept.append(name)
            left = left.replace(name, "\0" * len(name))
    yield from sorted(kept, key=passage.index)


def _is_whole(passage: str, name: str) -> bool:
    """Return whether a name ends where a word does; in Latin letters one may be the beginning of another, Kir of Kirby."""
    return not name[-1].isascii() or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage) is not None


def _described(names: Sequence[Name], language: str, *, is_whole: bool) -> Recognised:
    """Return what the register says of a name: above all in the article's language."""
    own = [name for name in names if name.language == language]
    actors = sorted({name.actor_id for name in own or names})
    kinds = {name.kind for name in own or names if name.kind}
    typed = "alias" if not own and kinds == {"alias"} else None
    is_certain = len(actors) == 1 and len(names[0].name) > 1 and not kinds & set(JUDGED) and is_whole
    return Recognised(names[0].name, actors, typed, is_certain)
