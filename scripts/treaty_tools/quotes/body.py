"""The text of an article, with its forms for searching."""

from functools import cached_property

from treaty_record.values import pins

from . import texts
from .near import NearText
from .texts import Span


class Body:
    """The text of an article, with its forms for searching made when they are first needed."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text

    @cached_property
    def folded(self) -> str:
        """The text in lower case."""
        return pins.fold(self.text)

    @cached_property
    def near(self) -> NearText:
        """The text in which words are found though they differ in small things."""
        return NearText(self.text)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The ranges of the non-blank lines."""
        return texts.paragraphs(self.text)
