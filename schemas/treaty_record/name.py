"""Names: the ways actors are written, by language."""

from .notation import LANGUAGE
from .table import Table, key, reference, term, text
from .term import terms

KINDS = terms(
    native="The name in a language of the actor's own country.",
    transliterated="The name's sounds written in another language's script or spelling.",
    translated="The name's meaning given in another language.",
    alias="Another name or a description that the texts use for the actor.",
    metonym="A place or thing named in the actor's stead, such as a capital for a government.",
    misnomer="A name that the texts give the actor by mistake.",
)


class Name(Table):
    """One way an actor is written."""

    name_id: str = key("Stable identifier: the actor's, a dot, the language with what tells two apart.", parts=2)
    actor_id: str = reference("actors", "The actor so named.")
    name: str = text("The name as written, without case endings.")
    language: str = text(
        "Language of the text in which it is so written, a BCP 47 tag.",
        pattern=LANGUAGE,
        form="a BCP 47 tag such as bn, zh-Hant or pt-BR",
        notation="language",
    )
    kind: str = term(KINDS, "How the name came about.")
    article_id: str = reference("articles", "The article to read first.", derived=True)
