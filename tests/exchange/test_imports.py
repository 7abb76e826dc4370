"""Files into a ledger without a window: articles and workbooks told apart by content, each one Step, failures told."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger import paths
from jzledger.errors import AlreadyImported, Cancelled, NoRows
from jzledger.exchange.file_kinds import is_workbook
from jzledger.exchange.imports import ImportReport, import_files
from jzledger.rules.proposal import Proposal
from tests.office import Office

HEAD = ("序号", "项目名称", "存在问题", "牵头单位", "完成时限")
ARTICLE = """
2024-03-18 来源:云岭日报
3月17日,副市长成蹊调研重点项目建设情况,强调要加快建设进度。
云岭区智能装备产业园项目是省重点项目,总投资5亿元,2024年2月20日开工。
"""


def book(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "台账"
    for line in (["云岭市重点项目问题台账"], ["填报时间：2024年6月3日"], head, *rows):
        sheet.append(list(line))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


ONE = book([(1, "云杉产业园", "林地手续未批", "市林业局", "6月底前")])


def bring(office: Office, *files: Path, accept: Any = Proposal.certain) -> ImportReport:
    return import_files(office.ledger, files, office.context, paths.resources(), accept=accept)


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_workbook_and_an_article_come_in_by_one_call(file_office: Office, tmp_path: Path):
    files = put(tmp_path, "台账.xlsx", ONE), put(tmp_path, "稿件.txt", ARTICLE.encode())
    report = bring(file_office, *files, accept=Proposal.accepted)
    assert not report.problems and len(report.changes) == 2
    assert report.added["issues"] == 1 and report.added["articles"] == 1
    assert [row["title"] for row in file_office.rows("issues")] == ["林地手续未批"]
    assert report.changes[0].label == "导入表格“台账.xlsx”"
    assert "attachment" not in report.added and "blob" not in report.added


def test_what_it_is_tells_not_what_it_is_called(file_office: Office, tmp_path: Path):
    report = bring(file_office, put(tmp_path, "台账.txt", ONE))
    assert not report.problems and report.added["issues"] == 1


SENTENCE = (
    "云岭市重点项目建设现场会昨日召开，会议要求各县区各部门把项目建设抓得更紧，把存在的问题一项一项解决到位。"
)
PARAGRAPHS = f"<p>{SENTENCE}</p>" * 12
BREAKS = f"{SENTENCE}<br>" * 12
TABLE = "<table><tr><td>序号</td><td>项目名称</td><td>存在问题</td></tr>" + "".join(
    f"<tr><td>{n}</td><td><p>云岭园区{n}期</p></td><td>供电线路尚未开工</td></tr>" for n in range(9)
) + "</table>"  # fmt: skip


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>某报</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "workbook"),
    [
        (ONE, True),
        ("序号,项目名称,存在问题\n1,甲园,未批\n2,乙园,未交地\n".encode("gb18030"), True),
        ("序号\t项目名称\t存在问题\n1\t甲园\t未批\n".encode("utf-16"), True),
        (b"<html><table><tr><td>a</td></tr></table></html>", True),
        (page(TABLE), True),
        (page("<p>制表说明：请逐项填写，月底前报送。</p>" + TABLE), True),
        (page(f"<div>{PARAGRAPHS}</div><table><tr><td>上一篇</td><td>下一篇</td></tr></table>"), False),
        (page(f"<table><tr><td>导航</td><td>{PARAGRAPHS}</td></tr></table>"), False),
        (page(f"<table><tr><td>导航</td><td>{BREAKS}</td></tr></table>"), False),
        (page(f"<script>{'x' * 70_000}</script>{PARAGRAPHS}<table><tr><td>版权</td></tr></table>"), False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, True),
        (b"PK\x03\x04 broken", True),
        (ARTICLE.encode(), False),
        (ARTICLE.encode("gb18030"), False),
        ("，".join(["云岭市重点项目建设现场会召开"] * 40).encode(), False),
        (b"", False),
        (b"\x00\xff\x00\xfe" * 50, False),
    ],
)
def test_workbooks_are_known_by_their_bytes(data: bytes, workbook: bool):
    assert is_workbook(data) is workbook


NEWS = (
    "副市长调研重点项目",
    "2024-03-18 来源:云岭日报",
    "3月17日,副市长成蹊调研重点项目建设情况,强调要加快建设进度。",
    "云岭区智能装备产业园项目是省重点项目,总投资5亿元,2024年2月20日开工。",
)


@pytest.mark.parametrize(
    "laid_out",
    [
        "<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in NEWS) + "</table>",
        "<table><tr><td>首页</td><td>新闻</td></tr>"
        + "".join(f"<tr><td colspan=2>{line}</td></tr>" for line in NEWS)
        + "</table>",
        f"<table><tr><td>云岭日报</td></tr><tr><td>{'<br>'.join(NEWS)}</td></tr></table>",
    ],
)
def test_a_page_of_news_laid_out_in_a_table_is_read_as_an_article(
    file_office: Office, tmp_path: Path, laid_out: str
):
    report = bring(file_office, put(tmp_path, "新闻.html", page(laid_out)), accept=Proposal.accepted)
    assert not report.problems and report.added["articles"] == 1
    assert [row["name"] for row in file_office.rows("projects")] == ["云岭区智能装备产业园项目"]


def test_a_workbook_saved_as_a_page_is_still_a_workbook(file_office: Office, tmp_path: Path):
    report = bring(file_office, put(tmp_path, "台账.html", page(TABLE)), accept=Proposal.accepted)
    assert not report.problems and report.added["projects"] == 9


def test_a_table_that_is_neither_is_told_what_was_looked_for(file_office: Office, tmp_path: Path):
    table = "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * 9 + "</table>"
    [problem] = bring(file_office, put(tmp_path, "表.html", page(table))).problems
    assert isinstance(problem, NoRows)


def test_the_seed_articles_are_no_workbooks():
    for path in sorted(paths.seeds().iterdir()):
        assert not is_workbook(path.read_bytes()), path.name


def test_the_corpus_are_all_workbooks():
    for path in sorted((Path(__file__).parents[1] / "workbooks" / "files").iterdir()):
        if path.suffix != ".json":
            assert is_workbook(path.read_bytes()), path.name


def test_importing_twice_adds_nothing_and_says_so(file_office: Office, tmp_path: Path):
    path = put(tmp_path, "台账.xlsx", ONE)
    bring(file_office, path)
    before = file_office.everything()
    report = bring(file_office, path)
    assert isinstance(report.problems[0], AlreadyImported) and not report.failed()
    assert file_office.everything() == before


def test_only_the_certain_is_taken_and_the_rest_is_counted_for_review(file_office: Office, tmp_path: Path):
    file_office.unit("云岭市林业管理和草原局")
    report = bring(file_office, put(tmp_path, "台账.xlsx", ONE))
    assert report.review > 0 and file_office.rows("issues") == []
    assert [row["name"] for row in file_office.rows("projects")] == ["云杉产业园"]


def test_all_takes_each_name_as_it_is_proposed(file_office: Office, tmp_path: Path):
    unit = file_office.unit("云岭市林业管理和草原局")
    report = bring(file_office, put(tmp_path, "台账.xlsx", ONE), accept=Proposal.accepted)
    assert report.review == 0
    (issue,) = file_office.rows("issues")
    assert issue["lead_unit"].id == unit and file_office.names("units", unit, "aliases") == ["市林业局"]


def test_what_one_file_brings_the_next_one_knows(file_office: Office, tmp_path: Path):
    second = book([(1, "云杉产业园项目", "进场道路未通", "市林业局", "7月底前")])
    bring(
        file_office, put(tmp_path, "甲.xlsx", ONE), put(tmp_path, "乙.xlsx", second), accept=Proposal.accepted
    )
    assert len(file_office.rows("projects")) == 1 and len(file_office.rows("units")) == 1
    assert len(file_office.rows("issues")) == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("坏.xlsx", ONE[: len(ONE) // 2]),
        ("加密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 200),
        ("没有行.xlsx", book([], head=("甲", "乙", "丙"))),
    ],
)
def test_a_bad_workbook_is_one_sentence_and_the_others_come_in(
    file_office: Office, tmp_path: Path, name: str, data: bytes
):
    before = file_office.everything()
    report = bring(file_office, put(tmp_path, name, data))
    assert report.failed() and len(report.problems) == 1
    assert name in str(report.problems[0]) and "\n" not in report.problems[0].sentence()
    assert file_office.everything() == before
    report = bring(file_office, put(tmp_path, "坏二.xlsx", data), put(tmp_path, "台账.xlsx", ONE))
    assert len(report.problems) == 1 and report.added["issues"] == 1


def test_cancel_changes_nothing(file_office: Office, tmp_path: Path):
    before = file_office.everything()

    def stop(done: int, total: int, what: str) -> None:
        if what == "正在写入":
            raise Cancelled

    with pytest.raises(Cancelled):
        import_files(
            file_office.ledger,
            [put(tmp_path, "台账.xlsx", ONE)],
            file_office.context,
            paths.resources(),
            accept=Proposal.accepted,
            progress=stop,
        )
    assert file_office.everything() == before


def test_problems_of_cells_are_told_with_their_address(file_office: Office, tmp_path: Path):
    rows = [(1, "云杉产业园", "林地手续未批", "市林业局", "6月底前", "红色预警")]
    report = bring(file_office, put(tmp_path, "台账.xlsx", book(rows, head=(*HEAD, "办理状态"))))
    assert any("台账!F4" in remark and "红色预警" in remark for remark in report.remarks)
