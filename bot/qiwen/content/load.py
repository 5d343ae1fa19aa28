"""intents/ and knowledge/ to one Catalogue, or every slip at once."""

from pathlib import Path

from qiwen.content import build, shapes
from qiwen.content.files import Reader
from qiwen.content.lint import across
from qiwen.content.script import both
from qiwen.model.content import Catalogue, Lexicon, Term, Tuning

_NO_TUNING = shapes.TuningFile(sure=1, margin=0, torn=1, near=1, menu=[])


def load(root: Path) -> Catalogue:
    """Read the content below `root`. Raises ContentError naming every file and field that is wrong."""
    reader = Reader(root)
    articles = {k: build.article(k, v) for k, v in reader.folder("knowledge/sources", shapes.ArticleFile).items()}
    notices = reader.folder("knowledge/notices", shapes.NoticeFile)
    checks = reader.folder("knowledge/checks", shapes.CheckFile)
    guides = reader.folder("knowledge/guides", shapes.GuideFile)
    intents = reader.folder("intents", shapes.IntentFile)
    phrases = reader.read("knowledge/phrases.toml", dict[str, shapes.PhraseRow]) or {}
    words = reader.read("knowledge/words.toml", dict[str, list[str]]) or {}
    lexicon = reader.read("knowledge/lexicon.toml", shapes.LexiconFile) or shapes.LexiconFile()
    outside = reader.read("intents/_outside.toml", shapes.OutsideFile) or shapes.OutsideFile(asks={})
    tuning = reader.read("intents/_tuning.toml", shapes.TuningFile) or _NO_TUNING
    reader.done()
    reader.problems += across(articles, notices, checks, guides, intents, phrases, words, outside, tuning, lexicon)
    reader.done()
    return Catalogue(
        intents={k: build.intent(k, v) for k, v in intents.items()},
        notices={k: build.notice(k, v, articles) for k, v in notices.items()},
        checks={k: build.check(k, v) for k, v in checks.items()},
        guides={k: build.guide(k, v) for k, v in guides.items()},
        phrases={k: both(v.says, v.says_en) for k, v in phrases.items()},
        words={k: tuple(v) for k, v in words.items()},
        lexicon=Lexicon(
            tuple(Term(canon, tuple(variants)) for canon, variants in lexicon.terms.items()),
            tuple(lexicon.keep),
            {k: tuple(v) for k, v in lexicon.concepts.items()},
        ),
        outside=build.asks(outside.asks),
        tuning=Tuning(tuning.sure, tuning.margin, tuning.torn, tuning.near),
        menu=tuple(tuning.menu),
        fingerprint=reader.digest.hexdigest(),
    )
