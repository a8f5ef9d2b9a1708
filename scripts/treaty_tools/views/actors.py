"""Actors, and whether they publish an article."""

import polars as pl

from .checked_package import CheckedPackage
from .view import view


@view("actors", kept=False)
def actors(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound actors with ``_publishes``, whether a sound article is published by each."""
    publishers = package.sound("articles")["publisher_id"]
    return package.sound("actors").with_columns(_publishes=pl.col("actor_id").is_in(publishers.implode()))
