"""The report: one self-contained HTML file from a run folder and its case."""

from ascendancy.report.frontier import write_frontier_report
from ascendancy.report.write import render, write_report

__all__ = ["render", "write_frontier_report", "write_report"]
