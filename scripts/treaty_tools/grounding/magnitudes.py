"""Check whether hundreds, thousands and the like, words of scale without a number, are visible in a quote."""

import polars as pl

from .characters import ARABIC_PROCLITICS, WORD
from .literals import rows_with_match
from .number_edges import spaceless
from .numerals import Numerals, numerals
from .scales import is_unspaced

_NAMES = {100: "hundreds", 1_000: "thousands", 10_000: "tens of thousands", 10**6: "millions"}


def unseen(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Return `row` and `message` for each row whose magnitude (`number`) is not visible in its `text`."""
    known = numerals(language)
    words = pl.DataFrame(
        [(scale, word) for scale in rows["number"].unique() for word in _words(int(scale), known)],
        schema={"number": pl.String, "needle": pl.String},
        orient="row",
    )
    tried = rows.join(words, on="number", how="inner").select("text", "needle", row="id")
    left = rows.join(rows_with_match(tried, _is_a_word_of_scale()).unique().to_frame("id"), on="id", how="anti")
    messages = [_message(int(number), language) for number in left["number"]]
    return left.select("row", message=pl.Series(messages, dtype=pl.String))


def _words(magnitude: int, known: Numerals) -> list[str]:
    """Return CLDR's words for a magnitude; in scripts without blanks, after a sign for "several"."""
    words = [word for scale in known.scales if scale.value == magnitude for word in scale.words]
    if known.several:
        return [several + word for word in words for several in known.several]
    return [word for word in words if not is_unspaced(word)]


def _is_a_word_of_scale() -> pl.Expr:
    before, after, word = pl.col("before"), pl.col("after"), pl.col("needle")
    begins = before.str.contains(rf"(?:^|[^{WORD}]){ARABIC_PROCLITICS}$")
    counted = before.str.contains(r"[0-9]\s?$")
    short = word.str.len_chars() <= 3
    endings = [rf"^[\p{{L}}\p{{M}}]{{0,{longest}}}(?:$|[^{WORD}])" for longest in (2, 4)]
    ends = pl.when(short).then(after.str.contains(endings[0])).otherwise(after.str.contains(endings[1]))
    return spaceless(word) | (begins & ~counted & ends)


def _message(magnitude: int, language: str) -> str:
    name = _NAMES.get(magnitude, f"{magnitude}s")
    words = _words(magnitude, numerals(language))
    if not words:
        unknown = f"no word for them is known in {language!r}"
        return f"cannot be searched for {name} ({magnitude}s): {unknown}; cite the value as 'read'"
    return (
        f"does not show {name} (searched for {', '.join(words)}); "
        "quote the words that show them, or cite the value as 'read'"
    )
