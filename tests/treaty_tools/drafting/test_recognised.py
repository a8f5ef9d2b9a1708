"""Names of the register that drafts recognise in an article's words."""

import pytest

from treaty_tools.drafting.recognised import recognised
from treaty_tools.drafting.register import Name

NAMES = [Name("keir-simmons", "Kir", "en", "transliterated"), Name("russia", "러시아", "ko", "native")]


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Kir asked him.", "en", [("Kir", True)]),
        ("Kirby told reporters.", "en", [("Kir", False)]),
        ("러시아는 답하지 않았다.", "ko", [("러시아", True)]),
    ],
)
def test_a_name_is_certain_only_as_a_whole_word(words: str, language: str, found: list[tuple[str, bool]]) -> None:
    (names,) = recognised([words], NAMES, language)
    assert [(name.name, name.is_certain) for name in names] == found
