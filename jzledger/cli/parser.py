"""The words of the command line."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from jzledger.ui.page_list import NAMES

# What argparse says, in Chinese.
_MESSAGES = (
    (r"^the following arguments are required: (.*)$", r"缺少 \1"),
    (r"^argument ([^:]*): invalid choice: (.*) \(choose from (.*)\)$", r"\1 不能是 \2，可以是 \3"),
    (r"^argument ([^:]*): invalid int value: (.*)$", r"\1 应为整数，不能是 \2"),
    (r"^argument ([^:]*): expected (?:one|at least one) argument$", r"\1 后面缺少内容"),
    (r"^argument ([^:]*): ", r"\1 "),
    (r"^unrecognized arguments: (.*)$", r"多出来的内容 \1"),
    (r"^ambiguous option: (.*) could match (.*)$", r"\1 不明确，可以是 \2"),
)


class ChineseParser(argparse.ArgumentParser):
    """An ArgumentParser that says what is wrong in Chinese: one line what, one line what to do. Exit code 2."""

    def error(self, message: str) -> NoReturn:
        for english, chinese in _MESSAGES:
            message = re.sub(english, chinese, message)
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        print(f"用法不对：{message}", file=sys.stderr)
        print(f"正确的写法：{usage}", file=sys.stderr)
        raise SystemExit(2)


def a_day(text: str) -> date:
    """Raises ArgumentTypeError for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 YYYY-MM-DD") from None


def a_size(text: str) -> tuple[int, int]:
    """Raises ArgumentTypeError for anything but WIDTHxHEIGHT within what a screen can be."""
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if not found or not (640 <= int(found[1]) <= 8000 and 480 <= int(found[2]) <= 8000):
        raise argparse.ArgumentTypeError(f"“{text}”不是画面大小，请写成如 1440x900")
    return int(found[1]), int(found[2])


def a_value(text: str) -> tuple[str, str]:
    """Raises ArgumentTypeError for anything but KEY=VALUE."""
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise argparse.ArgumentTypeError(f"“{text}”应写成 列=值，如 due=6月底前")
    return key, value


def build() -> ChineseParser:
    """The parser of all commands; `command` names the one chosen."""
    from jzledger.records.fields import TABLES  # not before: the window needs no parser of commands

    arguments_known = {**_ARGUMENTS, "table": {"choices": tuple(TABLES), "metavar": "TABLE"}}
    parser = ChineseParser(prog="jzledger", description="焦作市重点项目台账", add_help=True)
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=ChineseParser)
    common = ChineseParser(add_help=False)
    common.add_argument("--json", action="store_true", help="输出一个JSON文档")
    common.add_argument("--on", type=a_day, metavar="YYYY-MM-DD", help="以这一天为“今天”")
    common.add_argument("--by", metavar="姓名", help="经办人，默认为登录名")

    def command(name: str, text: str, *arguments: Any) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        for argument in arguments:
            made.add_argument(argument, **arguments_known.get(argument, {}))
        return made

    command("sample", "生成样例和演示两个台账及其表格、图片", "folder")
    new = command("new", "新建空台账", "ledger")
    new.add_argument("--city", default="4108", help="行政区划代码")
    new.add_argument("--office", default="焦作市重点项目建设办公室")
    new.add_argument("--year", type=int)
    command("info", "结构版本、完整性、各表行数", "ledger")
    command("rows", "打印一张表", "ledger", "table")
    command("add", "新增一行", "ledger", "table", "values")
    command("edit", "修改一行", "ledger", "table", "id", "values")
    command("delete", "删除一行，放入回收站", "ledger", "table", "id")
    command("undo", "撤销自己最近一步", "ledger")
    command("redo", "恢复自己最近撤销的一步", "ledger")
    command("extract", "读出一篇文章说了什么", "file")
    command("deadline", "解读一个完成时限", "text")
    command("table", "读出一个工作簿里的行", "file")
    imports = command("import", "导入文章", "ledger", "files")
    imports.add_argument("--accept", choices=("certain", "all"), default="certain")
    export = command("export", "导出台账", "ledger", "kind", "out")
    export.add_argument("--year", type=int)
    export.add_argument("--month", type=int, choices=range(1, 13))
    dispatch = command("dispatch", "给每个责任单位生成一份要填的表", "ledger", "folder")
    dispatch.add_argument("--due", type=a_day, metavar="YYYY-MM-DD", help="返回期限，默认5个工作日")
    dispatch.add_argument("--month", type=int, choices=range(1, 13), help="填报到哪个月，默认上个月")
    collect = command("collect", "逐格合并交回的表", "ledger", "files")
    collect.add_argument("--older", action="store_true", help="也收已重新下发过的旧表")
    shot = command("shot", "给窗口的一页拍照", "ledger", "page", "out")
    shot.add_argument("--size", type=a_size, default=(1440, 900))
    shot.add_argument("--dark", action="store_true")
    command("backup", "做一份经过校验的备份", "ledger", "out")
    return parser


def window_parser() -> ChineseParser:
    """`jzledger [LEDGER]`: opens the window."""
    parser = ChineseParser(
        prog="jzledger", description="焦作市重点项目台账", epilog=f"命令：{' '.join(sorted(COMMANDS))}"
    )
    parser.add_argument("ledger", nargs="?", metavar="LEDGER", help="台账文件或数据库地址")
    parser.add_argument("--dark", action="store_true", help="深色界面")
    parser.add_argument("--by", metavar="姓名", help="经办人，默认为登录名")
    parser.add_argument("--on", type=a_day, metavar="YYYY-MM-DD", help="以这一天为“今天”")
    return parser


_ARGUMENTS: dict[str, dict[str, Any]] = {
    "folder": {"type": Path},
    "ledger": {"metavar": "LEDGER"},
    "values": {"nargs": "+", "type": a_value, "metavar": "列=值"},
    "file": {"type": Path, "metavar": "FILE"},
    "files": {"nargs": "+", "type": Path, "metavar": "FILE"},
    "kind": {"metavar": "KIND"},
    "out": {"type": Path, "metavar": "OUT"},
    "page": {"choices": NAMES, "metavar": "PAGE"},
}
COMMANDS = frozenset(
    "sample new info rows add edit delete undo redo extract deadline table import export dispatch collect shot backup".split()
)
