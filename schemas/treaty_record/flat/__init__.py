"""Denormalised tables that need no joins, made from the typed tables of any package of this shape."""

from .contradictions import CONTRADICTIONS
from .figures import FIGURES
from .table import Flat, Tables
from .timeline import TIMELINE

FLAT: dict[str, Flat] = {flat.name: flat for flat in (TIMELINE, FIGURES, CONTRADICTIONS)}
"""Every flat table by name."""

__all__ = ["CONTRADICTIONS", "FIGURES", "FLAT", "TIMELINE", "Flat", "Tables"]
