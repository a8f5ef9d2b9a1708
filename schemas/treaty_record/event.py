"""Events: what happened, is alleged to have happened, or is to come."""

import datetime

from .country import country_code
from .table import Table, date, derived, key, reference, term, text
from .term import Term, terms

TYPES = {
    "signing": Term("A treaty or other agreement is signed between its parties.", plover="AGREE"),
    "order": Term(
        "A head of state or government orders a step to be taken, such as a signing.",
        plover="AGREE",
    ),
    "approval": Term("A parliament or one of its chambers approves the ratification of a treaty.", plover="AGREE"),
    "ratification": Term("A head of state ratifies a treaty, by decree or by signing the law on it.", plover="AGREE"),
    "exchange of instruments": Term("The parties hand each other their documents of ratification.", plover="AGREE"),
    "entry into force": Term("A treaty begins to bind its parties.", plover="AGREE"),
    "expiry": Term("A treaty, a mandate or another rule ceases to bind.", plover="REJECT"),
    "summit": Term("Heads of state or government meet to talk.", plover="CONSULT"),
    "visit": Term("An official travels to another country or a front.", plover="CONSULT"),
    "meeting": Term(
        "Officials meet or speak, at least one of them below the head of state or government.", plover="CONSULT"
    ),
    "reception": Term("A banquet, welcome or other ceremony for guests.", plover="CONSULT"),
    "deployment": Term("Forces are sent, or are present, outside their own country.", plover="MOBILIZE"),
    "combat": Term("Forces fight, or come under fire.", plover="ASSAULT"),
    "capture": Term("Soldiers are taken prisoner.", plover="ASSAULT"),
    "arms transfer": Term("Weapons, ammunition or military goods go from one actor to another.", plover="AID"),
    "labour": Term("Workers, sappers or builders are sent to work in another country.", plover="COOPERATE"),
    "sanctions": Term("Persons, bodies or goods are put under sanctions.", plover="SANCTION"),
    "veto": Term("A member of a council stops a decision by its vote.", plover="REJECT"),
    "report": Term("A body publishes findings of its own.", plover="ACCUSE"),
    "statement": Term(
        "An official statement that is itself a political act, such as an acknowledgement.",
        plover="SUPPORT",
    ),
}

STATUSES = terms(
    occurred="It happened; what source disputed it does so no longer, or none ever did.",
    alleged="Someone says that it happened, and others deny it or it is not established.",
    planned="It was to come when it was reported.",
)

DATE_PRECISIONS = terms(
    day="One day.",
    month="One month, the day not known.",
    year="One year, the month not known.",
    interval="It lasted from one date to another.",
    open="From a date on, or at some time up to a date, lasting or not; the other end is not known.",
    within="Some time within a span.",
)


class Event(Table):
    """Something that happened, is alleged, or is to come."""

    event_id: str = key("Stable identifier: what happened.")
    title: str = text("What happened, in English.")
    type: str = term(TYPES, "What type of event it is.", extendable=True)
    status: str = term(STATUSES, "Whether it happened, is alleged, or is to come.")
    date: str = date("When it happened, EDTF.")
    date_earliest: datetime.date = derived("First day that the date can mean; empty where it is open.", nullable=True)
    date_latest: datetime.date = derived("Last day that the date can mean; empty where it is open.", nullable=True)
    date_precision: str = term(
        DATE_PRECISIONS,
        "How exactly the date is known; empty without a date.",
        nullable=True,
        derived=True,
    )
    place: str = text("Where it happened, in English.", nullable=True)
    country: str = country_code("Country in which it happened, or whose organ acted")
    part_of: str = reference("events", "The event within which it lies.", nullable=True)
    note: str = text("How a disagreement was settled, or what a reader should know.", nullable=True)
    article_id: str = reference("articles", "The article to read first.", derived=True)
    n_articles: int = derived("Articles that agree with it and say nothing against it.", least=0)
    n_origins: int = derived(
        "Independent origins among these articles: copies and translations count once, scraped copies never.",
        least=0,
    )
    disputed: bool = derived("Whether a citation disagrees with it, or a claim about it is disputed.")
