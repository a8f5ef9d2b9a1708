"""Claims: what somebody says."""

import datetime

from .table import Table, date, derived, key, number_said, reference, term, text
from .term import Term, terms

KINDS = terms(
    report="The claimant tells as a fact, accusing nobody, what happened, how things are, or what is to come.",
    allegation="The claimant says, also by a figure, that another did something that it had not admitted by then.",
    confirmation="One who took part, or who had doubted or denied it, says that what was alleged is so.",
    denial="The claimant says that it is not so.",
    estimate=(
        "The claimant gives a figure as its own reckoning that accuses nobody: "
        "losses, an enemy's strength, worth, what is to come."
    ),
    pledge="The claimant binds itself to do or not to do something.",
    provision="A document lays down what shall be.",
    assessment="The claimant says what something means, how it compares, or what may follow.",
    criticism="The claimant finds fault with what another does.",
    demand="The claimant asks another to do or to stop something.",
    no_comment="The claimant was asked or accused, and says nothing of it, or neither confirms nor denies it.",
)

MEASURES = {
    "troops-sent": Term("North Korean soldiers sent to Russia, by the day the claim speaks of.", unit="soldiers"),
    "troops-in-russia": Term(
        "North Korean soldiers present in Russia on the day the claim speaks of.", unit="soldiers"
    ),
    "troops-in-kursk": Term(
        "North Korean soldiers present in the Kursk region on the day the claim speaks of.", unit="soldiers"
    ),
    "troops-to-come": Term(
        "North Korean soldiers who, as the claimant expects, will be sent to Russia in all or in a further lift.",
        unit="soldiers",
    ),
    "killed": Term("North Korean soldiers killed, by the day the claim speaks of.", unit="soldiers"),
    "wounded": Term("North Korean soldiers wounded, by the day the claim speaks of.", unit="soldiers"),
    "killed-and-wounded": Term(
        "North Korean soldiers killed or wounded, by the day the claim speaks of.", unit="soldiers"
    ),
    "wounded-returned": Term("Wounded North Korean soldiers brought back to North Korea.", unit="soldiers"),
    "captured": Term("North Korean soldiers taken prisoner in the event.", unit="soldiers"),
    "deserted": Term("North Korean soldiers who left their posts in Russia.", unit="soldiers"),
    "units": Term("North Korean units of the kind that the statement names.", unit="units"),
    "soldiers-per-unit": Term(
        "Soldiers in each North Korean unit of the kind that the statement names.", unit="soldiers"
    ),
    "sappers": Term("Sappers whom North Korea sends to Russia.", unit="persons"),
    "military-builders": Term("Soldiers of building units whom North Korea sends to Russia.", unit="persons"),
    "enemy-troops-in-kursk": Term(
        "Soldiers who face Ukraine's forces in the Kursk region, of whichever side.", unit="soldiers"
    ),
    "russian-troops-in-kursk": Term("Russian soldiers who fight in the Kursk region.", unit="soldiers"),
    "russian-losses": Term("Russian soldiers killed or wounded in the war against Ukraine.", unit="soldiers"),
    "containers-shipped": Term(
        "Containers that went from North Korea to Russia, by the day the claim speaks of.", unit="containers"
    ),
    "rounds-of-ammunition": Term(
        "Rounds of artillery and rocket ammunition that North Korea gave to Russia in the time the statement names.",
        unit="rounds",
    ),
    "arms-value": Term("Worth of the arms that North Korea gave to Russia.", unit="US dollars"),
    "monitoring-states": Term("States that take part in the Multilateral Sanctions Monitoring Team.", unit="states"),
    "votes-for": Term("Members who voted for it.", unit="votes"),
    "persons-sanctioned": Term("Persons whom the sanctions name.", unit="persons"),
    "bodies-sanctioned": Term("Companies and other bodies that the sanctions name.", unit="bodies"),
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
