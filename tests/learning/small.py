"""A small catalogue: three intents that share few words, out of scope, three hands."""

from qiwen.bootstrap import make_reader
from qiwen.matching.reading import Reader
from qiwen.model.content import Answer, AnswerKind, Ask, Catalogue, Intent, Lexicon, Tuning
from qiwen.model.text import NOTHING

WAYS = {
    "anna": "{}怎么弄",
    "bert": "请问{}要如何操作呢",
    "carl": "想知道{}该找谁",
}
TOPICS = {
    "backup": ("备份邮件", "备份旧邮件", "邮件备份", "把邮件备份好"),
    "creator": ("换创建人", "创建人更换", "改创建人", "创建人变更"),
    "entry": ("看不到入口", "入口不见了", "没有入口", "找不到入口"),
    "": ("订机票", "点外卖", "查天气", "买股票"),
}


def asks(topic: str, hands: tuple[str, ...]) -> tuple[Ask, ...]:
    return tuple(Ask(WAYS[hand].format(words), hand) for hand in hands for words in TOPICS[topic])


def catalogue(*hands: str) -> Catalogue:
    """Asks by `hands`, all three if none is named."""
    hands = hands or tuple(WAYS)
    answer = Answer(AnswerKind.PHRASE, "hello")
    intents = {name: Intent(name, NOTHING, "before", answer, asks(name, hands), (), ()) for name in TOPICS if name}
    tuning = Tuning(sure=0.5, margin=0.1, torn=0.2, near=0.1)
    return Catalogue(intents, {}, {}, {}, {}, {}, Lexicon((), {}), asks("", hands), tuning, (), "small")


def reader() -> Reader:
    return make_reader(catalogue())
