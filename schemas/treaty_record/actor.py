"""Actors: who acts or speaks."""

from .country import country_code
from .table import Table, key, reference, term, text
from .term import terms

KINDS = terms(
    person="One human being.",
    state="A state as a whole, its government speaking for it included.",
    government_body="A ministry, parliament, agency, service or mission of a state.",
    military_unit="Armed forces or a part of them.",
    organisation="A body of several states or of private people that is neither company nor medium.",
    company="A business.",
    medium="A news agency, newspaper, broadcaster or site.",
    office="A post whose holder the text does not name, such as a minister of defence.",
    group="Several people or bodies that act or speak together, unnamed officials included.",
    document="A text that speaks for itself, such as a treaty with its provisions.",
)


class Actor(Table):
    """Who acts or speaks."""

    actor_id: str = key("Stable identifier: the English name.")
    name: str = text("Name in English.")
    kind: str = term(KINDS, "What kind of actor it is.", extendable=True)
    country: str = country_code("Country it belongs to; empty where it belongs to none or several")
    part_of: str = reference("actors", "The actor it is a part of or speaks for.", nullable=True)
    wikidata_id: str = text(
        "Its item in Wikidata, looked up and confirmed.",
        pattern="^Q[1-9][0-9]*$",
        form="a Wikidata item such as Q42",
        nullable=True,
    )
    note: str = text("What tells it from others like it.", nullable=True)
    article_id: str = reference("articles", "The article to read first.", derived=True)
