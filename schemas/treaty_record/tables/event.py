"""Events: what happened, is alleged to have happened, or is planned."""

import datetime

from .country import country_code
from .table import Table, date, derived, key, own_term, reference, term, text
from .term import terms

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
    type: str = own_term("Type of event.")
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
