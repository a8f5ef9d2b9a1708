"""The contract that a project follows, and the file beside the code that holds it."""

from pathlib import Path

from treaty_record import home
from treaty_record.contract import Contract
from treaty_record.contract_json import contract_json

from .json_text import as_json


def contract_for(root: Path) -> Contract:
    """Return the contract that a project follows; the code's own project compiles it from the models as they are."""
    if not home.is_of(root):
        return home.contract()
    from treaty_record.publishing.table_schema import compiled

    return compiled()


def beside_code(root: Path, contract: Contract) -> dict[str, bytes]:
    """Return the file beside the code that holds the contract, which only the code's own project has."""
    return {home.CONTRACT: as_json(contract_json(contract))} if home.is_of(root) else {}
