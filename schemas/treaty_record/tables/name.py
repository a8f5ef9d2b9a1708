"""Names: how actors are spelt, by language."""

from .table import Table, key, language, reference, term, words
from .term import terms

KINDS = terms(
    native="The name in a language of the actor's own country.",
    transliterated="The name's sound, written in the script or spelling of another language.",
    translated="The name's meaning, translated into another language.",
    alias="Another name or description that texts use for the actor.",
    metonym="A place or thing that stands for the actor, such as a capital for a government.",
    misnomer="A name given to the actor by mistake.",
)


class Name(Table):
    """A spelling of an actor's name."""

    name_id: str = key("Stable identifier: the actor's id, a dot, the language and a suffix if needed.", parts=2)
    actor_id: str = reference("actors", "The actor with this name.")
    name: str = words("The name exactly as written, without grammatical endings.")
    language: str = language("Language of the text that uses it, as a BCP 47 tag.")
    kind: str = term(KINDS, "Kind of name.")
    article_id: str = reference("articles", "The first article that uses it.", derived=True)
