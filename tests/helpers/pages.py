"""The pages of a site as tests read them: their elements with attributes, and their text."""

from html.parser import HTMLParser
from pathlib import Path

from treaty_tools.site import build, record


class Parsed(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def anchors(self) -> set[str]:
        return {attributes["id"] for _, attributes in self.elements if "id" in attributes}

    @property
    def links(self) -> list[str]:
        return [a[name] for _, a in self.elements for name in ("href", "src") if name in a]

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


Files = dict[str, bytes]
Pages = dict[str, Parsed]


def made(package: Path) -> Files:
    return dict(build.files(record.read(package), package))


def parsed(files: Files) -> Pages:
    return {path: Parsed(content.decode()) for path, content in files.items() if path.endswith(".html")}
