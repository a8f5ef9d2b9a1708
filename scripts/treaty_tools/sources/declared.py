"""Read the columns and tables of its own that a project declares in package.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from treaty_record.contract import Column, Contract, Reference, TableSchema, by_name
from treaty_record.contract_json import LIMITS, column_from, names_from
from treaty_record.extension import NAME, own_column, with_vocabularies
from treaty_record.tables.term import Term

from ..package.descriptor.columns import column_faults
from ..package.descriptor.fault import Fault
from ..reporting.problem import Problem
from .toml_file import TomlFile
from .typed import kind_of, nearest

COLUMN = ("type", "title", "description", "references")
CONSTRAINTS = ("required", "unique", "enum", "pattern", *LIMITS)
TABLE = ("title", "description", "key", "columns")
RESERVED = ("articles", "package", "vocabulary")
RULE = "source-key"
TYPE = "source-type"


@dataclass(frozen=True)
class Declared:
    """The columns and tables of a project's own, and the errors in their declarations."""

    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    """Columns by the table of the contract that they are added to."""
    tables: Mapping[str, TableSchema] = field(default_factory=dict)
    references: tuple[tuple[str, str, str], ...] = ()
    """Table, column and the table that it refers to."""
    unknown: frozenset[str] = frozenset()
    """Tables, and columns as ``table.column``, whose declarations have errors, so that their cells cannot be judged."""
    problems: tuple[Problem, ...] = ()


def read(file: TomlFile | None, contract: Contract) -> Declared:
    """Return what package.toml declares, leaving out declarations with errors."""
    found = _Reading(file, contract) if file else None
    return found.declared() if found else Declared()


def with_declared(contract: Contract, own: Declared) -> Contract:
    """Return the contract with a project's own columns and tables."""
    tables = dict(contract.tables)
    for name, columns in own.columns.items():
        tables[name] = tables[name].with_columns(*columns)
    tables |= own.tables
    for name, column, parent in own.references:
        reference = Reference((column,), parent, tables[parent].key)
        tables[name] = replace(tables[name], foreign_keys=(*tables[name].foreign_keys, reference))
    cited = {name: Term(table.description) for name, table in own.tables.items() if len(table.key) == 1}
    return with_vocabularies(replace(contract, tables=tables), {"citations.row_table": cited} if cited else {})


class _Reading:
    """Reads the declarations of one file."""

    def __init__(self, file: TomlFile, contract: Contract) -> None:
        self.file, self.contract = file, contract
        self.problems: list[Problem] = []
        self.unknown: set[str] = set()
        self.references: list[tuple[str, str, str]] = []

    def declared(self) -> Declared:
        """Return everything that the file declares."""
        named = self._objects("columns")
        columns = {table: tuple(self._columns(("columns", table), table, body)) for table, body in self._known(named)}
        tables = {name: self._table(name, body) for name, body in self._objects("tables")}
        sound = {name: table for name, table in tables.items() if table is not None}
        self._check_references(sound)
        references = tuple(each for each in self.references if each[0] not in self.unknown)
        return Declared(columns, sound, references, frozenset(self.unknown), tuple(self.problems))

    def _fault(self, keys: tuple[str | int, ...], message: str, rule: str) -> None:
        shown = ".".join(map(str, keys[1:])) or str(keys[0])
        self.problems.append(Problem(self.file.path, self.file.line(*keys), shown, message, rule))

    def _objects(self, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the tables below a key of the file."""
        body = self.file.data.get(key, {})
        if not isinstance(body, dict):
            self._fault((key,), f"must be a table, not {kind_of(body)}", TYPE)
            return
        for name, inner in body.items():
            if isinstance(inner, dict):
                yield name, inner
            else:
                self._fault((key, name), f"must be a table, not {kind_of(inner)}", TYPE)

    def _known(self, named: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the tables of the contract that columns are added to."""
        known = [table for table in self.contract.tables if table not in ("citations", "vocabulary")]
        for name, body in named:
            if name in known:
                yield name, body
            else:
                self._fault(("columns", name), f"is not a table that can have own columns{nearest(name, known)}", RULE)
                self.unknown |= {f"{near}.{column}" for near in get_close_matches(name, known, n=1) for column in body}

    def _columns(self, keys: tuple[str, ...], table: str, body: Mapping[str, Any]) -> Iterator[Column]:
        """Yield the sound columns declared below some keys."""
        there = self.contract.tables[table].columns if table in self.contract.tables else {}
        for name, told in body.items():
            at = (*keys, name)
            before = len(self.problems)
            if name in there:
                self._fault(at, f"is a column of {table} in the contract; choose another name", RULE)
            elif not isinstance(told, dict):
                self._fault(at, f"must be a table, not {kind_of(told)}", TYPE)
            else:
                self._check_column(at, name, told)
            if len(self.problems) > before:
                self.unknown.add(f"{table}.{name}")
                continue
            if "references" in told:
                self.references.append((table, name, told["references"]))
            yield own_column(column_from(_field(name, told)), is_key=False)

    def _check_column(self, at: tuple[str, ...], name: str, told: Mapping[str, Any]) -> None:
        """Record the errors in the declaration of a column."""
        for key in told.keys() - {*COLUMN, *CONSTRAINTS}:
            self._fault((*at, key), f"is not a key of a column{nearest(key, [*COLUMN, *CONSTRAINTS])}", RULE)
        if not told.get("description"):
            self._fault(at, "has no description; say what the column holds", TYPE)
        if "references" in told and (told["references"].__class__ is not str or told.get("type", "string") != "string"):
            self._fault((*at, "references"), "must name a table, and needs a column of type string", TYPE)
        for fault in column_faults(_field(name, told), (), None, version_one=False):
            self._fault((*at, *_typed(fault)), fault.message, TYPE)

    def _table(self, name: str, body: Mapping[str, Any]) -> TableSchema | None:
        """Return a table of the project's own, None if its declaration has errors."""
        at, before = ("tables", name), len(self.problems)
        if name in self.contract.tables or name in RESERVED or not NAME.fullmatch(name):
            expected = "lower-case letters, digits and underscores, and not a table of the contract"
            self._fault(at, f"cannot be the name of a table; expected {expected}", RULE)
        for key in body.keys() - set(TABLE):
            self._fault((*at, key), f"is not a key of a table{nearest(key, list(TABLE))}", RULE)
        if not isinstance(body.get("description"), str):
            self._fault(at, "has no description; say what a row is", TYPE)
        declared = body.get("columns")
        found = by_name(self._columns((*at, "columns"), name, declared if isinstance(declared, dict) else {}))
        primary = names_from(body.get("key", []))
        if not primary or not set(primary) <= found.keys():
            self._fault((*at, "key"), "must name a column of the table, or a list of its columns", TYPE)
        if len(self.problems) > before:
            self.unknown.add(name)
            return None
        columns = {each: replace(column, required=column.required or each in primary) for each, column in found.items()}
        title = str(body.get("title") or name.replace("_", " ").capitalize())
        return TableSchema(name, columns, primary, title, body["description"])

    def _check_references(self, own: Mapping[str, TableSchema]) -> None:
        """Record references to tables that do not exist or have no one-column key."""
        tables = {**self.contract.tables, **own}
        keyed = [name for name, table in tables.items() if len(table.key) == 1]
        for table, column, parent in list(self.references):
            if parent not in keyed:
                self.references.remove((table, column, parent))
                if parent not in self.unknown:
                    at = ("columns", table) if table in self.contract.tables else ("tables", table, "columns")
                    message = f"{parent!r} is not a table with a one-column key{nearest(parent, keyed)}"
                    self._fault((*at, column, "references"), message, TYPE)


def _field(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declaration of a column as a field of Table Schema."""
    texts = {key: told[key] for key in ("title", "description") if key in told}
    constraints = {key: told[key] for key in CONSTRAINTS if key in told}
    return {"name": name, "type": told.get("type", "string"), **texts, "constraints": constraints}


def _typed(fault: Fault) -> tuple[str | int, ...]:
    """Return the keys of a fault as they are typed in package.toml."""
    return tuple(key for key in fault.at if key != "constraints")
