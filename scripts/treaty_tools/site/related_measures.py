"""The measures of which figures are claimed about the same events, so that one leads to the other."""

from collections import Counter

from markupsafe import Markup

from .inline import Inline, plain
from .notation import urls

MOST = 6
"""Measures that a page leads to."""


def related(at: Inline, measure: str) -> list[str]:
    """Return the measures with figures about the events of a measure, those with most events in common first."""
    by_measure = at.record.under["claims", "measure"]
    events = {m: {c["event_id"] for c in claims if c["event_id"]} for m, claims in by_measure.items()}
    shared = Counter({m: len(events[m] & events[measure]) for m in by_measure if m != measure})
    return [m for m, many in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])) if many][:MOST]


def links(at: Inline, measure: str) -> Markup:
    """Return a paragraph that leads to the related measures, nothing if there are none."""
    found = [_link(at, other) for other in related(at, measure)]
    return (
        Markup('<p class="related">Related figures: {}</p>\n').format(Markup("; ").join(found)) if found else Markup("")
    )


def _link(at: Inline, measure: str) -> Markup:
    term = at.record.terms.get(("claims.measure", measure), {})
    name = plain(term.get("definition") or measure).rstrip(".")
    return Markup('<a href="{}{}">{}</a>').format(at.root, urls.measure(measure), name)
