"""The command line as another program would call it: what it prints, its exit codes, and that failure changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jzledger.app import main

DAY = ["--on", "2024-06-05"]


@pytest.fixture
def run(capsys):
    """Call a command; gives (exit code, standard output, standard error)."""

    def call(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def ledger(tmp_path, run) -> Path:
    path = tmp_path / "某市.jzl"
    assert run("new", path, "--office", "某市重点办", "--year", 2024, "--by", "张三")[0] == 0
    return path


def rows(run, ledger: Path, table: str) -> list[dict]:
    code, out, err = run("rows", ledger, table, "--json", *DAY)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_new_ledger_is_empty_sound_and_of_version_one(run, ledger):
    code, out, _ = run("info", ledger, "--json")
    found = json.loads(out)
    assert (code, found["schema"], found["integrity"]) == (0, 1, "ok")
    assert found["counts"]["projects"] == found["counts"]["issues"] == found["counts"]["directives"] == 0


def test_new_refuses_to_overwrite(run, ledger):
    before = ledger.read_bytes()
    code, out, err = run("new", ledger)
    assert (code, out) == (1, "")
    assert err.count("\n") == 2 and "某市.jzl" in err
    assert ledger.read_bytes() == before


def test_a_row_is_added_edited_deleted_and_each_step_undone(run, ledger):
    code, out, _ = run(
        "add", ledger, "projects", "name=云杉产业园", "total_yuan=1.2亿", "units=市发改委、市工信局"
    )
    row_id = out.strip()
    assert code == 0
    [row] = rows(run, ledger, "projects")
    assert (row["id"], row["name"], row["total_yuan"]) == (row_id, "云杉产业园", 120_000_000)
    assert row["units"] == ["市发改委", "市工信局"] and row["aliases" if "aliases" in row else "levels"] == []
    assert run("edit", ledger, "projects", row_id, "total_yuan=5000", "start_due=6月底前", *DAY)[0] == 0
    [row] = rows(run, ledger, "projects")
    assert row["total_yuan"] == 5000, "a bare number for a _yuan key is yuan"
    assert (row["start_due_text"], row["start_due_on"], row["start_due_precision"]) == (
        "6月底前",
        "2024-06-30",
        "month",
    )
    assert run("delete", ledger, "projects", row_id)[0] == 0
    assert rows(run, ledger, "projects") == []
    assert run("undo", ledger)[1].strip() == "删除项目"
    assert run("undo", ledger)[0] == 0
    [row] = rows(run, ledger, "projects")
    assert row["total_yuan"] == 120_000_000 and row["start_due_text"] is None
    assert run("redo", ledger)[0] == 0
    assert rows(run, ledger, "projects")[0]["total_yuan"] == 5000


def test_nothing_to_undo_is_exit_one(run, ledger):
    assert run("undo", ledger, "--by", "别人") == (1, "", "没有可以撤销的操作\n")


def test_lights_follow_the_day_of_the_call(run, ledger):
    run("add", ledger, "projects", "name=云杉产业园")
    run("add", ledger, "issues", "project=云杉产业园", "title=林地手续未批", "due=2024-06-10", *DAY)
    for day, light in (("2024-06-01", "green"), ("2024-06-05", "amber"), ("2024-06-11", "red")):
        [issue] = json.loads(run("rows", ledger, "issues", "--json", "--on", day)[1])
        assert (issue["light"], issue["category"], issue["state"]) == (light, None, "listed")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["edit", "LEDGER", "projects", "ID", "total_yuan=很多"], "很多"),
        (["edit", "LEDGER", "projects", "ID", "light=red"], "由程序判定"),
        (["edit", "LEDGER", "projects", "ID", "name="], "不能为空"),
        (["edit", "LEDGER", "projects", "ID", "颜色=红"], "没有“颜色”这一列"),
        (["edit", "LEDGER", "projects", "no-such-row", "name=甲"], "没有这一行"),
        (["edit", "LEDGER", "projects", "ID", "finish_due=2月30日"], "2月"),
        (["edit", "LEDGER", "projects", "ID", "parent=没有的项目"], "没有叫“没有的项目”"),
        (["delete", "LEDGER", "issues", "ID"], "没有这一行"),
        (["add", "LEDGER", "projects", "code=1"], "没有填写“项目名称”"),
        (["add", "LEDGER", "changes", "by=x"], "不能改动"),
        (["export", "LEDGER", "nothing", "out.xlsx"], "没有“nothing”"),
        (["import", "LEDGER", "missing.txt"], "missing.txt"),
        (["info", "missing.jzl"], "missing.jzl"),
        (["backup", "LEDGER", "no/such/folder/x.jzl"], "不能写"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_and_changes_nothing(run, ledger, words, sentence):
    row_id = run("add", ledger, "projects", "name=云杉产业园")[1].strip()
    before = rows(run, ledger, "changes")
    put_in = {"LEDGER": str(ledger), "ID": row_id}
    code, out, err = run(*(put_in.get(word, word) for word in words))
    assert (code, out) == (1, "")
    assert sentence in err and len(err.splitlines()) == 2, "one line what and where, one line what to do"
    assert rows(run, ledger, "changes") == before


@pytest.mark.parametrize(
    "words",
    [
        ["rows"],
        ["rows", "x.jzl", "nothing"],
        ["deadline", "6月", "--on", "soon"],
        ["shot", "a", "b", "c", "--size", "9x9"],
    ],
)
def test_wrong_usage_is_exit_two_with_a_hint(run, words):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("用法不对：") and "正确的写法：jzledger" in err


def test_every_table_prints_its_contract_keys(run, ledger):
    run("add", ledger, "projects", "name=云杉产业园", "sponsor=李四")
    run("add", ledger, "issues", "project=云杉产业园", "title=缺地", *DAY)
    run("add", ledger, "directives", "title=加快供地", *DAY)
    assert set(rows(run, ledger, "issues")[0]) == {
        *"id order_no number project category title measures need lead_unit units person sponsor opened_on".split(),
        *"due_text due_on due_precision state light progress outcome verified_by verified_text closed_on note".split(),
    }
    assert rows(run, ledger, "issues")[0]["sponsor"] == "李四"
    extra = set(rows(run, ledger, "directives")[0]) - set(rows(run, ledger, "issues")[0])
    assert extra == set("meeting source_text instructed_by replied_on supervised_count supervised_on".split())
    for table in ("meetings", "milestones", "progress", "leads", "articles"):
        assert rows(run, ledger, table) == []
    assert rows(run, ledger, "people")[0]["name"] == "李四"
    [first, *_] = rows(run, ledger, "changes")
    assert set(first) == set("id at by label noun row_id column before after".split())


@pytest.mark.parametrize(
    ("text", "date", "precision", "flags"),
    [
        ("6月底前", "2026-06-30", "month", []),
        ("5个工作日内", "2026-05-20", "day", []),
        ("长期坚持", None, "open", []),
        ("2月30日", None, None, ["impossible"]),
        ("昨日星辰", None, None, []),
    ],
)
def test_deadline_prints_what_the_words_mean(run, text, date, precision, flags):
    code, out, _ = run("deadline", text, "--on", "2026-05-13", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["text"], found["date"], found["precision"], found["flags"]) == (
        text,
        date,
        precision,
        flags,
    )


def test_a_copy_can_be_made_and_opened(run, ledger, tmp_path):
    run("add", ledger, "projects", "name=云杉产业园")
    copy = tmp_path / "备份.jzl"
    assert run("backup", ledger, copy)[0] == 0
    assert rows(run, copy, "projects") == rows(run, ledger, "projects")


def test_commands_without_a_window_do_not_load_qt(ledger):
    code = (
        "import sys; from jzledger.app import main; main(sys.argv[1:]); "
        "bad = {'PySide6', 'pyqtgraph', 'numpy'} & {name.partition('.')[0] for name in sys.modules}; assert not bad, bad"
    )
    for words in (
        ["info", str(ledger)],
        ["rows", str(ledger), "issues"],
        ["deadline", "6月底"],
        ["export", str(ledger), "issues", f"{ledger}.xlsx"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert done.returncode == 0, done.stderr


def test_the_window_start_loads_no_heavy_library_first():
    code = "import sys; import jzledger.app, jzledger.cli.parser, jzledger.ui.start; print(*sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {
        "sqlalchemy",
        "openpyxl",
        "xlsxwriter",
        "pyqtgraph",
        "numpy",
        "pypinyin",
        "opencc",
        "alembic",
    } & set(out)
