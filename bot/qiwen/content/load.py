"""intents/ and knowledge/ to one Catalogue, or every slip at once."""

from pathlib import Path

from qiwen.content import build
from qiwen.content.files import Reader
from qiwen.content.lint import across
from qiwen.content.script import both
from qiwen.content.written import Written, sound
from qiwen.model.content import Catalogue, Lexicon, Term, Tuning


def load(root: Path) -> Catalogue:
    """Read the content below `root`. Raises ContentError naming file, line and field of everything that is wrong."""
    reader = Reader(root)
    written = Written.by(reader)
    reader.note(across(written))
    reader.done()
    return _joined(written, reader.digest.hexdigest())


def _joined(written: Written, fingerprint: str) -> Catalogue:
    """The catalogue of content without a slip."""
    assert written.phrases is not None
    assert written.words is not None
    assert written.lexicon
    assert written.outside
    assert written.tuning
    assert written.manners
    articles = {k: build.article(k, v) for k, v in sound(written.sources).items()}
    lexicon, tuning = written.lexicon, written.tuning
    return Catalogue(
        intents={k: build.intent(k, v) for k, v in sound(written.intents).items()},
        notices={k: build.notice(k, v, articles) for k, v in sound(written.notices).items()},
        checks={k: build.check(k, v) for k, v in sound(written.checks).items()},
        guides={k: build.guide(k, v) for k, v in sound(written.guides).items()},
        phrases={k: both(v.says, v.says_en) for k, v in written.phrases.items()},
        words={k: tuple(v) for k, v in written.words.items()},
        lexicon=Lexicon(
            tuple(Term(canon, tuple(variants)) for canon, variants in lexicon.terms.items()),
            tuple(lexicon.keep),
            {k: tuple(v) for k, v in lexicon.concepts.items()},
        ),
        outside=build.asks(written.outside.asks),
        tuning=Tuning(tuning.sure, tuning.margin, tuning.torn, tuning.near),
        menu=tuple(tuning.menu),
        manners=build.manners(written.manners),
        fingerprint=fingerprint,
    )
