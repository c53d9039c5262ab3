"""One function a figure: tables of a run and its case in, a Plotly figure out.

The notebook, the report and the page use the same. ``tables`` is a run folder (``results.read_run``) or what
``results.build`` returns.
"""

from ascendancy.figures.accounts import compared
from ascendancy.figures.ascendancy import ascendancy
from ascendancy.figures.citizens import BY_SETTING, by_place, by_setting
from ascendancy.figures.claims import weighed
from ascendancy.figures.ess import ess
from ascendancy.figures.people import heir, people
from ascendancy.figures.society import label, measures, society
from ascendancy.figures.surprise import surprise
from ascendancy.figures.turnover import turnover

__all__ = [
    "BY_SETTING",
    "ascendancy",
    "by_place",
    "by_setting",
    "compared",
    "ess",
    "heir",
    "label",
    "measures",
    "people",
    "society",
    "surprise",
    "turnover",
    "weighed",
]
