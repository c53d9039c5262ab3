"""The tables of a case folder: the single source of their columns, types and references."""

from __future__ import annotations

from ascendancy.case.schema.bodies import Body, Meeting
from ascendancy.case.schema.campaigns import Campaign, Document, Organ
from ascendancy.case.schema.dossier import Claim, Coverage, Evidence, Source
from ascendancy.case.schema.people import Person, Post, Tenure, Tie
from ascendancy.case.schema.row import Column, Row, columns
from ascendancy.case.schema.society import Occupation, Place, Population, Series

MODELS: tuple[type[Row], ...] = (
    Person,
    Post,
    Tenure,
    Tie,
    Body,
    Meeting,
    Campaign,
    Document,
    Organ,
    Place,
    Occupation,
    Population,
    Series,
    Coverage,
    Source,
    Evidence,
    Claim,
)
TABLES: dict[str, type[Row]] = {model.table: model for model in MODELS}
REQUIRED: tuple[str, ...] = ("people", "posts", "tenures", "sources", "evidence")

__all__ = [
    "MODELS",
    "REQUIRED",
    "TABLES",
    "Body",
    "Campaign",
    "Claim",
    "Column",
    "Coverage",
    "Document",
    "Evidence",
    "Meeting",
    "Occupation",
    "Organ",
    "Person",
    "Place",
    "Population",
    "Post",
    "Row",
    "Series",
    "Source",
    "Tenure",
    "Tie",
    "columns",
]
