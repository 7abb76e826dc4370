"""Before a foreign workbook is parsed: is it one, is it whole, and does it unpack to a bearable size?

Declared sizes are not trusted: every member of a zip is read in pieces, which also checks its sum. On the way the
pieces are searched for what needs a closer look, so that nobody has to unpack them again without need.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Literal

from jzledger.errors import EncryptedWorkbook, FileBroken, NotAWorkbook, WorkbookTooLarge

LARGEST = 50 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 10_000
MOST_SHAPES = 4 * 1024 * 1024
"""Bytes of a part that describes the workbook (names of sheets, relations); real ones have a few thousand."""

_PIECE = 1 << 20
_OVERLAP = 16  # more than the longest mark
_PROLOG = 65_536
_ODD_RATIO = 100  # sheets of real ledgers shrink to a tenth or a thirtieth
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "图片或声音"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"SQLite format 3", "数据库（台账）"),
    (b"{\\rtf", "RTF文档"),
    (b"\x7fELF", "程序"),
    (b"MIME-Version", "网页存档"),
)
# Plain pieces of XML: looking for them costs next to nothing, patterns would cost more than reading the cells.
# Finding one that means nothing only costs the closer look.
_XLSX_MARKS = {
    "hidden": (b"hidden=",),
    "error": (b't="e"',),
    "formula": (b":f>", b":f "),  # and <f, see `_has_formula`
}
_ODS_MARKS = {
    "hidden": (b"visibility=",),
    "error": (b'"error"', b">#"),
    "formula": (b"formula=",),
    "merged": (b"-spanned=",),
}
_FAR = re.compile(
    rb'r="(?:[A-Za-z]{3,}[0-9]|[A-Za-z]{0,2}[0-9]{6})'
)  # begins with a plain piece, which is quick
"""Cells so far away that the sheet must be looked at before it is laid out."""
_LYING_COUNT = re.compile(rb"""ount=["'][0-9]{8}""")
"""A number of texts or styles that no file of this size holds; room would be made for all of them."""

Container = Literal["xlsx", "ods", "xls", "xml", "html", "text"]


@dataclass(frozen=True)
class Checked:
    """What the bytes are. `marks`: by member, what its bytes hold that calamine does not tell.

    `xlsx` stands for everything of that family (xlsm, et saved as one), `xls` for the older binary workbooks.
    """

    container: Container
    marks: dict[str, frozenset[str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def check(data: bytes, file_name: str) -> Checked:
    """Raises NotAWorkbook, EncryptedWorkbook, WorkbookTooLarge or FileBroken: one sentence that names the cause."""
    if file_name.startswith("~$"):
        raise NotAWorkbook("这是 Excel 打开工作簿时留下的临时文件，请选名字前没有“~$”的那个", file_name)
    if not data:
        raise NotAWorkbook("文件是空的（0字节），不是工作簿", file_name)
    if len(data) > LARGEST:
        raise WorkbookTooLarge(f"文件太大（超过{LARGEST >> 20}MB），不读取", file_name)
    if data.startswith(_ZIP):
        return _check_zip(data, file_name)
    if data.startswith(b"PK"):
        raise FileBroken("文件已损坏：压缩包的开头不完整", file_name)
    if data.startswith(_OLE):
        return _check_ole(data, file_name)
    for start, called in _OTHERS:
        if data.startswith(start):
            raise NotAWorkbook(f"这是{called}，不是工作簿，后缀名不能说明内容", file_name)
    return Checked(_kind_of_text(data, file_name))


def _check_zip(data: bytes, file_name: str) -> Checked:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_members(archive, file_name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise FileBroken("文件已损坏或没有下载完整：压缩包读不出来", file_name, detail=str(error)) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise EncryptedWorkbook("文件加了密码，请先去掉密码再读取", file_name, detail=str(error)) from error


def _check_members(archive: zipfile.ZipFile, file_name: str) -> Checked:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(names) > MOST_MEMBERS:
        raise WorkbookTooLarge(f"压缩包里有{len(names)}个文件，不像工作簿，不读取", file_name)
    lowered = [name.lower() for name in names]
    if any(lowered.count(name) > 1 for name in ("xl/workbook.xml", "content.xml")):
        raise FileBroken("文件已损坏：压缩包里有重名的部分", file_name)
    container = _container_of(archive, set(lowered), file_name)
    room, marks = MOST_UNPACKED, {}
    for info in infos:
        room, found = _scan(archive, info, room, file_name)
        if found:
            marks[info.filename] = found
    remarks = []
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lowered):
        remarks.append("文件里有宏，没有运行，只读取了数值")
    if any(name.startswith("xl/externallinks/") for name in lowered):
        remarks.append("文件引用了其他工作簿，没有打开它们，只读取了这个文件里存下的数值")
    return Checked(container, marks, tuple(remarks))


def _container_of(archive: zipfile.ZipFile, names: set[str], file_name: str) -> Container:
    if "xl/workbook.bin" in names:
        raise NotAWorkbook("这是 xlsb（二进制）工作簿，请用 Excel 或 WPS 另存为 xlsx 再读取", file_name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        raise NotAWorkbook("这是Word文档，不是工作簿", file_name)
    if "ppt/presentation.xml" in names:
        raise NotAWorkbook("这是演示文稿，不是工作簿", file_name)
    if "content.xml" in names and "mimetype" in names:
        with archive.open("mimetype") as member:
            kind = member.read(200)
        if b"spreadsheet" not in kind:
            raise NotAWorkbook("这是文字文档或演示文稿，不是工作簿", file_name)
        if b"encryption-data" in _first(archive, "META-INF/manifest.xml"):
            raise EncryptedWorkbook("工作簿加了密码，请先去掉密码再读取", file_name)
        return "ods"
    if any(name.startswith("xl/") for name in names):
        # The part that names the sheets may have any name; calamine finds it by the relations.
        return "xlsx"
    raise NotAWorkbook("这是压缩包，不是工作簿，请先解压", file_name)


def _first(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as member:
            return member.read(MOST_SHAPES)
    except KeyError:
        return b""


def _scan(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int, file_name: str
) -> tuple[int, frozenset[str]]:
    """Room left after a member, and the marks found in it. A wrong sum or length raises BadZipFile."""
    is_ods = info.filename == "content.xml"
    is_sheet = is_ods or "/worksheets/" in info.filename
    wanted = _ODS_MARKS if is_ods else _XLSX_MARKS
    is_xml = info.filename.lower().endswith((".xml", ".rels"))
    found: set[str] = set()
    tail, start, size = b"", True, 0
    with archive.open(info) as member:
        while piece := member.read(_PIECE):
            room -= len(piece)
            size += len(piece)
            if room < 0:
                raise WorkbookTooLarge(
                    f"文件解开后超过{MOST_UNPACKED >> 20}MB（疑似压缩炸弹），不读取", file_name
                )
            if is_xml and start and (b"<!DOCTYPE" in piece[:_PROLOG] or b"<!ENTITY" in piece[:_PROLOG]):
                raise FileBroken("文件里定义了XML实体或文档类型，可能有害，不读取", file_name)
            if is_xml and _LYING_COUNT.search(piece):
                raise FileBroken("文件已损坏：它说的条目数和内容对不上", file_name)
            start = False
            if is_sheet and size > _ODD_RATIO * max(info.compress_size, _PIECE // _ODD_RATIO):
                found.update(wanted, ("far",))  # hardly a real sheet: only its size is watched from here on
            elif is_sheet:
                joined = tail + piece if tail else piece
                found.update(name for name, marks in wanted.items() if any(mark in joined for mark in marks))
                if not is_ods and _has_formula(joined):
                    found.add("formula")
                if "far" not in found and (_FAR.search(joined) or b" r='" in joined):
                    found.add("far")
                tail = piece[-_OVERLAP:]
    return room, frozenset(found)


def _has_formula(sheet: bytes) -> bool:
    """Is the first <f… of a sheet a cell's formula? Those of its lists (<formula1>) come behind all cells."""
    at = sheet.find(b"<f")
    return at >= 0 and sheet[at + 2 : at + 3] in (b">", b" ", b"/", b"\n", b"")


def _check_ole(data: bytes, file_name: str) -> Checked:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise EncryptedWorkbook("工作簿加了密码，请先去掉密码再读取", file_name)
    if holds("WordDocument"):
        raise NotAWorkbook("这是Word文档，不是工作簿", file_name)
    if holds("PowerPoint Document"):
        raise NotAWorkbook("这是演示文稿，不是工作簿", file_name)
    if not holds("Workbook") and not holds("Book"):
        raise NotAWorkbook("文件里没有工作簿，或者文件不完整", file_name)
    remarks = ("文件里有宏，没有运行，只读取了数值",) if holds("_VBA_PROJECT") else ()
    return Checked("xls", remarks=remarks)


def _kind_of_text(data: bytes, file_name: str) -> Container:
    """Raises NotAWorkbook for bytes that are no text."""
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _by_markup(start.decode("utf-16", "ignore").lower())
    if b"\x00" in start:
        raise NotAWorkbook("文件内容不是工作簿，也不是文字", file_name)
    return _by_markup(start.decode("latin-1").lower())


def _by_markup(start: str) -> Container:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start:
        return "xml"
    if re.search(r"<(?:html|table|!doctype html|head|body|meta)\b", start):
        return "html"
    return "text"
