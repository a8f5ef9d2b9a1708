"""Whether the numbers of a figure can be seen in quoted words."""

import re
from collections.abc import Iterator

import polars as pl

from treaty_record import figure

from .characters import ARABIC_PROCLITICS, NOTHING, SPACELESS, WORD, with_plain_digits
from .literals import standing
from .numerals import Numerals, forms, numerals

_LIKELY = 2
_AT_ONCE = 20_000
_MAGNITUDES = {100: "hundreds", 1_000: "thousands", 10_000: "tens of thousands", 10**6: "millions"}


def unseen(citations: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `message` for each row whose figure is not visible in its quote.

    The columns are `row`, `value`, `quote` and `language`.
    """
    rows = _compared(_numbers(citations))
    groups = rows.partition_by("language", "vague", as_dict=True)
    found = [
        _unseen_magnitudes(part, str(language)) if vague else _unseen_numbers(part, str(language))
        for (language, vague), part in groups.items()
    ]
    empty = pl.DataFrame(schema={"row": citations["row"].dtype, "message": pl.String})
    return pl.concat([empty, *found]).unique("row", keep="first", maintain_order=True)


def _numbers(citations: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each number of each figure; `vague` are hundreds, thousands and the like."""
    parts = [row for value in citations["value"].unique() for row in _parts(value)]
    schema = {"value": pl.String, "number": pl.Int64, "vague": pl.Boolean}
    numbers = pl.DataFrame(parts, schema=schema, orient="row")
    return citations.join(numbers, on="value", how="inner").with_row_index("id")


def _parts(value: str) -> Iterator[tuple[str, int, bool]]:
    try:
        numbers = figure.numbers(value)
    except ValueError:
        return
    for number in dict.fromkeys(numbers):
        yield value, number, value.endswith("s")


def _compared(rows: pl.DataFrame) -> pl.DataFrame:
    """Write quotes as numbers are compared: in lower case, with plain digits, blanks and apostrophes."""
    text = pl.col("quote").str.to_lowercase().str.replace_all(r"[^\S ]", " ")
    rows = rows.with_columns(text=text.str.replace_many(["’", "ʼ"], ["'", "'"]))
    return with_plain_digits(rows, "text")


def _unseen_numbers(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Try the likeliest forms of each number, then what looks like a number with a word of scale, then every form."""
    left, ways = rows, _ways(rows["number"].unique().to_list(), language)
    fits = _stands_alone(numerals(language))
    for place in range(_LIKELY):
        likely = ways.filter(pl.col("place") == place)
        left = _without(left, standing(_needles(left.join(likely, on="number")), fits))
    guesses = left.with_columns(needle=pl.col("text").str.extract_all(_counted(language)))
    guesses = guesses.explode("needle").join(ways, on=["number", "needle"], how="semi")
    left = _without(left, standing(_needles(guesses), fits))
    for part in left.iter_slices(_AT_ONCE):
        left = _without(left, standing(_needles(part.join(ways, on="number")), fits))
    return left.select("row", message=_message(left, language))


def _ways(numbers: list[int], language: str) -> pl.DataFrame:
    """Return a row for each form (`needle`) of each number, with its `place` among them."""
    ways = [(n, way, place) for n in numbers for place, way in enumerate(forms(n, language))]
    schema = {"number": pl.Int64, "needle": pl.String, "place": pl.Int64}
    return pl.DataFrame(ways, schema=schema, orient="row")


def _counted(language: str) -> str:
    """Return the pattern of what looks like a number with a word of scale, perhaps two of them."""
    words = "|".join(map(re.escape, numerals(language).words)) or NOTHING
    digits = "[0-9]+(?:[.,'٬٫][0-9]+)*"
    return f"{digits} ?(?:{words})(?: ?{digits}(?: ?(?:{words}))?)?"


def _needles(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows for `standing`, each number known by its `id`."""
    return rows.select("text", "needle", row="id").drop_nulls("needle")


def _without(rows: pl.DataFrame, seen: pl.Series) -> pl.DataFrame:
    return rows.join(seen.unique().to_frame("id"), on="id", how="anti")


def _stands_alone(known: Numerals) -> pl.Expr:
    """Tell whether a number is whole: no digit, no sign of grouping or decimals, no word of scale goes on with it."""
    before, after, number = pl.col("before"), pl.col("after"), pl.col("needle")
    signs = r"[.,'٬٫]"
    scale = _scale(known)
    goes_on = after.str.contains(rf"^{signs}?[0-9]") | after.str.contains(rf"^{scale}")
    begun = before.str.contains(rf"[0-9]{signs}?$") | before.str.contains(rf"[0-9]{scale} ?$")
    in_digits = number.str.contains("[0-9]$")
    word_ends = ~after.str.contains("^ ?[0-9]") & after.str.contains(_word_end())
    return ~goes_on & ~begun & ~_grouped_by_blanks() & (in_digits | word_ends | _spaceless(number))


def _grouped_by_blanks() -> pl.Expr:
    """Tell whether the number is a part of one that is grouped by blanks: `500` of `10 500`."""
    before, after, number = pl.col("before"), pl.col("after"), pl.col("needle")
    starts = number.str.contains(r"^[0-9]{3}(?:$|[^0-9.,'٬])")
    follows = before.str.contains(r"(?:^|[^0-9.,])[0-9]{1,3}(?: [0-9]{3})* $")
    ends = number.str.contains(r"^[0-9]{1,3}(?: [0-9]{3})*$")
    leads = after.str.contains(r"^ [0-9]{3}(?:[^0-9]|$)")
    return (starts & follows) | (ends & leads)


def _scale(known: Numerals) -> str:
    """Return the pattern of a word of scale after digits; one of a single sign stands close to them."""
    signs = [re.escape(word) for word in known.words if len(word) == 1]
    words = [word for word in known.words if len(word) > 1]
    spelled = [rf" ?{re.escape(word)}{_edge(word)}" for word in words]
    return f"(?:{'|'.join([*signs, *spelled]) or NOTHING})"


def _edge(word: str) -> str:
    """Return what ends a word of scale: the edge of a word, after a case ending."""
    return (
        ""
        if re.match("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af]", word)
        else _word_ending(word)
    )


def _word_ending(word: str) -> str:
    longest = 4 if len(word) > 3 else 2
    return rf"[\p{{L}}\p{{M}}]{{0,{longest}}}\b"


def _word_end() -> str:
    return rf"^[\p{{L}}\p{{M}}]{{0,4}}(?:$|[^{WORD}])"


def _spaceless(word: pl.Expr) -> pl.Expr:
    return word.str.contains(rf"[{SPACELESS}\p{{Hangul}}]$")


def _unseen_magnitudes(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Look for hundreds, thousands and the like: a word of scale without a number."""
    known = numerals(language)
    words = pl.DataFrame(
        [(scale, word) for scale in rows["number"].unique() for word in _vague_words(scale, known)],
        schema={"number": pl.Int64, "needle": pl.String},
        orient="row",
    )
    seen = standing(_needles(rows.join(words, on="number", how="inner")), _is_a_word_of_scale())
    left = _without(rows, seen)
    messages = [_vague_message(number, language) for number in left["number"]]
    return left.select("row", message=pl.Series(messages, dtype=pl.String))


def _vague_words(magnitude: int, known: Numerals) -> list[str]:
    """Return CLDR's words for a magnitude; where words have no edges, with the sign for several before them."""
    words = dict(known.scales).get(magnitude, ())
    if known.several:
        return [several + word for word in words for several in known.several]
    return [word for word in words if not re.search("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]", word)]


def _is_a_word_of_scale() -> pl.Expr:
    before, after, word = pl.col("before"), pl.col("after"), pl.col("needle")
    begins = before.str.contains(rf"(?:^|[^{WORD}]){ARABIC_PROCLITICS}$")
    counted = before.str.contains(r"[0-9]\s?$")
    short = word.str.len_chars() <= 3
    endings = [rf"^[\p{{L}}\p{{M}}]{{0,{longest}}}(?:$|[^{WORD}])" for longest in (2, 4)]
    ends = pl.when(short).then(after.str.contains(endings[0])).otherwise(after.str.contains(endings[1]))
    return _spaceless(word) | (begins & ~counted & ends)


def _message(left: pl.DataFrame, language: str) -> pl.Series:
    shown = {n: ", ".join(_shown(n, language)) for n in left["number"].unique()}
    return pl.Series(
        [
            f"the words do not show {number} (looked for {shown[number]}, ...): cite a number said in words as read"
            for number in left["number"]
        ],
        dtype=pl.String,
    )


def _shown(number: int, language: str) -> list[str]:
    """Return some of the ways in which a number could have been seen, for the message."""
    ways = forms(number, language)
    digits = [way for way in ways if not re.search(r"[^\W\d_]", way)][:_LIKELY]
    spelled = [way for way in ways if re.fullmatch(r"[0-9.,]+(?: [^0-9]{2,}|[^0-9])", way)]
    return [*digits, *sorted(spelled, key=len)[:1]]


def _vague_message(magnitude: int, language: str) -> str:
    name = _MAGNITUDES.get(magnitude, f"{magnitude}s")
    words = _vague_words(magnitude, numerals(language))
    if not words:
        return f"no word for {name} ({magnitude}s) is known in {language!r}: cite the value as read"
    return f"the words do not show {name} (looked for {', '.join(words)}): cite the value as read"
