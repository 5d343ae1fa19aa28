"""Peeling: taking off what stands around a question, and what the person says it is not about.

Greetings, signatures, thanks and forwarding frames attract the wrong intents; so do denied topics
(我不是问怎么备份, 我问的是…). Whatever is peeled, something is always left: a text that is all wrapping stays whole.
"""

import re
from dataclasses import dataclass

_CLAUSE = re.compile(r"[^,，。.!！?？;；:：\n~～…—]+[,，。.!！?？;；:：\n~～…—]*|[,，。.!！?？;；:：\n~～…—]+")
_SENTENCE_END = re.compile(r"[。!！?？\n]|\.\s*$")
_WORD = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9]+")

_HELLO = re.compile(
    r"""^\W*+(?:
    (?:[\u4e00-\u9fff]{1,3}(?:老师|经理|总|工|姐|哥|主管|小姐|先生|師))?(?:您好|你好|妳好|您們好|你们好|大家好|哈喽|哈囉|嗨|早上好|上午好|中午好|下午好|晚上好|早安|午安|晚安|早)
      (?:啊|呀|哦|喔|老师|亲|[\u4e00-\u9fff]{1,3}(?:老师|经理|总|工|姐|哥))?
    |在吗|在嗎|在不在|在么|有人吗|有人嗎|亲|老师好|各位(?:老师|领导|同事)?好?|打扰(?:一下|了|您了)?|打擾(?:一下|了)?|请问一下|請問一下|请问|請問|请教(?:一下)?|請教(?:一下)?|想问一下|想請問|想问下|问一下|问下|麻烦问下|麻烦问一下|咨询一下|咨询下|冒昧问下|不好意思
    |hi(?:\s+there|\s+team|\s+all)?|hello(?:\s+there|\s+team)?|hey(?:\s+there|\s+guys)?|dear\s+\w+|good\s+(?:morning|afternoon|evening)|excuse\s+me|sorry\s+to\s+(?:bother|ask)(?:\s+you)?|quick\s+question|question
    )\W*+$""",
    re.VERBOSE | re.IGNORECASE,
)
_BYE = re.compile(
    r"""^\W*+(?:
    (?:(?:先|万分|十分|非常)?(?:谢谢|多谢|感谢|謝謝|感謝|感激不尽|谢啦|谢了|唔該(?:晒)?|辛苦(?:了|您了|啦)?|拜托(?:了)?|拜託(?:了)?|麻烦(?:了|您了|你了|啦)?|麻煩(?:了|您)?|感恩)(?:您|你|大家|老师|啦|了|哈|哦|喔|各位)?)+
    |(?:麻烦|请|請|烦请|盼|望|求|敬请|急盼|急)?(?:尽快|盡快|帮忙|協助|协助|帮)?(?:看下|看看|看一下)?(?:答复|答覆|回复|回覆|解答|指教|指点|告知|复|回|协助处理|处理)(?:一下|下|为盼|为感|我)?
    |(?:麻烦|请|烦请|帮忙|帮)(?:看下|看看|看一下|确认|确认下|核实|指导|解释|问问)(?:怎么回|怎么答)?
    |在线等|线上等|在綫等|急急?急?|很急|挺急的?|比较急|十万火急|加急|此致|敬礼|祝好|顺颂商祺|收到请回|以上
    |thanks?(?:\s+(?:you|a\s+lot|so\s+much|in\s+advance|guys))?|many\s+thanks|cheers|thx|tks|regards|best(?:\s+regards)?|please\s+(?:advise|help|confirm|reply)|asap|urgent|br|ta
    )\W*+$""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"""^\W*+(?:
    (?:客服|售后|售後|前台|代理|渠道|客户经理|销售|支持|工单|运维|技术支持|服务台)[\s\-—:：]*[\u4e00-\u9fffA-Za-z0-9]{0,6}
    |(?:小|老|阿)[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:工|总|姐|哥|经理|主管|会计|老师|小姐|先生|女士|助理)
    )\W*+$""",
    re.VERBOSE,
)
_FRAME = re.compile(
    r"""^[^\w【\[]*+(?:【[^】]{1,20}】|\[[^\]]{1,20}\])?\W*+(?:
    (?:帮|替|代|转|轉|转发|转达|转述)(?:一?个|一下|下)?(?:客户|客戶|用户)?(?:公司)?(?:问|問|咨询|提问|问题|消息|留言|反馈)?(?:一下|下|个)?
    |(?:客户|客戶|用户|對方|对方|那边)(?:公司)?[\u4e00-\u9fff]{0,10}?(?:问|問|反馈|反映|来电|来信|来问|表示|原话|原話|留言|说|說|咨询|提问|追问|在问|想问|想知道|想了解|催问|问题|描述|投诉)(?:说|是|如下|道|到|了|我们|下|一下)?
    |原话|原話|问题描述|问题|聊天记录|转发|转自客户|工单(?:号)?\s*\w*|fwd?|fw|forwarded\s+message|subject|主题
    )\s*[:：,，「“"『>》]+\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_DENIED = re.compile(
    r"""^\W*+(?:(?:但|可|那|先|所以|而且|其实|其實)?(?:我|咱|我们|我們|偶)?(?:可|真|又|并|並|也|都)?
    (?:不是(?:要|想|来|來)?(?:问|問|说|說|讲|打听|关心|想知道|担心)|没(?:有)?(?:问|在问)|不(?:问|关心|在乎|在意|care|想知道|想听|打听|需要知道)|不用(?:跟我|再|你)?(?:讲|说|教|管|解释|告诉)|甭(?:跟我)?(?:讲|说|提|管)|(?:别|別|不要|少|莫|休要)(?:再|老|总|光|给我|跟我|同我|尽)*(?:讲|說|说|提|扯|谈|念|问|问我|复述|发|管|教))
    |(?:i\s+am|i'?m|we\s+are|we'?re|this\s+is|it'?s)\s+not\s+(?:asking|talking|about|a\s+question)|not\s+asking|not\s+(?:how|what|whether|about)\b|(?:i|we)\s+(?:don'?t|do\s+not)\s+(?:care|mind|want\s+to\s+know|need\s+to\s+know)|never\s+mind|forget(?:\s+about)?|leave\s+aside|spare\s+me)""",
    re.VERBOSE | re.IGNORECASE,
)
_DISMISSED = re.compile(
    r"(?:(?:都|倒|统统|全)(?:无所谓|無所謂|不重要|不要紧|没关系|沒關係|不关心|不在乎|不在意|不管|先不管|不打紧|随便|随它)"
    r"|(?:我)?(?:已经|已經|都|早就|早)?(?:会|懂|清楚|知道|明白|弄好|搞定|备好|问过|有人讲过|看过)了?(?:,|，)?(?:就)?(?:不用|甭|不必|别|無需|无需)(?:再)?(?:讲|说|說|教|提|管)了?"
    r"|(?:不用|甭|不必|无需|無需|先别|暂时不)(?:再|你)?(?:讲|说|說|教|提|管|谈)了?|放一边|先放着|(?:这|那)个?(?:我|咱)?(?:会|懂|知道))\W*+$"
)
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Peeled:
    """What is left of a text, and what was taken off: `hello`, `bye` (thanks and pleas too), `frame`, `denied`."""

    text: str
    off: frozenset[str]


def peel(text: str) -> Peeled:
    """The question in `text`, without frame, greetings, signature and denied clauses."""
    off: set[str] = set()
    unframed = _kept(text, [_FRAME.sub("", text, count=1)], "frame", off)
    clauses = _CLAUSE.findall(unframed)
    start, end = 0, len(clauses)
    while start < end - 1 and _HELLO.match(clauses[start]):
        start += 1
    greeted = _kept(unframed, clauses[start:], "hello", off)
    clauses = _CLAUSE.findall(greeted)
    end = len(clauses)
    while end > 1 and _is_farewell(clauses[end - 1]):
        end -= 1
    closed = _kept(greeted, clauses[:end], "bye", off)
    asserted = [each for each in _CLAUSE.findall(closed) if not _DENIED.match(each) and not _DISMISSED.search(each)]
    return Peeled(_kept(closed, asserted, "denied", off), frozenset(off))


def _kept(before: str, parts: list[str], name: str, off: set[str]) -> str:
    """The joined `parts` where they still say something, else all of `before`; notes in `off` what was taken."""
    after = "".join(parts)
    if after == before:
        return before
    off.add(name)
    return after if _weight(after) > _LEAST else before


def _is_farewell(clause: str) -> bool:
    return bool(_BYE.match(clause) or _SIGNATURE.match(clause)) or not _weight(clause)


def _weight(text: str) -> int:
    """How many Han characters and words stand in `text`."""
    return len(_WORD.findall(text))
