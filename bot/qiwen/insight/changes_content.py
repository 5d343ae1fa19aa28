"""What is written differently: every intent, notice, check, guide, wording … by its id, whatever comes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_fields import Tree, differences, table, tree, written
from qiwen.model.content import Catalogue

_ONE_OF = {"intents": "intent", "notices": "notice", "checks": "check", "guides": "guide", "phrases": "phrase"}
_NO_CONTENT = ("fingerprint",)

Named = Mapping[str, Tree]


def content_changes(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Every thing that came, went or is written differently, kind by kind and in the order of ids."""
    before, after = things(old), things(new)
    for name in dict.fromkeys([*before, *after]):
        if name not in before:
            yield Change(Area.CONTENT, name, (Facet("new", "", written(after[name])),))
        elif name not in after:
            yield Change(Area.CONTENT, name, (Facet("gone", written(before[name]), ""),))
        elif found := tuple(differences(before[name], after[name])):
            yield Change(Area.CONTENT, name, found)


def things(catalogue: Catalogue) -> Named:
    """Everything that has an id, as `notice creator-only`, and what there is one of, as `tuning`."""
    found: dict[str, Tree] = {}
    for field in fields(catalogue):
        value = getattr(catalogue, field.name)
        if field.name in _NO_CONTENT:
            continue
        if isinstance(value, Mapping):
            kind = _ONE_OF.get(field.name, field.name)
            found |= {f"{kind} {id_}": tree(value[id_]) for id_ in sorted(value)}
        else:
            found[field.name] = tree(value)
    return found | _sources(catalogue)


def _sources(catalogue: Catalogue) -> dict[str, Tree]:
    """Articles stand in the notices that rest on them; here each is a thing of its own."""
    articles = {each.article.id: each.article for notice in catalogue.notices.values() for each in notice.sources}
    return {f"source {id_}": table(articles[id_]) for id_ in sorted(articles)}
