"""Signals of PySide6 stand up to what the program asks of them: 20,000 Python objects through one signal.

A fault here kills the process, so it runs in a child.
"""

from __future__ import annotations

import subprocess
import sys

CHILD = """
import gc
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

class Bridge(QObject):
    changed = Signal(object)

app = QCoreApplication([])
bridge, direct, queued = Bridge(), [], []
bridge.changed.connect(lambda changes: direct.append(changes["row"]))
bridge.changed.connect(lambda changes: queued.append(changes["row"]), Qt.ConnectionType.QueuedConnection)
for row in range(20_000):
    bridge.changed.emit({"row": row, "columns": frozenset({"due", "state"})})
    if row % 1_000 == 0:
        gc.collect()
        app.processEvents()
app.processEvents()
assert direct == queued == list(range(20_000)), (len(direct), len(queued))
print("all there")
"""


def test_signals_carry_twenty_thousand_objects():
    child = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=100)
    assert (child.returncode, child.stdout.strip()) == (0, "all there"), child.stderr
