"""The checks of cells that pandera does not have, registered by name: ``pa.Field(edtf={})``, ``pa.Check.edtf()``."""

from collections.abc import Callable
from typing import Any

import pandera.polars as pa
import polars as pl

from ..values import valid

REGISTERED: dict[str, Callable[..., pl.Expr]] = {
    "distinct": valid.distinct,
    "edtf": valid.edtf,
    "figure": valid.figure,
    "free_text": valid.free_text,
    "language_tag": valid.language_tag,
    "nfc": valid.nfc,
    "not_empty": valid.not_empty,
    "visible": valid.visible,
}
"""Each check's expression, which takes the column and the check's statistics."""


def _register(name: str, is_valid: Callable[..., pl.Expr]) -> None:
    """Register a check; pandera's own ``register_check_method`` imports pandas, which is not needed here."""

    def check(data: pa.PolarsData, **statistics: Any) -> pl.LazyFrame:
        return data.lazyframe.select(is_valid(pl.col(data.key), **statistics))

    def make(
        *, ignore_na: bool = True, raise_warning: bool = False, n_failure_cases: int | None = None, **statistics: Any
    ) -> pa.Check:
        return pa.Check(
            check,
            name=name,
            ignore_na=ignore_na,
            raise_warning=raise_warning,
            n_failure_cases=n_failure_cases,
            statistics=statistics,
            **statistics,
        )

    pa.Check.REGISTERED_CUSTOM_CHECKS[name] = make


for _name, _is_valid in REGISTERED.items():
    _register(_name, _is_valid)


def made(name: str, **statistics: Any) -> pa.Check:
    """Return a registered check."""
    check: pa.Check = pa.Check.REGISTERED_CUSTOM_CHECKS[name](**statistics)
    return check
