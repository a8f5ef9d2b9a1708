"""Claims: what somebody says."""

import datetime

from .table import Table, date, derived, key, number_said, reference, term, text
from .term import Term, terms

KINDS = terms(
    report="The claimant tells something as a fact: what happened, how things are, or what is to come.",
    allegation="The claimant says that another, be it a state, did something that this other has not admitted.",
    confirmation="The claimant, itself involved or first doubtful, says that it is so.",
    denial="The claimant says that it is not so.",
    estimate="The claimant gives a figure as its own reckoning.",
    pledge="The claimant binds itself to do or not to do something.",
    provision="A document lays down what shall be.",
    assessment="The claimant says what something means, or what may follow.",
    criticism="The claimant finds fault with what another does.",
    demand="The claimant asks another to do or to stop something.",
    no_comment="The claimant was asked or accused, and says nothing of it.",
)

MEASURES = {
    "troops-sent": Term("North Korean soldiers sent to Russia, by the day the claim speaks of.", unit="soldiers"),
    "troops-in-russia": Term(
        "North Korean soldiers present in Russia on the day the claim speaks of.", unit="soldiers"
    ),
    "troops-in-kursk": Term(
        "North Korean soldiers present in the Kursk region on the day the claim speaks of.",
        unit="soldiers",
    ),
    "treaty-articles": Term("Articles that the text of the treaty has.", unit="articles"),
}


class Claim(Table):
    """One thing one claimant says."""

    claim_id: str = key("Stable identifier: the claimant and what it says.")
    claimant_id: str = reference(
        "actors",
        "Who says it; empty where the text names nobody, and the note says so.",
        nullable=True,
    )
    event_id: str = reference("events", "The event it is about.", nullable=True)
    kind: str = term(KINDS, "What kind of statement it is.")
    statement: str = text("What is said, in English, in our words.")
    measure: str = term(
        MEASURES, "What the figure measures; empty where the claim gives none.", nullable=True, extendable=True
    )
    figure: str = number_said(
        "The figure as said: 10000, ~11000 (about), >10000, >=, <, <=, 12000..15000, 1000s (thousands), in the "
        "measure's unit."
    )
    figure_low: int = derived("Least number that the figure can mean; empty where it is open.", nullable=True, least=0)
    figure_high: int = derived(
        "Greatest number that the figure can mean; empty where it is open.", nullable=True, least=0
    )
    as_of: str = date("When what is said held, EDTF.")
    as_of_earliest: datetime.date = derived("First day that as_of can mean.", nullable=True)
    as_of_latest: datetime.date = derived("Last day that as_of can mean.", nullable=True)
    said_on: str = date("When it was said, EDTF.")
    said_on_earliest: datetime.date = derived("First day that said_on can mean.", nullable=True)
    said_on_latest: datetime.date = derived("Last day that said_on can mean.", nullable=True)
    medium_id: str = reference("actors", "The medium to which, or in which, it was said.", nullable=True)
    note: str = text("How a disagreement was settled, or what a reader should know.", nullable=True)
    article_id: str = reference("articles", "The article to read first.", derived=True)
    n_articles: int = derived("Articles that agree with it and say nothing against it.", least=0)
    n_origins: int = derived(
        "Independent origins among these articles: copies and translations count once, scraped copies never.",
        least=0,
    )
    disputed: bool = derived(
        "Whether a citation disagrees with it, or a denial, contradiction or correction touches it."
    )
