"""The charts of the site, drawn beforehand as SVG: a page needs no script to show them."""

from .looks import NARROW, SIZES, WIDE
from .reported import reported
from .timeline import timeline

__all__ = ["NARROW", "SIZES", "WIDE", "reported", "timeline"]
