"""Each message gives advice that works: whoever follows it sees the error go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.helpers.packages import (
    Change,
    added,
    broken,
    derive,
    edited,
    primary_key,
    problems,
    renew,
    rules_of,
    text,
    write,
)
from tests.helpers.together import Copies, DisturbedError, broken_by
from tests.treaty_tools.rules import test_cells, test_citations, test_evidence, test_meaning, test_references
from treaty_tools.rules import RULES
from treaty_tools.sources.build import rebuild

CASES = [
    case
    for module in (test_cells, test_references, test_citations, test_meaning, test_evidence)
    for case in module.CASES
]
BN = "vtcnews-bn-20241112-phe-chuan"
MBN = "mbn-20241112-kim-signs"
MIRROR = "tbs-mirror-20241112-reuters-ratifies"
VTC = "vtcnews-20241112-phe-chuan"
LATER = "mbn-20241204-exchange"
STEPS = "chosonsinbo-20241112-hijun.russian-steps"
DUMA = f"{STEPS} events state-duma-approves-treaty"
TITLE = f"{MIRROR}.title"
SUPPORT = {"basis": "read", "stance": "supports"}
NAMED = {"field": "claimant_id", "says": "treaty", **SUPPORT}
SENT = "unnamed-tens-of-thousands-sent.unnamed-more-than-10000"
UPDATE = "zelensky-north-korean-casualties.kcna-kim-signed-decree"


def each_once(table: str) -> Change:
    """Keep one of the rows with the same key."""
    return lambda package: write(
        package, table, text(package, table).unique(primary_key(table), keep="first", maintain_order=True)
    )


ADVICE: list[tuple[str, str, tuple[Change, ...]]] = [
    ("required", "statement", (edited("claims", "treaty-mutual-aid", statement="Each helps the other."),)),
    ("term", "did you mean GBR?", (edited("actors", "reuters", country="GBR"),)),
    ("term", "did you mean occurred?", (edited("events", "kim-ratifies-treaty", status="occurred"),)),
    ("edtf", "write 2024-11-12, 2024-11 or 2024", (edited("events", "kim-ratifies-treaty", date="2024-11"),)),
    ("figure", "write it as 10000", (edited("claims", "choson-sinbo-23-articles", figure="10000"),)),
    ("pattern", "a Wikidata item such as Q42", (edited("actors", "kim-jong-un", wikidata_id="Q42"),)),
    ("type", "a whole number: 3", (edited("passages", f"{BN}.decree", start="28"),)),
    ("blank", "ends with U+0020 SPACE; remove it", (edited("events", "kim-ratifies-treaty", title="Kim signs"),)),
    ("nfc", "which in NFC is U+00E9", (edited("actors", "kcna", note="\u00e9"),)),
    ("quote-place", "is in the title at 0", (edited("passages", TITLE, start="0"),)),
    ("idle-passage", "", (added("citations", passage_id="chosonsinbo-20241112-hijun.articles-summed-up",
        row_table="actors", row_id="treaty", field="*", **SUPPORT),)),
    ("cited", "cite 'claims/choson-sinbo-24-articles' in a passage", (added("citations",
        passage_id="chosonsinbo-20241112-hijun.number-of-articles", row_table="claims",
        row_id="choson-sinbo-24-articles", field="*", **SUPPORT),)),
    ("grounded", "one says '2024-10'", (edited("events", "state-duma-approves-treaty", date="2024-10"),)),
    ("grounded", "leave it out", (edited("events", "june-2024-summit", place=None),)),
    ("key", "'kim-ratifies-treaty' is already", (each_once("events"),)),
    ("key", "is already cited", (each_once("citations"),)),
    ("foreign-key", "did you mean june-2024-summit?", (
        edited("events", "treaty-signing", part_of="june-2024-summit"),)),
    ("key-parts", "the form actor_id.name", (edited("names", "kcna.bn", name_id="reuters.bn"),)),
    ("cycle", "'russia' leads back", (edited("actors", "russia", part_of=None),)),
    ("cited-row", "did you mean state-duma-approves-treaty?", (
        edited("citations", f"{DUMA}z date", row_id="state-duma-approves-treaty"),)),
    ("cited-field", "'day' is not a column", (edited("citations", f"{DUMA} day", field="date"),)),
    ("cited-field", "give the value", (edited("citations", f"{DUMA} date", says="2024-10-24"),)),
    ("says", "write 2024-11-12", (edited("citations", f"{DUMA} date", says="2024-10-24"),)),
    ("range", "'23..22'", (edited("claims", "choson-sinbo-23-articles", figure="22..23"),)),
    ("measure", "has no measure: give both", (
        edited("claims", "choson-sinbo-23-articles", measure="treaty-articles"),)),
    ("measure", "has no figure: give both or neither", (edited("claims", "treaty-mutual-aid", measure=None),)),
    ("address", "give one of them", (edited("articles", MBN, source_url="https://example.org/original"),)),
    ("paired", "published_basis: is empty", (edited("articles", MBN, published_basis="inferred"),)),
    ("copy", "correct a day", (edited("articles", BN, published="2024-11-13"),)),
    ("dated", "explain in the note", (edited("events", "north-korean-troops-in-russia", note="None is given."),)),
    ("claimant", "explain how the text", (edited("claims", "unnamed-near-alliance", note="The text names nobody."),)),
    ("denial", "say in the note what it denies", (
        edited("claims", "us-officials-fighting-in-kursk", note="It denies that there was fighting."),)),
    ("noted", "explain why the claim", (edited("relations", SENT, note="One says more."),)),
    ("noted", "explain what garbled", (edited("passages", f"{BN}.accusation-turned-round", note="A slip."),)),
    ("settled", "settle it there with a note", (edited("events", "kim-ratifies-treaty", note="The earlier day."),)),
    ("settled", "in the note of this passage", (edited("passages", f"{BN}.fighting-in-kursk", note="A slip."),)),
    ("contradiction", "use another relation", (edited("relations", SENT, relation="repeats"),)),
    ("update", "swap the claims", (edited("relations", UPDATE, claim_id="kcna-kim-signed-decree",
        other_claim_id="zelensky-north-korean-casualties",
        relation_id="kcna-kim-signed-decree.zelensky-north-korean-casualties"),)),
    ("visible", "neither a quote nor a pin: cite it as read", (
        edited("citations", f"{MBN}.decree events kim-ratifies-treaty date", basis="read"),)),
    ("visible", "codes or ids such as country: cite it as read", (
        edited("citations", f"{BN}.decree events kim-ratifies-treaty country", basis="read"),)),
    ("pin", "at most 5", (edited("passages", f"{BN}.mutual-aid", begins="one two three four five"),)),
    ("pin", "or begins alone", (edited("passages", f"{MBN}.decree", begins="first words"),)),
    ("pinned", "pin the passage", (edited("passages", f"{BN}.mutual-aid", begins="first words"),)),
    ("pin-share", "shorten the pins", (edited("passages", f"{MBN}.decree", begins="Kim"),)),
    ("extent", "only the title of the article was read", (edited("articles", LATER, extent="notes"),)),
    ("paragraphs", "remove it", (edited("articles", BN, skipped=None),)),
    ("paragraphs", "list it with the reason", (edited("articles", BN, skipped="p10 names; p11 names; p12 weather"),)),
    ("publisher", "give it, or 'unknown'", (edited("actors", "mbn", ownership="unknown"),)),
    ("origin", "name the actor", (edited("articles", MBN, origin_id="reuters"),)),
    ("origin-shown", "", (edited("articles", BN, origin_basis="unknown", origin_id=None),)),
    ("quotable", "pin the passage instead", (
        edited("passages", TITLE, quote=None, start=None, begins="North Korea ratifies"),)),
    ("quote-length", "quote less", (edited("passages", TITLE, quote=test_citations.HEADLINE),)),
    ("quote-share", "quote less", (edited("passages", TITLE, quote="North Korea"),)),
    ("quote-whole", "inside a character", (
        edited("passages", f"{BN}.photo-credit", quote="রয়টার্স", start="388"),)),
    ("refuted", "refute the row", (
        edited("citations", f"{MBN}.law events putin-ratifies-treaty date", field="*", says=None),)),
    ("modality", "is 'asserted'", (edited("claims", "kim-near-alliance", modality="asserted"),)),
    ("modality", "give it", (edited("claims", "treaty-mutual-aid", modality="asserted"),)),
    ("speaker", "cite it in the passage", (added("citations", passage_id=f"{BN}.mutual-aid", row_table="claims",
        row_id="treaty-mutual-aid", **NAMED),)),
    ("said-in", "correct one of the days", (edited("claims", "kcna-kim-signed-decree", said_on="2024-11-11"),)),
    ("announced", "announce it instead", (
        edited("citations", f"{VTC}.force-on-exchange events exchange-of-instruments *", stance="announces"),)),
    ("said-late", "correct one of the days", (edited("claims", "kcna-kim-signed-decree", said_on="2024-11-12"),)),
    ("yesterday", "kbs-en-20251031-nis", (edited("articles", "kbs-en-20251031-nis", published="2025-11-05"),)),
    ("article-day", "", (edited("articles", MBN, published="2024-11-12"),)),
    ("twin", "name and kind", (edited("actors", "vtc-news", note="Another house than mbn."),)),
]  # fmt: skip
"""A rule, words of its message that say what to do, and the change that does it."""

CORRECTED = {
    *("control", "formula", "language", "minimum", "maximum", "length", "unique", "csv"),
    *("toml", "source-file", "source-key", "source-type", "retired", "reused", "retirement", "version"),
}
"""Rules whose advice is to type the cell or the line in the way that the message gives; their own tests do so."""
BUILT = {rule.id for rule in RULES.values() if "'treaty build'" in rule.fix} - {"rebuilt"}
"""Rules on what 'treaty build' writes, which it corrects."""


def chosen(rule: str, words: str) -> Iterable[Change]:
    """Return the changes of the first case of a rule whose message has some words."""
    cases: list[tuple[Iterable[Change], str]] = [(case.values[0], str(case.values[1])) for case in CASES]
    return next(changes for changes, problem in cases if problem.endswith(f"[{rule}]") and words in problem)


Advice = tuple[str, str, tuple[Change, ...]]


def test_following_the_advice_of_a_message_removes_its_error(pristine: Path, tmp_path: Path) -> None:
    Copies(pristine, tmp_path, break_by_rule, follow_advice).check_all(ADVICE)


def break_by_rule(package: Path, advice: Advice) -> Advice:
    rule, words, _ = advice
    for change in chosen(rule, words):
        change(package)
    return advice


def follow_advice(package: Path, given: Sequence[Advice]) -> None:
    """Check that each rule finds an error, and none once all advice is followed."""
    renew(package)
    before = errors_by_rule(package)
    broken(package, [change for _, _, follow in given for change in follow])
    broken(package, [derive])
    after = errors_by_rule(package)
    failing = [advice for advice in given if after[advice[0]] or not before[advice[0]]]
    if failing:
        raise DisturbedError(failing, (before, after))


def errors_by_rule(package: Path) -> defaultdict[str, list[str]]:
    errors = defaultdict(list)
    for problem in problems(package):
        errors[problem.rpartition("[")[2].rstrip("]")].append(problem)
    return errors


BUILDABLE = [case for case in CASES if rules_of([case]) <= BUILT]


def test_a_build_corrects_what_it_writes(pristine: Path, tmp_path: Path) -> None:
    Copies(pristine, tmp_path, broken_by, corrected_by_a_build).check_all(BUILDABLE)


def corrected_by_a_build(package: Path, expected: Sequence[str]) -> None:
    renew(package)
    rebuild(package)
    assert problems(package) == [], expected


def test_the_advice_of_every_rule_is_followed() -> None:
    assert {rule for rule, _, _ in ADVICE} | CORRECTED | BUILT | {"rebuilt"} >= {
        rule.id for rule in RULES.values() if rule.level < 5
    }
