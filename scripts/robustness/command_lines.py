"""Command lines that nobody would type, on the packages ``package`` and ``sound`` in the current folder."""

from collections.abc import Iterator
from random import Random

import click
from mutations import WORDS

from treaty_tools.cli import COMMANDS, main

COSTLY = ("site", "export", "build", "init", "release")
"""Commands that take a second or more, which are called less often."""

VALUES = (
    *("package", "sound", "package/datapackage.json", "package/data/actors.csv", "package/data", "nowhere", "out", "."),
    *(
        "events/kim-ratifies-treaty",
        "actors/kcna",
        "kcna",
        "troops-in-russia",
        "articles/vtcnews-bn-20241112-phe-chuan",
    ),
    *(
        "vtcnews-bn-20241112-phe-chuan",
        "0.1.0",
        "v0.1.0",
        "HEAD",
        "HEAD~1",
        "csv",
        "json",
        "text",
        "github",
        "2024-11-12",
    ),
    *("1", "0", "-1", "9" * 30, "--", "-", "--help", "--package", "--format", "--debug", "edtf", "out.csv", "{}"),
    *("\udcff", "a\udc80b", "\x00", "a" * 300),
)
"""Values that fit some option, or none."""

FITTING = {
    "row": ("events/kim-ratifies-treaty", "actors/kcna", "troops-in-russia", "claims/unnamed-more-than-10000", "kcna"),
    "article_id": ("vtcnews-bn-20241112-phe-chuan",),
    "article_ids": ("vtcnews-bn-20241112-phe-chuan",),
    "words": ("Words", "decree", ""),
    "old": ("sound", "package", "nowhere.zip", "0.1.0"),
    "new": ("sound", "package"),
    "since": ("sound", "package"),
    "package": ("package", "package/datapackage.json"),
}
"""Values that fit a parameter, which is given one of them more often than another."""

WRITABLE = ("out", "out/below", "package/out", "package", "new")
"""Folders that a command may be told to write to; nothing leaves the folder that fuzzing happens in."""


def command_line(dice: Random, *, costly: bool) -> list[str]:
    """Return a command with arguments."""
    names = COSTLY if costly else [name for name in COMMANDS if name not in COSTLY]
    name = dice.choice(list(names))
    command = main.get_command(click.Context(main), name)
    arguments = [text for parameter in command.params for text in _given(dice, parameter)] if command else []
    if dice.random() < 0.1:
        arguments.insert(dice.randint(0, len(arguments)), _word(dice))
    return [name, *arguments]


def _given(dice: Random, parameter: click.Parameter) -> Iterator[str]:
    """Yield what is typed for a parameter: nothing, its name, its name and a value, or several values."""
    if isinstance(parameter, click.Option):
        if dice.random() < (0.1 if not parameter.required else 0.9) or parameter.name == "package":
            yield parameter.opts[-1]
            if not parameter.is_flag:
                yield _value(dice, parameter)
        return
    for _ in range(dice.choice([0, 1, 1, 1, 1, 1, 2])):
        yield _value(dice, parameter)


def _value(dice: Random, parameter: click.Parameter) -> str:
    """Return a value for a parameter; if it names what is written, one of this folder."""
    if parameter.name in ("out", "folder", "root"):
        return "package/texts" if "--texts" in parameter.opts and dice.random() < 0.8 else dice.choice(WRITABLE)
    if isinstance(parameter.type, click.Choice) and dice.random() < 0.8:
        return str(dice.choice(parameter.type.choices))
    if parameter.name in FITTING and dice.random() < 0.8:
        return dice.choice(FITTING[parameter.name])
    return _word(dice)


def _word(dice: Random) -> str:
    """Return any text that leads out of no folder."""
    value = dice.choice(VALUES if dice.random() < 0.7 else WORDS)
    return value if not value.startswith(("/", "\\")) and ".." not in value else "x"
