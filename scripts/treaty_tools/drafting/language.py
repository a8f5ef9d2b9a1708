"""Tell the language of a text that does not name it, if its script has only one in the news."""

import regex

LETTERS = 20
"""Letters of a script that a text has at least, if it is in that script."""

_SCRIPTS = (
    ("ja", r"[\p{Hiragana}\p{Katakana}]"),
    ("ko", r"\p{Hangul}"),
    ("th", r"\p{Thai}"),
    ("lo", r"\p{Lao}"),
    ("km", r"\p{Khmer}"),
    ("my", r"\p{Myanmar}"),
    ("ka", r"\p{Georgian}"),
    ("hy", r"\p{Armenian}"),
    ("el", r"\p{Greek}"),
    ("bn", r"\p{Bengali}"),
    ("ta", r"\p{Tamil}"),
    ("te", r"\p{Telugu}"),
    ("ar", r"[\u0629\u0649\u064a]"),
)
"""Languages, each with letters that it alone uses; Persian and Urdu do without the last three."""

_OTHERS = {"ar": regex.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2\u06ba]")}
"""Letters that a language does not use, though others of its script do."""


def language_of(text: str) -> str | None:
    """Return the language of a text, None if its script is that of several."""
    for language, letters in _SCRIPTS:
        if len(regex.findall(letters, text)) >= LETTERS:
            others = _OTHERS.get(language)
            return None if others and others.search(text) else language
    return None
