"""Layouts from TOML: `KIND.toml` for each paper, `styles.toml` for what they share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from jzledger.errors import FileBroken
from jzledger.formats import slots
from jzledger.formats.layout import (
    DATES,
    FORMULAS,
    NUMBERS,
    SUMMABLE,
    TYPES,
    Column,
    Count,
    Formula,
    Groups,
    Layout,
    Note,
    Page,
    Totals,
    WordList,
)
from jzledger.formats.paper import SLOTS
from jzledger.formats.style_file import STYLES, load_styles
from jzledger.formats.toml_table import TomlTable, read_toml

MOST_COLUMNS = 200
RULES = {"light": ("", "deadline", "investment"), "choice": ("", "ontime")}  # what is judged, by column type
GROUP_SLOTS = {"ordinal", "name", "count"}
PROPERTIES = ("light_days", "light_day_kind", "light_points", "progress_rule")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,30}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")
_NO_SHEET = re.compile(r"[\[\]:*?/\\']")


def kinds(folder: Path) -> list[str]:
    """The papers that a folder of layouts declares, by name."""
    return sorted(file.stem for file in folder.glob("*.toml") if file.stem != STYLES)


def load_layout(folder: Path, kind: str) -> Layout:
    """The layout `folder/kind.toml`. Raises FileBroken naming file, key and what is wrong."""
    if not _KIND.fullmatch(kind) or kind == STYLES:
        raise FileBroken(f"没有“{kind[:40]}”这种台账", "", f"可以用的：{' '.join(kinds(folder))}")
    styles = load_styles(folder)
    file = read_toml(folder / f"{kind}.toml")
    if file.text("kind") != kind:
        raise file.wrong("kind", "与文件名不一致")
    title, subtitle, header = file.table("title"), file.table("subtitle"), file.table("header")
    rows, signatures, notes, page = (file.table(key) for key in ("rows", "signatures", "notes", "page"))
    counts = {name: _count(table, name) for name, table in file.named("counts").items()}
    columns = tuple(map(parse_column, file.tables("columns")))
    has_groups, has_totals = file.has("groups"), file.has("totals")
    layout = Layout(
        kind=kind,
        version=file.whole("version", 1, 10_000),
        sheet=file.text("sheet"),
        source=file.text("source"),
        file=file.text("file"),
        needs=file.texts("needs", ()),
        title=title.text("text"),
        title_height=title.number("height", 36, 200),
        subtitle=(subtitle.text("left"), subtitle.text("center"), subtitle.text("right")),
        subtitle_empty=subtitle.text("right_without_rows", ""),
        subtitle_height=subtitle.number("height", 10, 100),
        counts=counts,
        header_rows=header.whole("rows", 1, 2),
        header_height=header.number("height", 10, 200),
        freeze_after=header.text("freeze_after"),
        columns=columns,
        only=_only(rows),
        required=rows.texts("required", ()),
        sort=rows.texts("sort", ()),
        row_height=rows.number("height", 18, 200),
        id_head=rows.text("id_head"),
        nothing={key: str(value) for key, value in rows.table("nothing").values.items()},
        groups=_groups(file.table("groups")) if has_groups else None,
        totals=_totals(file.table("totals")) if has_totals else None,
        lists={name: _list(table) for name, table in file.named("lists").items()},
        notes=tuple(_notes(notes)),
        rounding_note=notes.text("rounding", ""),
        signatures=signatures.texts("slots"),
        signature_height=signatures.number("height", 10, 200),
        page=Page(
            paper=page.word("paper", styles.papers),
            preset=page.word("preset", styles.presets, "standalone"),
            one_page=page.flag("one_page"),
            zoom=page.whole("zoom", 60, 100, 85),
            filter=page.flag("filter"),
        ),
        properties=page.texts("properties", ()),
        sheet_styles=styles,
    )
    for table in (file, title, subtitle, header, rows, signatures, notes, page):
        table.done()
    _check_columns(file, layout)
    _check_rest(file, layout)
    _check_slots(file, layout)
    return layout


def parse_column(table: TomlTable) -> Column:
    """One of `[[columns]]`. Raises FileBroken."""
    key = table.text("key")
    column = Column(
        key=key,
        head=table.text("head"),
        width=table.number("width", 1, 250),
        type=table.word("type", sorted(TYPES)),
        group=table.text("group", ""),
        list=table.text("list", ""),
        formula=_formula(table.table("formula")) if table.has("formula") else None,
        field=table.text("field", key),
        otherwise=table.text("otherwise", ""),
        rule=table.word("rule", RULES.get(table.text("type"), ("",)), ""),
        sentence=table.whole("sentence", 0, 10_000, 0),
        reply=table.flag("reply"),
    )
    table.done()
    if not _KEY.fullmatch(key):
        raise table.wrong("key", f"“{key}”应为小写英文字母、数字和下划线")
    return column


def _only(rows: TomlTable) -> dict[str, str]:
    if not rows.has("only"):
        return {}
    only = rows.table("only")
    return {key: only.text(key) for key in only.values}


def _formula(table: TomlTable) -> Formula:
    """`{ rate = { done = "…", plan = "…" } }`: the name of a formula and the columns that play its parts."""
    if len(table.values) != 1:
        raise table.wrong("", "一列只能有一个公式")
    name = next(iter(table.values))
    if name not in FORMULAS:
        raise table.wrong(name, f"不认识的公式“{name}”，可以用的：{'、'.join(FORMULAS)}")
    needed, optional = FORMULAS[name]
    parts = table.table(name)
    columns = {part: parts.text(part) for part in needed}
    columns |= {part: parts.text(part) for part in optional if parts.has(part)}
    parts.done()
    return Formula(name, columns)


def _count(table: TomlTable, name: str) -> Count:
    for what in ("is", "blank", "share"):
        if not table.has(what):
            continue
        column = table.text("column") if what == "is" else table.text(what)
        count = Count(cast(Any, what), column, table.text("is") if what == "is" else "")
        table.done()
        return count
    raise table.wrong("", f"{name} 应写明 is、blank 或 share")


def _groups(table: TomlTable) -> Groups:
    names = table.table("names") if table.has("names") else TomlTable({}, table.file)
    groups = Groups(
        text=table.text("text"),
        label_to=table.text("label_to"),
        names={key: names.text(key) for key in names.values},
        rest=table.text("rest", ""),
        subtotals=table.flag("subtotals"),
        restart=table.flag("restart"),
    )
    table.done()
    return groups


def _totals(table: TomlTable) -> Totals:
    totals = Totals(
        place=cast(Any, table.word("place", ("top", "bottom", "group"))),
        label=table.text("label"),
        label_to=table.text("label_to"),
        columns=table.texts("columns"),
    )
    table.done()
    return totals


def _list(table: TomlTable) -> WordList:
    words = WordList(words=table.texts("words"), grows=table.flag("grows"))
    table.done()
    if not words.words or len(set(words.words)) < len(words.words):
        raise table.wrong("words", "应至少有一个词，且不重复")
    return words


def _notes(table: TomlTable) -> Iterable[Note]:
    for place, item in enumerate(table.items("points"), 1):
        if isinstance(item, str):
            yield Note(item, {})
            continue
        point = table.inside(item, f"points[{place}]")
        yield Note(point.text("text"), dict(point.table("when").values))
        point.done()


def _check_columns(file: TomlTable, layout: Layout) -> None:
    columns = layout.columns
    if not 2 <= len(columns) <= MOST_COLUMNS:
        raise file.wrong("columns", f"应有2到{MOST_COLUMNS}列")
    types = {column.key: column.type for column in columns}
    previous = ""
    closed: set[str] = set()
    heads: set[tuple[str, str]] = set()
    for place, column in enumerate(columns, 1):
        where = f"columns[{place}]"
        if (column.group, column.head) in heads:
            raise file.wrong(f"{where}.head", f"同一组里有两个“{column.head}”")
        heads.add((column.group, column.head))
        if column.group != previous:
            closed.add(previous)
            if column.group and column.group in closed:
                raise file.wrong(f"{where}.group", f"“{column.group}”的各列应挨在一起")
            previous = column.group
        if column.group and layout.header_rows == 1:
            raise file.wrong(f"{where}.group", "表头只有一行，不能分组")
        if (column.type == "choice") != bool(column.list) or (
            column.list and column.list not in layout.lists
        ):
            raise file.wrong(f"{where}.list", f"选择列应写明 lists 中的一个，这里是“{column.list}”")
        if column.formula:
            _check_formula(file, f"{where}.formula", column, types)
    if len(types) < len(columns):
        raise file.wrong("columns", "有两列的 key 相同")


def _check_formula(file: TomlTable, where: str, column: Column, types: dict[str, str]) -> None:
    assert column.formula is not None
    if column.type not in NUMBERS:
        raise file.wrong(where, "公式只能放在数字列")
    wanted = {
        "done": SUMMABLE,
        "plan": SUMMABLE,
        "rate": {"pct"},
        "share": {"pct"},
        "start": DATES,
        "end": DATES,
    }
    for part, key in column.formula.columns.items():
        if types.get(key) not in wanted[part]:
            raise file.wrong(where, f"{part} = “{key}”不是这张表里能用于此处的列")
    done, plan = (types.get(column.formula.columns.get(part, "")) for part in ("done", "plan"))
    if done != plan:
        raise file.wrong(where, "相除的两列单位不同")


def _check_rest(file: TomlTable, layout: Layout) -> None:
    keys = {column.key: column for column in layout.columns}

    def known(place: str, key: str) -> None:
        if key not in keys:
            raise file.wrong(place, f"没有“{key}”这一列")

    if not 1 <= len(layout.sheet) <= 31 or _NO_SHEET.search(layout.sheet):
        raise file.wrong("sheet", "工作表名应为1到31个字，不含 [ ] : * ? / \\ '")
    known("header.freeze_after", layout.freeze_after)
    for key in layout.nothing:
        known("rows.nothing", key)
    for key in layout.required:
        known("rows.required", key)
    if layout.groups:
        known("groups.label_to", layout.groups.label_to)
        if layout.groups.rest and layout.groups.rest not in layout.groups.names:
            raise file.wrong("groups.rest", f"names 中没有“{layout.groups.rest}”")
    if layout.totals:
        known("totals.label_to", layout.totals.label_to)
        if layout.totals.place == "group" and not layout.groups:
            raise file.wrong("totals.place", "没有分组，不能按组合计")
        for key in layout.totals.columns:
            known("totals.columns", key)
            formula = keys[key].formula
            if keys[key].type not in SUMMABLE and (formula is None or formula.name == "days"):
                raise file.wrong("totals.columns", f"“{key}”这一列不能合计")
            _check_parts(file, key, formula, layout.totals)
    elif layout.groups and layout.groups.subtotals:
        raise file.wrong("groups.subtotals", "没有 totals，不知道小计哪些列")
    if layout.page.filter and (layout.groups or (layout.totals and layout.totals.place != "bottom")):
        raise file.wrong("page.filter", "数据中间有分组行或合计行的表不能筛选")
    for name, count in layout.counts.items():
        if count.what == "share":
            if count.column not in layout.counts or layout.counts[count.column].what == "share":
                raise file.wrong(f"counts.{name}", f"没有“{count.column}”这个个数")
        else:
            known(f"counts.{name}", count.column)
    if len(layout.signatures) != 4:
        raise file.wrong("signatures.slots", "应有4格")
    if not set(layout.properties) <= set(PROPERTIES):
        raise file.wrong("page.properties", f"可以用的：{'、'.join(PROPERTIES)}")


def _check_parts(file: TomlTable, key: str, formula: Formula | None, totals: Totals) -> None:
    """A rate in a total row divides sums of the same row: they must be there."""
    for part in formula.columns.values() if formula else ():
        if part not in totals.columns:
            raise file.wrong("totals.columns", f"“{key}”要用到“{part}”，合计中没有这一列")


def _check_slots(file: TomlTable, layout: Layout) -> None:
    known = {*SLOTS, *layout.needs, *layout.counts}
    texts = {
        "file": [layout.file],
        "title.text": [layout.title],
        "subtitle": [*layout.subtitle, layout.subtitle_empty],
        "columns": [text for column in layout.columns for text in (column.head, column.group)],
        "notes": [*(note.text for note in layout.notes), layout.rounding_note],
        "signatures.slots": list(layout.signatures),
    }
    allowed = dict.fromkeys(texts, known)
    if layout.groups:
        texts["groups.text"] = [layout.groups.text]
        allowed["groups.text"] = GROUP_SLOTS
    for place, templates in texts.items():
        for template in templates:
            fault = slots.fault(template)
            if fault:
                raise file.wrong(place, f"“{template}”：{fault}")
            for name in sorted(slots.names(template) - allowed[place]):
                raise file.wrong(place, f"“{template}”：没有“{name}”可填")
