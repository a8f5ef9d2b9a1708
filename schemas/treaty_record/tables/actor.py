"""Actors: the people and bodies that act or speak."""

from ..values.patterns import URL
from .country import country_code
from .table import Table, key, reference, term, text
from .term import terms

KINDS = terms(
    person="An individual.",
    state="A state as a whole, including its government when it speaks for the state.",
    government_body="A ministry, parliament, agency, service or mission of a state.",
    military_unit="Armed forces, or a part of them.",
    organisation="An intergovernmental or private body that is neither a company nor a medium.",
    company="A business.",
    medium="A news agency, newspaper, broadcaster or website.",
    office="A post whose holder the text does not name, such as a minister of defence.",
    group="Several people or bodies that act or speak together, including unnamed officials.",
    document="A document that is quoted as a source in its own right, such as a law or a report.",
)

OWNERSHIPS = terms(
    state="Owned or run by a state.",
    public="A public broadcaster or body at arm's length from the state.",
    private="Owned by a company, a foundation or individuals.",
    party="Owned or run by a political party or movement.",
    unknown="Not known.",
)


class Actor(Table):
    """A person or body that acts or speaks."""

    actor_id: str = key("Stable identifier: the English name.")
    name: str = text(
        "Name in English. Two actors with the same name and kind, or the same Wikidata item, are one, unless a note "
        "names the other."
    )
    kind: str = term(KINDS, "Kind of actor.", extendable=True)
    country: str = country_code("Country it belongs to; empty if it belongs to none or to several")
    part_of: str = reference("actors", "The actor that it is part of or speaks for.", nullable=True)
    ownership: str = term(
        OWNERSHIPS,
        "Who owns a publisher; required for actors that published an article here. Its sources are the passages that "
        "cite it and ownership_source; without either it is the curators' own classification.",
        nullable=True,
    )
    owner_id: str = reference(
        "actors",
        "The actor that owns it, such as the house of a publication; empty if not known. The publications of an owner "
        "that is itself a medium are one origin.",
        nullable=True,
    )
    ownership_source: str = text(
        "URL at which ownership and owner_id were looked up.",
        pattern=URL,
        form="a URL that starts with https:// or http://",
        nullable=True,
    )
    wikidata_id: str = text(
        "Wikidata item, confirmed by a look-up.",
        pattern="^Q[1-9][0-9]*$",
        form="a Wikidata item such as Q42",
        nullable=True,
    )
    note: str = text("What distinguishes it from similar actors.", nullable=True)
    article_id: str = reference("articles", "The first article to read about it.", derived=True)
