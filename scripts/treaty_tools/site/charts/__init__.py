"""The charts of the site, drawn beforehand as SVG: a page needs no script to show them."""

from .figures import figures
from .reported import reported
from .styles import NARROW, SIZES, WIDE
from .svg import reading
from .timeline import timeline
from .who_says_so import who_says_so

__all__ = ["NARROW", "SIZES", "WIDE", "figures", "reading", "reported", "timeline", "who_says_so"]
