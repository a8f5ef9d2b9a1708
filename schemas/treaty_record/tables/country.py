"""Countries: ISO 3166-1 alpha-3 codes with their English names, from pycountry."""

from typing import Any

import pycountry

from .table import term
from .term import Term, Terms

COUNTRIES: Terms = {
    country.alpha_3: Term(country.name) for country in sorted(pycountry.countries, key=lambda c: str(c.alpha_3))
}


def country_code(description: str) -> Any:
    """Return a field for an ISO country code: a closed vocabulary that ISO maintains."""
    return term(COUNTRIES, f"{description}, ISO 3166-1 alpha-3.", nullable=True, closed_by="ISO 3166-1 alpha-3")
