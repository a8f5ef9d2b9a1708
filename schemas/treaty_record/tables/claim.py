"""Claims: what a claimant says."""

import datetime

from .table import Table, date, derived, key, number_said, own_term, reference, term, text
from .term import terms

KINDS = terms(
    report="States as fact what happened, how things are or what will happen, without accusing anyone.",
    allegation="States, possibly as a figure, that another actor did something that it had not admitted by then.",
    confirmation="A participant, or someone who had doubted or denied it, says that an allegation is true.",
    denial="States that something is not true.",
    estimate=(
        "Gives a figure as the claimant's own estimate, without accusing anyone: "
        "a loss, a strength, a value, a future number."
    ),
    pledge="Commits the claimant to do or not to do something.",
    provision="A document stipulates something.",
    assessment="Interprets something, compares it, or says what may follow from it.",
    criticism="Criticises what another actor does.",
    demand="Asks another actor to do or to stop something.",
    no_comment="The claimant was asked or accused, and declines to comment or neither confirms nor denies it.",
)

MODALITIES = terms(
    asserted="Stated as so; also demands, criticisms, pledges, provisions, denials and refusals to comment.",
    expected="Expected to be or become so: is to, will, is likely to.",
    possible="Said to be possible: may, could, is not ruled out.",
    conditional="Said to depend on a condition that is named.",
)


class Claim(Table):
    """One statement by one claimant."""

    claim_id: str = key("Stable identifier: the claimant and the statement.")
    claimant_id: str = reference(
        "actors",
        "Who says it; empty if the text names nobody, in which case the note says so. Every article that supports the "
        "claim cites the claimant in the passage that names the speaker, unless its extent is notes.",
        nullable=True,
    )
    event_id: str = reference("events", "The event that it is about.", nullable=True)
    kind: str = term(KINDS, "Kind of statement.", extendable=True)
    modality: str = term(
        MODALITIES,
        "How certain the claimant makes it: in its own words before a paraphrase, in a paraphrase before a headline; "
        "empty only if no text was read.",
        nullable=True,
    )
    statement: str = text(
        "What is claimed, in English, in our words. Two claims of one claimant with the same statement, or with the "
        "same figure, measure, event, modality and days, are one, unless a note names the other."
    )
    measure: str = own_term("What the figure counts; empty if the claim gives no figure.", nullable=True)
    figure: str = number_said(
        "The figure as stated, in the unit of the measure: 10000, -2.5, ~11000 (about), >10000, >=, <, <=, "
        "12000..15000, 1000s (thousands); plain digits, without exponent or final zeros after the point."
    )
    figure_low: float = derived(
        "Lowest number that the figure can mean; empty if it has no lower bound. By convention, about (~) is a tenth "
        "to either side, more than (>) begins with the number itself, and 1000s are 2000 to 9999.",
        nullable=True,
    )
    figure_high: float = derived(
        "Highest number that the figure can mean, by the same conventions; empty if it has no upper bound.",
        nullable=True,
    )
    as_of: str = date("The time that the statement refers to, EDTF.")
    as_of_earliest: datetime.date = derived("Earliest day that as_of can mean.", nullable=True)
    as_of_latest: datetime.date = derived("Latest day that as_of can mean.", nullable=True)
    said_on: str = date(
        "When it was said, EDTF; not after every dated article that supports it. If no article says so, it is the date "
        "of said_in, or ../ and the day on which the first article that supports the claim was published."
    )
    said_on_earliest: datetime.date = derived("Earliest day that said_on can mean.", nullable=True)
    said_on_latest: datetime.date = derived("Latest day that said_on can mean.", nullable=True)
    said_in: str = reference(
        "events",
        "The event in which it was said: a statement, speech, briefing or interview, whose day and medium are the "
        "claim's.",
        nullable=True,
    )
    medium_id: str = reference("actors", "The medium to which or in which it was said.", nullable=True)
    note: str = text("How a disagreement was resolved, or what a reader should know.", nullable=True)
    article_id: str = reference("articles", "The first article to read about it.", derived=True)
    n_articles: int = derived(
        "Number of articles with a citation that supports it; scraped copies and announcements do not count.", least=0
    )
    n_origins: int = derived(
        "Number of independent origins of these articles: newsrooms that heard it, which does not confirm what it "
        "says.",
        least=0,
    )
    n_unknown_origin: int = derived("Number of these articles whose origin is not known.", least=0)
    n_announcing: int = derived(
        "Number of articles that announce it as something to come, scraped copies among them; they support nothing.",
        least=0,
    )
    reversed_by: str = reference(
        "claims",
        "The same claimant's later confirmation of what it denied or kept silent on, or denial of what it said; "
        "a relation connects the two claims.",
        nullable=True,
        derived=True,
    )
    disputed: bool = derived(
        "Whether a citation differs from it or refutes it, or it is on a side of a contradiction, a correction, or "
        "a denial that answers a claim."
    )
