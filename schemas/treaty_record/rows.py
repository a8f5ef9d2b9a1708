"""Find a row by its name: table/key, such as events/bridge-closes, or its key alone."""

from collections.abc import Mapping

import polars as pl

from .values.number import texts

WITHOUT_KEY = ("citations", "vocabulary")
"""Tables whose first column does not name a row."""


def found(tables: Mapping[str, pl.DataFrame], name: str) -> tuple[str, str]:
    """Return the table and the key of a row.

    Raises KeyError if there is no such row, or if several tables have the key.
    """
    table, slash, key = name.partition("/")
    wanted = [table] if slash else [each for each in tables if each not in WITHOUT_KEY]
    key = key if slash else name
    having = [each for each in wanted if each in tables and key in texts(tables[each].to_series())]
    if len(having) == 1:
        return having[0], key
    if having:
        raise KeyError(f"{name} is a key of several tables: name {' or '.join(f'{each}/{key}' for each in having)}")
    raise KeyError(f"no row {name}; name a row as table/key, such as events/bridge-closes")
