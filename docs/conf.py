"""Sphinx settings. The pages need no network: no mathematics by script, equations stand as text."""

project = "Ascendancy"
author = "The Ascendancy founders"
extensions = ["myst_parser"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Ascendancy"
exclude_patterns = ["_build"]
