"""A small content folder, as an author would begin one: two notices, a check, a guide, two intents."""

from pathlib import Path

from qiwen.content.files import bundled

FILES = {
    "knowledge/sources/2022-04-21-notice.toml": """
publisher = "腾曦"
operator = "tengxi"
title = "合并公告"
name = "合并公告"
name_en = "merge notice"
published = 2022-04-21
seen = 2026-11-22
""",
    "knowledge/notices/creator-only.toml": """
title = "只有创建人能迁移"
title_en = "Only the creator"
says = "只有创建人能发起迁移。"
says_en = "Only the creator can start the migration."
weight = "limit"
phase = "before"
valid_from = 2022-04-21
see_also = ["erased"]

[[source]]
article = "2022-04-21-notice"
paragraph = "一"
role = "states"
reviewed = 2026-11-22
""",
    "knowledge/notices/erased.toml": """
title = "B 的邮件会删除"
title_en = "B's mail is erased"
says = "B 原来的邮件会全部删除。"
says_en = "All mail of B is erased."
next = "先备份。"
next_en = "Back up first."
weight = "irreversible"
phase = "before"
valid_from = 2022-04-21

[[source]]
article = "2022-04-21-notice"
paragraph = "二"
role = "states"
reviewed = 2026-11-22
""",
    "knowledge/checks/migration.toml": """
title = "能不能迁"
title_en = "May we migrate"
opening = "看两条。"
opening_en = "Two things."
notices = ["creator-only"]

[[question]]
id = "creator"
name = "谁来操作"
name_en = "who does it"
ask = "你是创建人吗？"
ask_en = "Are you the creator?"
why = "只有创建人能迁。"
why_en = "Only the creator can."

[[question.option]]
id = "yes"
label = "是"
label_en = "Yes"
says = ["@yes"]

[[question.option]]
id = "no"
label = "不是"
label_en = "No"
says = ["@no"]
finding = "not-creator"

[[question]]
id = "backup"
name = "备份"
name_en = "the backup"
ask = "备份了吗？"
ask_en = "Is there a backup?"
why = "邮件会删除。"
why_en = "Mail is erased."

[[question.option]]
id = "yes"
label = "备份了"
label_en = "Yes"
says = ["@yes"]

[[question.option]]
id = "no"
label = "没有"
label_en = "No"
says = ["@no"]
finding = "no-backup"

[[finding]]
id = "not-creator"
weight = "blocks"
order = 10
says = "你不是创建人。"
says_en = "You are not the creator."
notices = ["creator-only"]

[[finding]]
id = "no-backup"
weight = "first"
order = 20
says = "还没备份。"
says_en = "There is no backup."
notices = ["erased"]
guide = "migration"
""",
    "knowledge/guides/migration.toml": """
title = "怎么迁"
title_en = "How to migrate"
opening = "两步。"
opening_en = "Two steps."
closing = "完了。"
closing_en = "Done."
check = "migration"

[[step]]
id = "backup"
do = "先备份。"
do_en = "Back up."
cautions = ["存到 B 以外。"]
cautions_en = ["Outside B."]
notices = ["erased"]

[[step.branch]]
label = "谁来操作"
label_en = "Who does it"
says = ["谁来"]
notice = "creator-only"

[[step]]
id = "start"
do = "点入口。"
do_en = "Click."
guarded = true
""",
    "intents/who.toml": """
title = "谁能操作迁移"
title_en = "Who may migrate"
group = "before"
unlike = ["邮件会删吗"]
follow = ["check"]

[answer]
notice = "creator-only"
also = ["erased"]

[asks]
anna = ["谁能迁移", "老板能迁移吗"]
bert = ["谁来点"]
""",
    "intents/check.toml": """
title = "能不能迁"
title_en = "May we migrate"
group = "before"
follow = ["who"]

[answer]
check = "migration"

[asks]
anna = ["我们能迁吗"]
bert = ["有什么条件"]
""",
    "intents/_outside.toml": """
[asks]
anna = ["明天下雨吗"]
""",
    "intents/_tuning.toml": """
sure = 0.6
margin = 0.1
torn = 0.2
near = 0.1
menu = ["check", "who"]
""",
    "knowledge/manners.toml": """
pause_hours = 24
stale_days = 7
unclear = 3
misses = 2
solved_every = 3
review_days = 365
panic_notices = ["erased"]
""",
    "knowledge/lexicon.toml": """
[terms]
"企业微信" = ["企微"]

[concepts]
creator = ["创建人"]
""",
}
COPIED = ("knowledge/phrases.toml", "knowledge/words.toml")
"""Wording of the talk itself, as it stands."""


def lay(root: Path) -> Path:
    """Write the folder below `root`."""
    texts = FILES | {name: (bundled() / name).read_text(encoding="utf-8") for name in COPIED}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
