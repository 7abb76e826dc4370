"""Where values come from: articles, figures that others published, evidence, attachments, dispatched workbooks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, BigInteger, Date, Float, Index, Integer
from sqlalchemy.orm import Mapped

from jzledger.records.base import Bytes, Id, Record, column, to, unique_among_live, yuan


class Article(Record):
    """A newspaper page: the bytes as received, the text after repair, and what was mended."""

    __tablename__ = "article"
    title: Mapped[str | None] = column()
    paper: Mapped[str | None] = column()
    published_on: Mapped[date | None] = column(Date)
    event_text: Mapped[str | None] = column()
    reporter: Mapped[str | None] = column()
    file_name: Mapped[str | None] = column()
    sha256: Mapped[str] = column(nullable=False)
    raw: Mapped[bytes] = column(Bytes, nullable=False)
    clean_text: Mapped[str] = column(nullable=False)
    repairs: Mapped[list[dict[str, object]] | None] = column(JSON(none_as_null=True))

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (unique_among_live("uq_article_sha256", "sha256"),)


class Figure(Record):
    """A total as others published it; the figure audit holds ours against it. `period` as 2019-01/2019-11."""

    __tablename__ = "figure"
    article_id: Mapped[str | None] = to("article")
    project_id: Mapped[str | None] = to("project")
    scope: Mapped[str] = column(nullable=False)
    level: Mapped[str | None] = column()
    kind: Mapped[str] = column(nullable=False)
    count: Mapped[int | None] = column(Integer)
    amount_yuan: Mapped[int | None] = yuan()
    ratio: Mapped[float | None] = column(Float)
    period: Mapped[str | None] = column()
    year: Mapped[int | None] = column(Integer)
    month: Mapped[int | None] = column(Integer)
    qualifier: Mapped[str | None] = column()


class Evidence(Record):
    """Which sentence or cell a value came from. `place` is "1204:1236" in clean_text, or "问题台账!D5"."""

    __tablename__ = "evidence"
    source_kind: Mapped[str] = column(nullable=False)
    source_id: Mapped[str] = column(Id, nullable=False)
    place: Mapped[str | None] = column()
    quote: Mapped[str | None] = column()
    noun_name: Mapped[str] = column("noun", nullable=False)
    row_id: Mapped[str] = column(Id, nullable=False)
    column_name: Mapped[str | None] = column("column")

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (Index("ix_evidence_row", "noun", "row_id"), Index("ix_evidence_source", "source_id"))


class Dispatch(Record):
    """A workbook sent to a unit: `base` holds the cells and versions as sent (compressed JSON)."""

    __tablename__ = "dispatch"
    unit_id: Mapped[str] = to("unit", required=True)
    layout: Mapped[str] = column(nullable=False)
    sent_on: Mapped[date | None] = column(Date)
    due_on: Mapped[date | None] = column(Date)
    file_name: Mapped[str | None] = column()
    token: Mapped[str] = column(nullable=False)
    base: Mapped[bytes | None] = column(Bytes)
    state: Mapped[str] = column(nullable=False)
    returned_on: Mapped[date | None] = column(Date)
    merge_step_id: Mapped[str | None] = column("step_id", Id)


class Attachment(Record):
    """A document kept with a row; its bytes are in `Blob` under the same sha256."""

    __tablename__ = "attachment"
    noun_name: Mapped[str] = column("noun", nullable=False)
    row_id: Mapped[str] = column(Id, nullable=False)
    name: Mapped[str] = column(nullable=False)
    media_type: Mapped[str | None] = column()
    size: Mapped[int] = column(BigInteger, nullable=False)
    sha256: Mapped[str] = column(nullable=False)

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (Index("ix_attachment_row", "noun", "row_id"),)


class Blob(Record):
    """Bytes of an attachment, once per content."""

    __tablename__ = "blob"
    sha256: Mapped[str] = column(nullable=False)
    data: Mapped[bytes] = column("bytes", Bytes, nullable=False)

    @classmethod
    def keys(cls) -> tuple[Index, ...]:
        return (unique_among_live("uq_blob_sha256", "sha256"),)
