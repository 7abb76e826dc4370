"""LibreOffice at work on returned workbooks: it opens each, sorts every sheet as a clerk would, and saves it again."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

SECONDS = 240
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Returns" script:language="StarBasic">{code}</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Returns"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/></library:libraries>
"""
# From the last row of the header down, hidden columns included, as sorting by the arrow of the filter does it. A
# message box would wait for ever, so errors go into a file.
_CODE = """
Sub SortAll(folder, target, suffix, filter, key)
  On Error GoTo Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  how(0).Name = "FilterName" : how(0).Value = filter
  name = Dir(folder &amp; "/*.xlsx")
  Do While name &lt;&gt; ""
    doc = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/" &amp; name), "_blank", 0, hidden())
    For number = 0 To doc.Sheets.Count - 1
      If doc.Sheets.getByIndex(number).IsVisible Then SortOne(doc.Sheets.getByIndex(number), key)
    Next
    doc.storeToURL(ConvertToURL(target &amp; "/" &amp; Left(name, Len(name) - 4) &amp; suffix), how())
    doc.close(True)
    name = Dir()
  Loop
  StarDesktop.terminate()
  Exit Sub
Failed:
  Open target &amp; "/failed.txt" For Output As #1
  Print #1, Erl &amp; " " &amp; Error$
  Close #1
  StarDesktop.terminate()
End Sub

Sub SortOne(sheet, key)
  Dim field(0) As New com.sun.star.table.TableSortField
  Dim options(1) As New com.sun.star.beans.PropertyValue
  sheet.unprotect("")
  area = sheet.createCursor()
  area.gotoEndOfUsedArea(False)
  last = area.RangeAddress
  head = 0
  Do While sheet.getCellByPosition(0, head).String &lt;&gt; "序号"
    head = head + 1
  Loop
  If sheet.getCellByPosition(0, head + 1).String = "" Then head = head + 1
  cells = sheet.getCellRangeByPosition(0, head, last.EndColumn, last.EndRow)
  field(0).Field = CInt(key)
  field(0).IsAscending = False
  options(0).Name = "SortFields" : options(0).Value = field()
  options(1).Name = "ContainsHeader" : options(1).Value = True
  cells.sort(options())
End Sub
"""


def sort_and_save(
    folder: Path, target: Path, home: Path, *, suffix: str = "xlsx", key: int = 3
) -> Sequence[Path]:
    """Each workbook of `folder` with every filtered range sorted down by its column `key`, saved into `target`."""
    program = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
    # The first start makes the profile, and would write over the macros.
    subprocess.run([*program, "--terminate_after_init"], check=True, capture_output=True, timeout=SECONDS)
    basic = home / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Returns.xba").write_text(_MODULE.format(code=_CODE), "utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    (basic.parent / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (basic.parent / "dialog.xlc").write_text(_LIBRARIES, "utf-8")
    target.mkdir(parents=True, exist_ok=True)
    words = ",".join(f'"{word}"' for word in (folder, target, suffix, FILTERS[suffix], key))
    macro = f"macro:///Standard.Returns.SortAll({words})"
    subprocess.run([*program, macro], check=True, capture_output=True, timeout=SECONDS)
    failed = target / "failed.txt"
    assert not failed.exists(), failed.read_text("utf-8")
    return sorted(target.glob(f"*.{suffix}"))
