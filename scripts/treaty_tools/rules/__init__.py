"""The rules of levels 1 to 4, and how they run; those of level 5 are in ``releases.rules``.

What an error hides
-------------------
One mistake should give one message. A misspelled article id would otherwise also make its passages, the citations of
these and the counts of the rows that they cite look wrong. Rules therefore run in stages (``rule.py``), and after each
stage the rows with an error are marked. Three words say what a later rule does not judge:

``unsound``
    A row in which an error was found, whatever the rule; it is marked in the column ``_bad``. Later rules skip it: see
    ``CheckedPackage.sound``.
``unresolved``
    A citation that leads to no row. Which row it was meant for is unknown, so any row that it may have been meant for
    (``CheckedPackage.unresolved_for``) could have one citation more than are counted.
``depends_on_unsound``
    Something that may only look wrong, because it is worked out from an unsound row: a citation by way of its passage,
    its article or the row that it cites; a row by way of its citations, its claims or its relations. An error of this
    kind (``Found.depends_on_unsound``) marks its row as unsound in turn, but is not reported.

Once the first error is corrected, whatever it hid is checked as usual.
"""

from ..views.checked_package import CheckedPackage
from . import (  # noqa: F401 -- importing registers the rules
    cells,
    citations,
    cited_cells,
    constraints,
    derived,
    files,
    free_text,
    language_tags,
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
)
from .rule import CELLS, MEANING, RULES, Rule
from .run import faults

__all__ = ["CELLS", "MEANING", "RULES", "CheckedPackage", "Rule", "faults"]
