"""Documents kept with a row. The bytes lie once in the ledger, however many rows hold them."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import BadValue, FileBroken, Missing
from jzledger.ledger import names
from jzledger.records.sources import Attachment, Blob
from jzledger.rules.file_names import is_program, safe_name, size_words

LIMIT = 20 << 20  # bytes of one attachment: a ledger goes by mail and on sticks
_LIMIT_TODO = "请压缩、拆分，或把文件放在共享文件夹里，在备注里写明位置。"


@dataclass(frozen=True)
class Attached:
    """An attachment without its bytes. `at` is UTC."""

    id: str
    name: str
    size: int
    at: datetime
    by: str


def read_file(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a file that is to be attached. Its size is asked first: too large a file is never read.

    Raises BadValue for one that is too large, empty or a program; FileBroken where it cannot be read.
    """
    name = safe_name(path.name)
    try:
        if not path.is_file():
            raise FileBroken("不是一个文件", name, "请选择要附上的文件，不能附文件夹。")
        _refuse(name, path.stat().st_size)
        with path.open("rb") as file:
            # One byte more than allowed, as the file may be growing.
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise FileBroken("读不了这个文件", name, "请检查它是否还在、能否打开。", detail=str(error)) from error
    _refuse(name, len(data))
    return name, data


def _refuse(name: str, size: int) -> None:
    if size > LIMIT:
        words = f"文件有 {size_words(size)}，附件最大 {size_words(LIMIT)}"
        raise BadValue(words, name, _LIMIT_TODO)
    if not size:
        raise BadValue("文件是空的", name, "请检查是否选对了文件。")
    if is_program(name):
        raise BadValue("程序和脚本不能作附件", name, "请附上文档、表格、图片或压缩包。")


def attach(session: Session, noun: str, row_id: str, name: str, data: bytes) -> None:
    """Keep a document with a row. `name` may be a path of any system; only its last part is kept."""
    name = safe_name(name)
    _refuse(name, len(data))
    row = names.get(session, noun, row_id)
    digest = hashlib.sha256(data).hexdigest()
    # One in the recycle bin comes back: there is never a second copy.
    blob = session.scalars(select(Blob).where(Blob.sha256 == digest)).first()
    if blob is None:
        session.add(Blob(sha256=digest, data=data))
    elif blob.deleted_at is not None:
        blob.deleted_at = None
    kind, _ = mimetypes.guess_type(name)
    session.add(
        Attachment(
            noun_name=row.noun(), row_id=row.id, name=name, media_type=kind, size=len(data), sha256=digest
        )
    )


def detach(session: Session, attachment_id: str) -> None:
    """Put an attachment into the recycle bin; its bytes stay until that is emptied."""
    names.get(session, "attachment", attachment_id).deleted_at = session.now  # type: ignore[attr-defined]


def attached_to(session: Session, noun: str, row_id: str) -> list[Attached]:
    """Attachments of a row, the oldest first."""
    query = select(Attachment).where(
        Attachment.noun_name == noun, Attachment.row_id == row_id, Attachment.deleted_at.is_(None)
    )
    found = session.scalars(query.order_by(Attachment.id))
    return [Attached(one.id, one.name, one.size, one.created_at, one.created_by) for one in found]


def content(session: Session, attachment_id: str) -> tuple[str, bytes]:
    """Name and bytes. Raises Missing."""
    one = names.get(session, "attachment", attachment_id)
    # An undo of somebody else may have put the bytes into the bin while this row still needs them.
    data = session.scalars(select(Blob.data).where(Blob.sha256 == one.sha256)).first()
    if data is None:
        raise Missing("附件的内容不在台账里", one.name, "请从备份里找。")
    return one.name, data


def unused_blobs(session: Session) -> dict[str, Any]:
    """Bytes that no living attachment needs, by id: what emptying the recycle bin may take."""
    living = select(Attachment.sha256).where(Attachment.deleted_at.is_(None))
    return {blob.id: blob for blob in session.scalars(select(Blob).where(Blob.sha256.not_in(living)))}
