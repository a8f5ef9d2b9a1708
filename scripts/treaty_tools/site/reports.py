"""The citations of a row by the article that makes them and by who reported it first, so that copies are together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .citation import Citation, Row
from .notation import words


@dataclass(frozen=True)
class Report:
    """What one article says about a row on one side."""

    article: Row
    citations: Sequence[Citation]
    origin: str | None
    """Who reported it first, None if that is not known or the article does not count."""

    @property
    def counted(self) -> bool:
        """Whether the article counts as a source."""
        return self.citations[0].counted

    @property
    def passages(self) -> Iterator[Sequence[Citation]]:
        """The citations by their passage."""
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            found[citation.passage["passage_id"]].append(citation)
        yield from found.values()


@dataclass(frozen=True)
class Voices:
    """How many articles say something, and who reported it first."""

    articles: int
    origins: Sequence[str]
    unknown: int
    """Articles, of those that count, whose origin is not known."""
    scraped: int
    """Articles that do not count."""

    def __str__(self) -> str:
        """Return the numbers in words."""
        if self.scraped == self.articles:
            return f"{words.count(self.articles, 'article')}, not counted"
        if not self.origins:
            return f"{words.count(self.articles, 'article')} of unknown origin"
        counted = words.count(len(self.origins), "independent source")
        unknown = f", {self.unknown:,} of unknown origin" if self.unknown else ""
        return f"{counted} ({words.count(self.articles, 'article')}{unknown})"


def reports(cited: Iterable[Citation], first: str | None = None) -> list[Report]:
    """Return the reports of a row, each article once: the article to read ``first``, originals, then copies."""
    by_article: dict[str, list[Citation]] = defaultdict(list)
    for citation in cited:
        by_article[citation.article["article_id"]].append(citation)
    found = [Report(same[0].article, same, _origin(same)) for same in by_article.values()]
    return sorted(found, key=lambda r: (r.article["article_id"] != first, not r.counted, r.article["copy_of"] or ""))


def _origin(same: Sequence[Citation]) -> str | None:
    """Return the origin that an article gives a row: that of its passages that count before that of others."""
    known = [citation.origin for citation in same if citation.origin]
    return known[0] if known else None


def by_origin(found: Sequence[Report]) -> list[tuple[str | None, list[Report]]]:
    """Return reports by who reported first: what most articles carry first, of unknown origin last, then copies."""
    groups: dict[tuple[bool, str | None], list[Report]] = defaultdict(list)
    for report in found:
        groups[report.counted, report.origin].append(report)
    ranked = sorted(groups.items(), key=lambda pair: _rank(*pair))
    return [(origin, same) for (_, origin), same in ranked]


def _rank(group: tuple[bool, str | None], same: Sequence[Report]) -> tuple[bool, bool, int, str]:
    counted, origin = group
    return not counted, origin is None, -len(same), origin or ""


def voices(cited: Iterable[Citation]) -> Voices:
    """Return how many articles say so and from which independent origins, in order of their ids."""
    found = reports(cited)
    origins = sorted({c.origin for report in found for c in report.citations if c.origin})
    return Voices(
        articles=len(found),
        origins=origins,
        unknown=sum(report.counted and report.origin is None for report in found),
        scraped=sum(not report.counted for report in found),
    )
