"""Numbers that Chinese, Japanese and Korean spell out, rewritten in digits: `一万二千`, `천오백`, `만 2천`."""

import re
from functools import lru_cache

HAN_LANGUAGES = ("ja", "yue", "zh")
LANGUAGES = (*HAN_LANGUAGES, "ko")

_HAN_DIGITS = ("〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {
    **{sign: digit for digit, signs in enumerate(_HAN_DIGITS) for sign in signs},
    **{sign: digit for digit, sign in enumerate("영일이삼사오육칠팔구")},
}
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_LARGE = {sign: 10**power for power, signs in ((4, "万萬만"), (8, "亿億억"), (12, "兆조")) for sign in signs}

_HAN = "".join(_HAN_DIGITS)
_UNIT = "".join(_DIGITS)
_SCALE = "".join((*_SMALL, *_LARGE))
_BIG = "".join(_LARGE)
_SIGN = f"[0-9{_UNIT}{_SCALE}]"

SPELLED = (
    f"[{_UNIT}][{_SCALE}]|[{_SCALE}][{_UNIT}{_SCALE}]|(?:^|[^0-9{_UNIT}{_SCALE}])[{_SCALE}] ?[0-9]|[{_HAN}]{{4}}|〇"
)
"""A pattern, valid in Rust too, of texts with such a number."""
DATE = f"[{_HAN}{''.join(_TENS)}十][年月日号號]"
"""A pattern, valid in Rust too, of texts with such a date."""

NUMBER = (
    f"(?<![0-9.,数數几幾何수몇{_UNIT}{_SCALE}])(?<![0-9] )"
    f"(?>{_SIGN}+(?:(?<=[{_BIG}]) {_SIGN}*[{_SCALE}]{_SIGN}*)*)"
    f"(?![.,][0-9])(?![多余餘几幾来來数數][{_SCALE}])"
)
"""A pattern of a number that is spelled out, or in digits."""
_NUMBER = re.compile(NUMBER)
_DATE_PART = re.compile(f"(?>[{_HAN}{''.join(_TENS)}十]+)(?=[年月日号號])")
_TOKEN = re.compile("[0-9]+|.")


def with_digits(text: str, language: str) -> str:
    """Return a text in which numbers that are spelled out are in digits."""
    return _NUMBER.sub(lambda found: _number_in_digits(found[0], language.startswith(("zh", "yue"))), text)


def dates_with_digits(text: str) -> str:
    """Return a text in which years, months and days are in digits: `十一月十二日` as `11月12日`."""
    return _DATE_PART.sub(lambda found: _text(found[0], value(found[0])), text)


@lru_cache(maxsize=10_000)
def _number_in_digits(numeral: str, elliptic: bool) -> str:
    """Return a numeral in digits; a single sign, or digits without a scale, may be part of a word and stay."""
    tokens = _TOKEN.findall(numeral.replace(" ", ""))
    positional = len(tokens) == 4 or "〇" in tokens
    whole = len(tokens) > 1 and (positional or any(token in _SCALE for token in tokens))
    return _text(numeral, value(numeral, elliptic=elliptic) if whole else None)


def _text(numeral: str, number: int | None) -> str:
    return numeral if number is None else str(number)


def value(numeral: str, *, elliptic: bool = False) -> int | None:
    """Return the number that a numeral means, None if it is malformed.

    Chinese leaves out the last scale, which is then the next smaller one: `一万二` is 12,000. That is `elliptic`.
    """
    tokens = _TOKEN.findall(numeral.replace(" ", ""))
    if all(token in _HAN for token in tokens):
        return int("".join(str(_DIGITS[token]) for token in tokens))
    if elliptic and len(tokens) > 2 and (last := _elliptic_scale(tokens)):
        tokens.append(last)
    return _summed(tokens)


def _elliptic_scale(tokens: list[str]) -> str | None:
    """Return the scale that is left out after the last digit."""
    *_, before, last = tokens
    if last not in _HAN or last in _HAN_DIGITS[0]:
        return None
    return {"万": "千", "萬": "千", "千": "百", "百": "十"}.get(before)


def _summed(tokens: list[str]) -> int | None:
    """Add up a numeral: a digit times a small scale, several of them times a large one, which may grow: `万亿`."""
    total, section, digit = 0, 0, None
    smallest = 0
    for token in tokens:
        if token in _LARGE:
            part, scale = section + (digit or 0), _LARGE[token]
            total = (total + part) * scale if scale > smallest > 0 else total + (part or 1) * scale
            section, digit, smallest = 0, None, scale
        elif token in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[token]
            digit = None
        elif token in _TENS:
            section += _TENS[token]
        elif digit:
            return None
        else:
            digit = int(_DIGITS.get(token, token))
    return total + section + (digit or 0)
