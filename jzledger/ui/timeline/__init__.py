"""The deadline timeline. Only `chart` loads pyqtgraph, and nothing imports it before the window stands."""
