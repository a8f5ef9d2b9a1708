"""Measure how fast cited values are looked for in quotes: `grounding.py [ROWS]`.

The rows are dates, figures and names in ten languages, each quote another; one in a hundred values is wrong.
"""

import datetime
import random
import sys
import time
from collections.abc import Iterator
from typing import Literal

import polars as pl
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from treaty_tools.grounding import unseen

NAMES = {
    "ar": ("كوريا الشمالية", "أعلنت وكالة الأنباء يوم {} أن {} توقع الاتفاق مع {} من الجنود رقم {}"),
    "bn": ("উত্তর কোরিয়া", "কেসিএনএ জানিয়েছে যে {} তারিখে {} চুক্তি অনুমোদন করেছে এবং {} সেনা পাঠিয়েছে {}"),
    "de": ("Nordkorea", "Die Agentur meldete am {}, dass {} den Vertrag ratifiziert und {} Soldaten schickt {}"),
    "en": ("North Korea", "The agency said on {} that {} had ratified the treaty and sent {} troops {}"),
    "es": ("Corea del Norte", "La agencia informó el {} de que {} ratificó el tratado y envió {} soldados {}"),
    "hi": ("उत्तर कोरिया", "एजेंसी ने {} को कहा कि {} ने संधि की पुष्टि की और {} सैनिक भेजे {}"),
    "ko": ("북한", "통신은 {} 보도에서 {} 이 조약을 비준하고 {} 명의 병력을 보냈다고 {} 전했다"),
    "ru": ("Северная Корея", "Агентство сообщило {}, что {} ратифицировала договор и отправила {} солдат {}"),
    "vi": ("Triều Tiên", "Hãng tin cho biết ngày {} rằng {} đã phê chuẩn hiệp ước và gửi {} binh sĩ {}"),
    "zh": ("朝鲜", "通讯社{}报道称{}批准了条约并派出{}名士兵，编号{}"),
}
DAYS = [datetime.date(2023, 9, 1) + datetime.timedelta(days) for days in range(760)]
WRONG = 0.01


def citations(rows: int, seed: int = 0) -> pl.DataFrame:
    """Return rows of every kind and language, reproducibly."""
    dice = random.Random(seed)
    return pl.DataFrame(_rows(rows, dice), schema=["kind", "value", "quote", "language", "reference"], orient="row")


def _rows(rows: int, dice: random.Random) -> Iterator[tuple[str, str, str, str, str]]:
    words = {language: _words(language, dice) for language in NAMES}
    for number in range(rows):
        language = dice.choice(list(NAMES))
        name, sentence = NAMES[language]
        day, written_day = dice.choice(words[language][0])
        figure, written_figure = dice.choice(words[language][1])
        wrong = dice.random() < WRONG
        other = day + datetime.timedelta(1)
        kind, value = dice.choice(
            [
                ("date", str(other if wrong else day)),
                ("figure", str(figure + 11 if wrong else figure)),
                ("text", name[:-1] + "x" if wrong else name),
            ]
        )
        quote = sentence.format(written_day, name, written_figure, f"x{number}x")
        yield kind, value, quote, language, str(day)


def _words(language: str, dice: random.Random) -> tuple[list[tuple[datetime.date, str]], list[tuple[int, str]]]:
    dates = [
        (day, format_skeleton("MMMMd", day, locale=language) if dice.random() < 0.5 else written)
        for day in DAYS
        for written in (format_date(day, "long", locale=language),)
    ]
    numbers = [dice.randrange(1, 100) * 10 ** dice.randrange(2, 5) for _ in range(300)]
    plain = [(number, str(format_decimal(number, locale=language))) for number in numbers]
    return dates, plain + [(number, _scaled(number, language)) for number in numbers]


def _scaled(number: int, language: str) -> str:
    """Write a number with the language's words of scale."""
    length: Literal["long", "short"] = "short" if language in ("ko", "zh") else "long"
    return format_compact_decimal(number, format_type=length, locale=language, fraction_digits=3)


def main() -> None:
    """Print rows per second and how many messages there were."""
    table = citations(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    start = time.perf_counter()
    messages = unseen(table)
    seconds = time.perf_counter() - start
    found = len(messages) - messages.null_count()
    print(f"{len(table):,} rows in {seconds:.1f} s, {len(table) / seconds:,.0f} a second, {found:,} messages")


if __name__ == "__main__":
    main()
