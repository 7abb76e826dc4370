"""Forms: the sheets that go out to a unit, declared in `resources/dispatch/KIND.toml` (ledgers.md, section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from jzledger.formats import slots
from jzledger.formats.layout import Column, Layout
from jzledger.formats.layout_file import load_layout, parse_column
from jzledger.formats.paper import SLOTS
from jzledger.formats.toml_table import TomlTable, read_toml

KINDS = ("issues", "directives", "figures")
FORM_SLOTS = frozenset({"unit", "due_on", "reply"})


@dataclass(frozen=True)
class Form:
    """One sheet to be filled in. Columns, lists and styles are in `layout`; `keys` tell rows apart by their words."""

    kind: str
    layout: Layout
    hint: str
    keys: tuple[str, ...]

    def replies(self) -> tuple[Column, ...]:
        """The columns that the unit fills in."""
        return tuple(column for column in self.layout.columns if column.reply)


def load_forms(resources: Path) -> tuple[Form, ...]:
    """All forms, in the order of the sheets. Raises FileBroken naming file, key and what is wrong."""
    return tuple(load_form(resources, kind) for kind in KINDS)


@lru_cache(maxsize=16)
def load_form(resources: Path, kind: str) -> Form:
    """The form `resources/dispatch/KIND.toml`, read once. Raises FileBroken."""
    file = read_toml(resources / "dispatch" / f"{kind}.toml")
    if file.text("kind") != kind:
        raise file.wrong("kind", "与文件名不一致")
    like = load_layout(resources / "layouts", file.text("like"))
    columns = tuple(map(parse_column, file.tables("columns"))) if file.has("columns") else like.columns
    layout = replace(
        like,
        kind=kind,
        sheet=file.text("sheet"),
        source=file.text("source", like.source),
        title=file.text("title"),
        header_rows=2 if any(column.group for column in columns) else 1,
        freeze_after=file.text("freeze_after", like.freeze_after),
        columns=columns,
        sort=file.texts("sort", like.sort),
        page=replace(like.page, paper=file.word("paper", like.sheet_styles.papers, like.page.paper)),
    )
    form = Form(kind, layout, file.text("hint"), file.texts("keys"))
    file.done()
    _check(file, form)
    return form


def _check(file: TomlTable, form: Form) -> None:
    known = {column.key for column in form.layout.columns}
    for key in (*form.keys, form.layout.freeze_after):
        if key not in known:
            raise file.wrong("keys", f"没有“{key}”这一列")
    if not form.replies():
        raise file.wrong("columns", "没有要填的列（reply）")
    for place, text in (("title", form.layout.title), ("hint", form.hint)):
        wrong = slots.fault(text) or "、".join(sorted(slots.names(text) - SLOTS - FORM_SLOTS))
        if wrong:
            raise file.wrong(place, f"“{text}”：{wrong}")
