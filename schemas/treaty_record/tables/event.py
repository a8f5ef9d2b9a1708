"""Events: what happened, is alleged to have happened, or is planned."""

import datetime

from .country import country_code
from .table import Table, date, derived, key, reference, term, text
from .term import Term, terms

TYPES = {
    "signing": Term("A treaty or other agreement is signed between its parties.", plover="AGREE"),
    "order": Term(
        "A head of state or government orders a step, such as a signing.",
        plover="AGREE",
    ),
    "approval": Term("A parliament or one of its chambers approves the ratification of a treaty.", plover="AGREE"),
    "ratification": Term("A head of state ratifies a treaty, by decree or by signing the law on it.", plover="AGREE"),
    "exchange of instruments": Term("The parties exchange their instruments of ratification.", plover="AGREE"),
    "entry into force": Term("A treaty enters into force.", plover="AGREE"),
    "expiry": Term("A treaty, a mandate or another rule expires.", plover="REJECT"),
    "summit": Term("Heads of state or government hold talks.", plover="CONSULT"),
    "visit": Term("An official travels to another country or to a front.", plover="CONSULT"),
    "meeting": Term(
        "Officials meet or speak, at least one of them below the level of head of state or government.",
        plover="CONSULT",
    ),
    "reception": Term("A banquet, welcome or other ceremony for guests.", plover="CONSULT"),
    "deployment": Term("Forces are sent to, or are present in, another country.", plover="MOBILIZE"),
    "combat": Term("Forces fight, or come under fire.", plover="ASSAULT"),
    "capture": Term("Soldiers are taken prisoner.", plover="ASSAULT"),
    "arms transfer": Term(
        "Weapons, ammunition or military goods are transferred from one actor to another.", plover="AID"
    ),
    "labour": Term("Workers, sappers or builders are sent to work in another country.", plover="COOPERATE"),
    "sanctions": Term("Sanctions are imposed on individuals, entities or goods.", plover="SANCTION"),
    "veto": Term("A member of a council vetoes a decision.", plover="REJECT"),
    "report": Term("A body publishes its own findings.", plover="ACCUSE"),
    "statement": Term(
        "An official statement that is itself a political act, such as an acknowledgement.",
        plover="SUPPORT",
    ),
}

STATUSES = terms(
    occurred="It happened: no source disputes it, or none does any longer.",
    alleged="Someone says that it happened, but others deny it or it is not established.",
    planned="It was still to come when it was reported.",
)

DATE_PRECISIONS = terms(
    day="A single day.",
    month="A month; the day is not known.",
    year="A year; the month is not known.",
    interval="It lasted from one date to another.",
    open="One end of the period is not known.",
    within="At some time within a period.",
)


class Event(Table):
    """Something that happened, is alleged or is planned."""

    event_id: str = key("Stable identifier: what happened.")
    title: str = text(
        "What happened, in English. Two events of the same type and day, neither part of the other, are one, unless a "
        "note names the other."
    )
    type: str = term(TYPES, "Type of event.", extendable=True)
    status: str = term(STATUSES, "Whether it happened, is alleged or is planned.")
    date: str = date("When it happened, EDTF.")
    date_earliest: datetime.date = derived(
        "Earliest day that the date can mean; empty if the start is open.", nullable=True
    )
    date_latest: datetime.date = derived("Latest day that the date can mean; empty if the end is open.", nullable=True)
    date_precision: str = term(
        DATE_PRECISIONS,
        "How precisely the date is known; empty without a date.",
        nullable=True,
        derived=True,
    )
    place: str = text("Where it happened, in English.", nullable=True)
    country: str = country_code("Country in which it happened or whose authority acted")
    part_of: str = reference("events", "The larger event that it is part of.", nullable=True)
    note: str = text("How a disagreement was resolved, or what a reader should know.", nullable=True)
    article_id: str = reference("articles", "The first article to read about it.", derived=True)
    n_articles: int = derived(
        "Number of articles with a citation that supports it; scraped copies and announcements do not count.", least=0
    )
    n_origins: int = derived(
        "Number of independent origins of these articles; copies, translations and publications of one house share "
        "one, unknown origins have none.",
        least=0,
    )
    n_unknown_origin: int = derived("Number of these articles whose origin is not known.", least=0)
    n_announcing: int = derived(
        "Number of articles that announce it as something to come, scraped copies among them; they support nothing.",
        least=0,
    )
    n_claimants: int = derived(
        "Number of distinct claimants who say so: in a report, allegation, confirmation or estimate about it that an "
        "article supports and whose modality is asserted or empty.",
        least=0,
    )
    disputed: bool = derived(
        "Whether a citation differs from it or refutes it, or a claim denies it that its claimant has not reversed; "
        "claims with other figures do not make it disputed."
    )
