"""The subtags of a language tag are registered with IANA; the message on a wrong tag proposes one to write."""

import re

import pytest
from langcodes import registry_parser

from treaty_record.values.language_tags import fault
from treaty_record.values.patterns import LANGUAGE

ACCEPTED = (
    *("en", "bn", "tl", "prs", "cnr", "swc", "sh", "cmn", "und", "mul", "qaa"),
    *("zh-Hant", "zh-Hant-TW", "sr-Latn-RS", "pt-BR", "es-419", "sq-XK", "sl-rozaj", "en-GB-oxendict"),
)

REFUSED = {
    "iw": "is deprecated in the IANA language subtag registry; write he",
    "mo": "is deprecated in the IANA language subtag registry; write ro",
    "my-BU": "is deprecated in the IANA language subtag registry; write my-MM",
    "eng": "is not in the IANA language subtag registry; write en",
    "ger": "is not in the IANA language subtag registry; write de",
    "zh-yue": "is not the form that the IANA language subtag registry prefers; write yue",
    "zh-cmn-Hans": "is not the form that the IANA language subtag registry prefers; write cmn-Hans",
    "EN": "is not in canonical form; write en",
    "en-us": "is not in canonical form; write en-US",
    "en-Latn": "is not in canonical form; write en",
    "sl-rozaj-rozaj": "is not in canonical form; write sl-rozaj",
    "xq": "has the language 'xq', which is not in the IANA language subtag registry",
    "en-QQQ": "has the extlang 'QQQ', which is not in the IANA language subtag registry",
    "sr-YU": "has the region 'YU', which the IANA language subtag registry deprecates; choose another",
    "agp": "has the language 'agp', which the IANA language subtag registry deprecates; choose another",
    "en-x-own": "is not a tag of language, script, region and variants; expected for instance bn, zh-Hant or pt-BR",
    "english!": "is not a tag of language, script, region and variants; expected for instance bn, zh-Hant or pt-BR",
}


@pytest.mark.parametrize("tag", ACCEPTED)
def test_what_the_registry_has_is_accepted(tag: str) -> None:
    assert fault(tag) is None
    assert re.match(LANGUAGE, tag)


@pytest.mark.parametrize("tag", REFUSED)
def test_a_wrong_tag_is_refused_with_what_to_write(tag: str) -> None:
    assert fault(tag) == REFUSED[tag]


@pytest.mark.parametrize("tag", [tag for tag, message in REFUSED.items() if "; write " in message])
def test_following_the_advice_makes_the_error_go_away(tag: str) -> None:
    assert fault(REFUSED[tag].rpartition("; write ")[2]) is None


@pytest.mark.parametrize("step", [200, pytest.param(5, marks=pytest.mark.slow)])
def test_every_subtag_of_the_registry_is_accepted_unless_deprecated(step: int) -> None:
    entries = [entry for entry in registry_parser.parse_registry() if ".." not in entry.get("Subtag", "..")]  # type: ignore[no-untyped-call]
    with_language = {"script": "und-{}", "region": "und-{}", "variant": "und-{}", "language": "{}"}
    accepted = [entry for entry in entries if entry["Type"] in with_language]
    assert len(accepted) > 8500
    for entry in accepted[::step]:
        tag = with_language[entry["Type"]].format(entry["Subtag"])
        assert (fault(tag) is None) == ("Deprecated" not in entry), entry
