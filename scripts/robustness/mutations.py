"""Change valid inputs into ones that nobody foresaw; the same dice make the same input."""

import csv
import io
import json
from random import Random

WORDS = (
    *("", " ", " x ", "\t", "a\nb", "a\r\nb", "\x00", "\x1b[31m", "\x9b1m", "\u202e", "\u2066x", "\u2028", "\ufeff"),
    *("\u200b", "\uffff", "\ud800", "\U000e0041", "e\u0301", "\u0995\u09be", "𐍈" * 50, "a" * 5000, "'", '"', '""'),
    *("=1+1", "@x", "+1", "-1", "0", "1.5", "1e400", "NaN", "Infinity", "9" * 400, "0x10", "1_000", "１２", "²", "½"),
    *(
        "true",
        "TRUE",
        "null",
        "None",
        "2024-02-30",
        "9999-12-31",
        "10000-01-01",
        "0000-00-00",
        "-0001-01-01",
        "2024/..",
    ),
    *("../2024", "[2024..2023]", "2024-06?", "2024%", "1000s", "~" + "9" * 30, ">1", "1..2..3", "p0", "p9-1", "title"),
    *("events/", "/", "events/x/y", "actors/" + "x" * 900, "xx", "zh-Hant", "i-klingon", "a-" * 200 + "b", "PRK", "*"),
    *("javascript:alert(1)", "http://[::1", "http://xn--a/", "https://" + "a" * 3000, "<script>", "{{7*7}}", "%s%n"),
    *("::error::x", "##[add-mask]x", "@everyone www.example.org", "| # `x` [a](b)", "con", "rows", "sqlite_master"),
)
"""Texts that some reader, writer, terminal or spreadsheet takes for more than text."""

SNIPPETS = (
    *(b"\n", b"\r", b",", b'"', b"'", b"=", b"[", b"]", b"{", b"}", b"\\", b"#", b"\x00", b"\xff", b"\xef\xbb\xbf"),
    *(b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b'"""', b"\\ud800", b"\\u0000", b"1e999", b"[" * 1000),
)

TOML_VALUES = (
    *("1", "-1", "1e400", "nan", "inf", "true", "2024-11-12", "2024-11-12T00:00:00Z", "07:32:00", "[]", "{}", "[[1]]"),
    *("{a={b=1}}", '""', '"\\ud800"', '"\\U0010FFFF"', "'''\n'''", '"""a\nb"""', "0x" + "f" * 60, "9" * 30, "[1,'a']"),
)

TOML_HEADERS = ("kcna", "a.b", "article", "passage.x", "passage.x.read", '""', '"events/x"', "a.b.c.d.e.f.g", "names")


def word(dice: Random) -> str:
    """Return a text as UTF-8 can hold it."""
    return dice.choice(WORDS).encode("utf-8", "replace").decode()


def changed_bytes(dice: Random, content: bytes) -> bytes:
    """Return bytes of which a few are others, gone, doubled or come from elsewhere."""
    made = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(made) + 1)
        match dice.randrange(5):
            case 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                made[at:at] = word(dice).encode()
            case 2:
                del made[at : at + dice.choice([1, 2, 10, 1000])]
            case 3:
                start = dice.randrange(len(made) + 1)
                made[at:at] = made[start : start + dice.choice([1, 10, 200])]
            case _:
                made[at:at] = dice.choice(SNIPPETS)
    return bytes(made)


def changed_table(dice: Random, content: bytes) -> bytes:
    """Return a CSV file with other cells, rows or columns, or with other bytes."""
    if dice.random() < 0.3:
        return changed_bytes(dice, content)
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    for _ in range(dice.randint(1, 4)):
        if rows:
            _change_rows(dice, header, rows)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode("utf-8", "replace")


def _change_rows(dice: Random, header: list[str], rows: list[list[str]]) -> None:
    row, column = dice.randrange(len(rows)), dice.randrange(len(header))
    other = dice.choice(rows)
    match dice.randrange(9):
        case 0 | 1 | 2 if column < len(rows[row]):
            rows[row][column] = word(dice)
        case 3 if column < len(rows[row]) and column < len(other):
            rows[row][column] = other[column]
        case 4 if column < len(rows[row]):
            rows[row][column] = ""
        case 5:
            rows.insert(row, list(other))
        case 6:
            rows.pop(row)
        case 7:
            header.append(f"own_{len(header)}")
            for line in rows:
                line.append(word(dice))
        case _:
            rows[row:] = rows[row:][::-1]


def changed_toml(dice: Random, content: bytes) -> bytes:
    """Return TOML of which a few lines are others, gone, or came in addition; or any bytes."""
    if dice.random() < 0.4:
        return changed_bytes(dice, content)
    lines = content.decode().split("\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        value = dice.choice([*TOML_VALUES, json.dumps(word(dice))])
        match dice.randrange(5):
            case 0 | 1:
                lines[at] = f"{lines[at].partition('=')[0] or 'name'}= {value}"
            case 2:
                lines.insert(at, f"[{dice.choice(TOML_HEADERS)}]")
            case 3:
                lines[at : at + 1] = []
                lines = lines or [""]
            case _:
                lines.insert(at, dice.choice(lines))
    return "\n".join(lines).encode("utf-8", "replace")


def flipped(dice: Random, content: bytes, tail: int) -> bytes:
    """Return bytes of which some are others, most of them near the end, where archives and Parquet keep their lists."""
    made = bytearray(content)
    for _ in range(dice.randint(0, 6)):
        first = max(0, len(made) - tail) if dice.random() < 0.6 else 0
        made[dice.randrange(first, len(made))] = dice.randrange(256)
    return bytes(made[: dice.randrange(len(made))] if dice.random() < 0.1 else made)
