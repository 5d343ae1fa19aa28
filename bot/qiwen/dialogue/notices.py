"""How a notice is told: the fact, the warning, what to do, and on what ground."""

from collections.abc import Iterator

from qiwen.dialogue.scene import Scene
from qiwen.model.content import Article, Later, Notice, Source, Weight
from qiwen.model.reply import Block, Tone
from qiwen.model.text import Text

_NAMED = 2
"""Articles that are named beside the first."""


def told(scene: Scene, notice: Notice, also: tuple[Notice, ...] = ()) -> Iterator[Block]:
    """`notice` as blocks, refined by `also`: the fact, then the warning, the refinements, the next step, the basis."""
    yield Block(Tone.SAY, scene.text(notice.says))
    if Weight.IRREVERSIBLE in {each.weight for each in (notice, *also)}:
        yield scene.block(Tone.WARN, "irreversible")
    for addition in notice.later:
        yield _added(scene, addition)
    for each in also:
        yield _beside(scene, notice, each)
        for addition in each.later:
            yield _added(scene, addition)
    if notice.next:
        yield Block(Tone.NEXT, scene.text(notice.next))
    yield Block(Tone.BASIS, basis(scene, notice, *also))


def _beside(scene: Scene, main: Notice, other: Notice) -> Block:
    """What refines an answer: where another article says it, as its word and with its day."""
    article = other.sources[0].article
    if article.id == main.sources[0].article.id:
        return Block(Tone.NOTE, scene.text(other.says))
    return scene.block(Tone.NOTE, "added_later", source=named(scene, article), says=other.says)


def _added(scene: Scene, later: Later) -> Block:
    """What an article added afterwards, as its word and with its day."""
    return scene.block(Tone.NOTE, "added_later", source=named(scene, later.article), says=later.says)


def basis(scene: Scene, *notices: Notice) -> str:
    """The basis line: the first source with its day, then those that dated or refined it since, each named once."""
    first = notices[0].sources[0]
    later = _later(first, notices)
    line = scene.phrase("basis", source=named(scene, first.article))
    for source in later[-_NAMED:]:
        line += scene.phrase(f"basis_{source.role}", source=named(scene, source.article))
    witnesses = notices[0].witnesses
    if witnesses > 1:
        line += scene.phrase("basis_witnesses", count=str(witnesses))
    return line + _superseded(scene, notices) + _unreviewed(scene, notices)


def _superseded(scene: Scene, notices: tuple[Notice, ...]) -> str:
    """The older word that one of `notices` replaces, where much hangs on it."""
    told = {notice.id for notice in notices if notice.weight is not Weight.INFO}
    for older in scene.mind.catalogue.notices.values():
        if older.superseded_by in told and older.sources:
            source = named(scene, older.sources[0].article)
            return scene.phrase("basis_superseded", source=source, title=older.title)
    return ""


def _unreviewed(scene: Scene, notices: tuple[Notice, ...]) -> str:
    """That nobody compared a notice with its sources for long."""
    reviewed = min(notice.reviewed for notice in notices)
    late = scene.now.date() - reviewed > scene.mind.catalogue.manners.review
    return scene.phrase("basis_unreviewed", date=reviewed.isoformat()) if late else ""


def named(scene: Scene, article: Article) -> Text:
    """An article as people hear of it: its day and name."""
    if article.published is None:
        return scene.mind.catalogue.phrase("undated_article").fill(name=article.name, seen=article.seen.isoformat())
    return scene.mind.catalogue.phrase("dated_article").fill(name=article.name, date=article.published.isoformat())


def _later(first: Source, notices: tuple[Notice, ...]) -> list[Source]:
    """Other articles, oldest first; those that refine, and then those that state another of `notices`, come last.

    So they are among the ones named.
    """
    stating = {notice.sources[0].article.id for notice in notices}
    sources = (source for notice in notices for source in notice.sources)
    others = {source.article.id: source for source in sources if source.article.id != first.article.id}
    return sorted(
        others.values(),
        key=lambda source: (
            source.article.id in stating,
            source.role == "refines",
            str(source.article.published or ""),
            source.article.id,
        ),
    )
