"""How a notice is told: the fact, the warning, what to do, and on what ground."""

from collections.abc import Iterator

from qiwen.dialogue.scene import Scene
from qiwen.model.content import Notice, Source, Weight
from qiwen.model.reply import Block, Tone
from qiwen.model.text import Text


def told(scene: Scene, notice: Notice, also: tuple[Notice, ...] = ()) -> Iterator[Block]:
    """`notice` as blocks, refined by `also`: the fact, then the warning, the refinements, the next step, the basis."""
    yield Block(Tone.SAY, scene.text(notice.says))
    if Weight.IRREVERSIBLE in {each.weight for each in (notice, *also)}:
        yield scene.block(Tone.WARN, "irreversible")
    for each in also:
        yield Block(Tone.NOTE, scene.text(each.says))
    if notice.next:
        yield Block(Tone.NEXT, scene.text(notice.next))
    yield Block(Tone.BASIS, basis(scene, notice, *also))


def basis(scene: Scene, *notices: Notice) -> str:
    """The basis line: the first source with its day, then those that dated or refined it since, each named once."""
    first = notices[0].sources[0]
    later = _later(first, [source for notice in notices for source in notice.sources])
    line = scene.phrase("basis", source=_named(scene, first))
    for source in later[-2:]:
        line += scene.phrase(f"basis_{source.role}", source=_named(scene, source))
    witnesses = notices[0].witnesses
    return line + (scene.phrase("basis_witnesses", count=str(witnesses)) if witnesses > 1 else "")


def _named(scene: Scene, source: Source) -> Text:
    article = source.article
    if article.published is None:
        return scene.mind.catalogue.phrase("undated_article").fill(name=article.name, seen=article.seen.isoformat())
    return scene.mind.catalogue.phrase("dated_article").fill(name=article.name, date=article.published.isoformat())


def _later(first: Source, sources: list[Source]) -> list[Source]:
    """Other articles, oldest first, those that refine last so that they are among the ones named."""
    others = {source.article.id: source for source in sources if source.article.id != first.article.id}
    return sorted(
        others.values(),
        key=lambda source: (source.role == "refines", str(source.article.published or ""), source.article.id),
    )
