"""What a passage says about which rows: events with those who take part, statements, and the actors that it names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from . import evidence
from .inline import Inline, label
from .notation import urls
from .record import PAGED, Citation

Told = tuple[str, Markup, Markup]
"""A side, the row that a passage supports, announces or disagrees with, and what it says of it."""
Key = tuple[str, str, str]
NAMING = ("actors", "names")


def told(at: Inline, cited: Sequence[Citation]) -> list[Told]:
    """Return each cited row once for each side, and the actors named in one line."""
    of_row: dict[Key, list[Citation]] = defaultdict(list)
    for citation in cited:
        of_row[citation.side, citation.table, citation.row_id].append(citation)
    naming = [key for key in of_row if key[0] == "supporting" and key[1] in NAMING]
    taking_part = _taking_part(at, of_row)
    within = {key for keys in taking_part.values() for key in keys}
    lines = [_line(at, key, of_row[key], taking_part.get(key, ())) for key in of_row if key not in {*naming, *within}]
    return [*lines, *_named(at, naming)]


def _taking_part(at: Inline, of_row: Iterable[Key]) -> dict[Key, list[Key]]:
    """Return the participations that are cited on the same side as their event, by the event."""
    found: dict[Key, list[Key]] = defaultdict(list)
    known = set(of_row)
    for side, table, row_id in of_row:
        event = at.record.rows["participants"].get(row_id, {}).get("event_id") if table == "participants" else None
        if event and (side, "events", event) in known:
            found[side, "events", event].append((side, table, row_id))
    return found


def _line(at: Inline, key: Key, cited: Sequence[Citation], taking_part: Sequence[Key]) -> Told:
    side, table, row_id = key
    cells = [cell_in_words(at, citation) for citation in cited if _tells(at, citation)]
    return (
        side,
        row_in_words(at, table, row_id),
        Markup(", ").join([*cells, *(_part(at, part) for *_, part in taking_part)]),
    )


def _part(at: Inline, participant_id: str) -> Markup:
    row = at.record.rows["participants"][participant_id]
    return Markup("{} as {}").format(at.link("actors", row["actor_id"]), at.text(row["role"]))


def _named(at: Inline, naming: Sequence[Key]) -> list[Told]:
    """Return one line with each actor that is named, and what it is called if that is not its name here."""
    called: dict[str, list[Markup]] = {}
    for _, table, row_id in naming:
        name = at.record.rows["names"].get(row_id) if table == "names" else None
        actor = name["actor_id"] if name else row_id
        spellings = called.setdefault(actor, [])
        if name and name["name"] != at.record.rows["actors"].get(actor, {}).get("name"):
            spellings.append(at.text(name["name"], name["language"]))
    actors = [_actor(at, actor, spellings) for actor, spellings in called.items()]
    return [("supporting", Markup("names"), Markup("; ").join(actors))] if actors else []


def _actor(at: Inline, actor: str, spellings: Sequence[Markup]) -> Markup:
    link = at.link("actors", actor)
    return Markup("{} ({})").format(link, Markup(", ").join(spellings)) if spellings else link


def _tells(at: Inline, citation: Citation) -> bool:
    """Return whether what a citation says of a cell is more than the curators' term for it, or who says it."""
    if citation.column == "*":
        return False
    row = at.record.rows.get(citation.table, {}).get(citation.row_id, {})
    return citation.column not in (*evidence.CODED, "claimant_id") or citation.says != row.get(citation.column)


def cell_in_words(at: Inline, citation: Citation) -> Markup:
    """Return what a citation says of a cell; a term is not linked to its definition."""
    is_term = (f"{citation.table}.{citation.column}", citation.says) in at.record.terms
    said = at.text(citation.says) if is_term else at.says(citation)
    quoted = " (in these words)" if citation.basis == "verbatim" else ""
    return Markup("{} {}{}").format(label(citation.column), said, quoted)


def row_in_words(at: Inline, table: str, row_id: str) -> Markup:
    """Return a row of any table with a link to the page that shows it."""
    if table in at.record.own_tables:
        shown = Markup('<a href="{}{}">{}</a>').format(at.root, urls.table(table), label(table))
        return Markup("{}: {}").format(shown, at.text(row_id))
    row = at.record.rows.get(table, {}).get(row_id)
    if row is None or table in PAGED:
        return at.link(table, row_id)
    if table == "names":
        return Markup("{} for {}").format(at.text(row["name"], row["language"]), at.link("actors", row["actor_id"]))
    if table == "participants":
        return Markup("{} in {}").format(_part(at, row_id), at.link("events", row["event_id"]))
    claim, other = at.link("claims", row["claim_id"]), at.link("claims", row["other_claim_id"])
    return Markup("{} {} {}").format(claim, at.text(row["relation"]), other)
