"""Add keys to a TOML document, or replace a value in it, and leave all else as it was typed."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, InlineTable, Item, Key, SingleKey, Table, Whitespace

Body: TypeAlias = list[tuple[Key | None, Item]]


class NotEditableError(Exception):
    """Raised when adding keys would change anything else in a document."""


@dataclass(frozen=True)
class Addition:
    """A key to add to a table: above one of its keys, or below the last."""

    table: tuple[str, ...]
    key: str
    value: str | int
    above: str | None = None


def with_additions(text: str, additions: Sequence[Addition]) -> str:
    """Return a document with keys added to tables that it has.

    Raises NotEditableError if tomlkit would change anything else.
    """
    document = _parsed(text)
    line_end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    for addition in additions:
        _add(document, addition, line_end)
    edited = document.as_string()
    if not _is_only_added(text, edited, additions):
        raise NotEditableError
    return edited


def with_value(text: str, keys: Sequence[str | int], value: str) -> str:
    """Return a document with a text in place of the value that some keys and indices lead to.

    Raises NotEditableError if tomlkit would change anything else.
    """
    document = _parsed(text)
    *parents, last = keys
    table: Any = document
    for key in parents:
        table = table[key]
    table[last] = value
    return document.as_string()


def _parsed(text: str) -> TOMLDocument:
    """Return a document that is written again as it was typed."""
    try:
        document = tomlkit.parse(text)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise NotEditableError from error
    if document.as_string() != text:
        raise NotEditableError
    return document


def _add(document: Container, addition: Addition, line_end: str) -> None:
    """Add a key to the last table of its name, or to the one with the key that it goes above."""
    tables = [
        table for table in _tables(document, addition.table) if addition.above is None or addition.above in table.value
    ]
    if not tables:
        raise NotEditableError
    table = tables[-1]
    body = table.value.body
    index = _index(body, addition)
    if isinstance(table, InlineTable):
        _insert_inline(body, index, addition)
    else:
        _insert_line(table, index, addition, line_end)


def _tables(container: Container, keys: tuple[str, ...]) -> Iterator[AbstractTable]:
    """Yield the tables with a place of their own in the document that some keys lead to."""
    first, *rest = keys
    for key, item in container.body:
        if key is None or key.key != first or not isinstance(item, AbstractTable):
            continue
        if rest:
            yield from _tables(item.value, tuple(rest))
        elif key.is_dotted() or not (isinstance(item, Table) and item.is_super_table()):
            yield item


def _index(body: Body, addition: Addition) -> int:
    """Return where in a table's body to add a key."""
    if addition.above is not None:
        return next(index for index, (key, _) in enumerate(body) if key is not None and key.key == addition.above)
    own = [index for index, (key, item) in enumerate(body) if key is not None and not isinstance(item, Table)]
    return max(own, default=-1) + 1


def _insert_line(table: AbstractTable, index: int, addition: Addition, line_end: str) -> None:
    """Insert a key as a line, indented as the key above which or below which it goes."""
    body = table.value.body
    above = table if index == 0 else body[index - 1][1]
    if addition.above is None and not above.trivia.trail:  # the last line of the file, without an end
        above.trivia.trail = line_end
    item = tomlkit.item(addition.value)
    neighbour = body[index][1] if addition.above is not None else above
    item.trivia.indent, item.trivia.trail = neighbour.trivia.indent, line_end
    body.insert(index, (SingleKey(addition.key), item))


def _insert_inline(body: Body, index: int, addition: Addition) -> None:
    """Insert a key into a table in braces."""
    new = (SingleKey(addition.key), tomlkit.item(addition.value))
    comma = (None, Whitespace(", "))
    if addition.above is not None:
        body[index:index] = [new, comma]
    else:
        body[index:index] = [comma, new] if index else [new]


def _is_only_added(text: str, edited: str, additions: Sequence[Addition]) -> bool:
    """Check that an edited document has every character of the original in order, and no values but those added."""
    characters = iter(edited)
    if not all(character in characters for character in text):
        return False
    expected: dict[str, Any] = tomllib.loads(text)
    for addition in additions:
        table = expected
        for key in addition.table:
            table = table[key]
        table[addition.key] = addition.value
    return expected == tomllib.loads(edited)
