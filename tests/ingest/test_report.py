"""What is told of a page: every change, in one place each."""

import json

from scrub import scrub

from qiwen.ingest.page import Reading
from qiwen.ingest.report import as_object, as_report, joined, pieces

RAW = "當(dāng)前位置:首頁(yè) > 新聞\n部分?jǐn)?shù)據不遷移，請(qǐng)先備份，不能取消。\n點(diǎn)贊 1"
READING = Reading("page.txt", scrub(RAW), ())


def test_json_tells_every_edit_with_its_place() -> None:
    told = as_object("page.txt", READING, None)

    assert json.loads(json.dumps(told)) == told
    assert told["text"] == "部分数据不迁移，请先备份，不能取消。"
    for edit in (*told["removed"], *told["repaired"]):
        assert RAW[edit["start"] : edit["end"]] == edit["text"]
        assert edit["reason"]
    assert sum(told["counts"].values()) == len(told["removed"]) + len(told["repaired"])
    assert told["counts"]["pinyin"] == 4


def test_a_refused_file_has_every_key() -> None:
    assert as_object("x", None, "why").keys() == as_object("x", READING, None).keys()
    assert as_object("x", None, "why")["error"] == "why"


def test_a_person_reads_what_went_in_one_go_as_one() -> None:
    first = joined(READING.page.edits)[0]

    assert (first.kind, first.text) == ("navigation", "當前位置:首頁 > 新聞\n")


def test_the_report_counts_every_character() -> None:
    lines = list(as_report(READING))
    total, kept, repaired, removed = (int(word) for word in lines[1].split() if word.isdecimal())

    assert total == len(RAW) == kept + repaired + removed
    assert any("部分数据不迁移" in line for line in lines)


def test_a_diff_is_the_page_as_read() -> None:
    told = list(pieces(READING.page))

    assert "".join(text for what, text in told if what in ("kept", "removed")) == RAW
    assert "".join(text for what, text in told if what in ("kept", "put")) == READING.page.text
    assert ("why", "lost-character") in told
