"""The rules of levels 1 to 4, and how they run; those of level 5 are in ``releases.rules``.

A rule is a predicate on a view (``predicate.py``): the view joins the rows that the rule compares (``views``), and the
predicate looks at one row at a time. All predicates on a view are evaluated in one pass. What cannot be decided row by
row is a check of the package as a whole; ``CHECKED`` names these rules.

What an error hides
-------------------
One mistake should give one message. A misspelled article id would otherwise also make its passages, the citations of
these and the counts of the rows that they cite look wrong. Rules therefore run in stages (``rule.py``), and after each
stage the rows with an error are marked. Three words say what a later rule does not judge:

``unsound``
    A row in which an error was found, whatever the rule; it is marked in the column ``_bad``. Views leave it out:
    see ``CheckedPackage.sound``.
``unresolved``
    A citation that leads to no row. Which row it was meant for is unknown, so any row that it may have been meant for
    (``unresolved_for`` in ``views/citations.py``) could have one citation more than are counted.
``depends_on_unsound``
    Something that may only look wrong, because it is worked out from an unsound row: a citation by way of its passage,
    its article or the row that it cites; a row by way of its citations, its claims or its relations. An error of this
    kind (``Found.depends_on_unsound``) marks its row as unsound in turn, but is not reported.

Predicates know nothing of this. A view leaves out what must not be judged, or has it in a column: ``_article_bad`` of
a passage, ``_depends_on_unsound`` of a citation, ``_cited`` of a row that an unresolved citation may be meant for.

Once the first error is corrected, whatever it hid is checked as usual.
"""

from ..views.checked_package import CheckedPackage
from . import (  # noqa: F401 -- importing registers the rules
    cells,
    citations,
    cited_cells,
    derived,
    files,
    meaning,
    pins,
    publishing,
    quotation,
    quotes,
    references,
    single_row,
    speaking,
    timing,
    twins,
    vocabulary,
)
from .rule import CELLS, MEANING, RULES, Rule
from .run import faults

CHECKED = {
    "row-order": "compares each row with the one before it",
    "key": "compares the keys of all rows",
    "foreign-key": "looks up the keys of tables that a package may add, and proposes the nearest",
    "cited-row": "proposes the nearest key of the table that a citation names",
    "cited-field": "proposes the nearest column of the table that a citation names",
    "says": "looks up the terms and the keys that the cited column allows, and proposes the nearest",
    "vocabulary": "compares a small table with the contract",
    "cycle": "follows chains of references",
}
"""The rules that are no predicates, and why; besides, all other rules of level 1 are on cells or on files."""

__all__ = ["CELLS", "CHECKED", "MEANING", "RULES", "CheckedPackage", "Rule", "faults"]
