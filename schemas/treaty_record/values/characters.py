"""Characters that no cell may contain, because nobody sees them or programs act on them.

They are listed here rather than looked up in Unicode's tables, so that every version of Python and polars rejects the
same characters.
"""

_PLANES_END = "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 0x11))
UNSAFE = (
    r"\x00-\x1f\x7f-\x9f"  # controls
    r"\u2028-\u202e\u2066-\u2069"  # line and paragraph separators; embeddings, overrides and isolates
    r"\ufdd0-\ufdef\ufffe\uffff" + _PLANES_END +  # noncharacters
    r"\ufeff\ufffd\U000e0000-\U000e007f"  # byte order mark; replacement character; tags
)  # fmt: skip
"""Characters that no text may contain; joiners, direction marks and variation selectors are not among them."""
FORMAT = (
    UNSAFE + r"\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f"
    r"\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
"""These and the other format characters (Unicode's Cf), which ids and addresses may not contain either."""

FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
"""An emoji of a region's flag, such as Scotland's: the one use of tags."""
_REST = rf"(?:[^{UNSAFE}]*[^\s{UNSAFE}])?$"
PLAIN = rf"^[^\s=+\-@{UNSAFE}]{_REST}"
"""Text that passes every rule on text but, perhaps, "nfc"."""
PLAIN_VERBATIM = rf"^[^\s={UNSAFE}]{_REST}"
"""The same for words that are not ours, which may start with + - or @."""
