"""The country: places, what people do there and how many they are, and signals from outside the model."""

from __future__ import annotations

from typing import ClassVar, Literal

from ascendancy.case.schema.cells import (
    AtLeastZero,
    Date,
    Id,
    Latitude,
    Longitude,
    Number,
    OccupationId,
    PlaceId,
    Reliability,
    Share,
    SourceIds,
    Text,
)
from ascendancy.case.schema.row import Row, may, must

Setting = Literal["town", "country", "school", "office", "barracks"]
SettingOrAll = Literal["town", "country", "school", "office", "barracks", "all"]
Age = Literal["all", "0-14", "15-64", "65+"]
Group = Literal["peasants", "workers", "soldiers", "officials", "intellectuals", "youth"]


class Place(Row):
    """A province, prefecture, county or base area, with its dates of existence."""

    table: ClassVar[str] = "places"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this place")
    name: Text = must("name in English")
    native_name: Text | None = may("name in its own script")
    kind: Text = must("what it is: nation, province, county …")
    parent: PlaceId | None = may("the place of which it is a part")
    start: Date | None = may("date from which it existed")
    end: Date | None = may("date until which it existed")
    lon: Longitude | None = may("longitude of its seat, degrees east")
    lat: Latitude | None = may("latitude of its seat, degrees north")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Occupation(Row):
    """What people of one occupation in one setting spend their working time on; the four shares sum to 1."""

    table: ClassVar[str] = "occupations"
    key: ClassVar[tuple[str, ...]] = ("occupation", "setting")

    occupation: Id = must("how other tables name this occupation")
    setting: Setting = must("where it is followed")
    group: Group = must("the group to which its people belong")
    worker: Share = must("share of time in industry and crafts")
    peasant: Share = must("share of time in farming")
    soldier: Share = must("share of time in drill and defence")
    intellectual: Share = must("share of time in study, teaching and office work")
    threshold_mean: Number | None = may("mean of the visible support at which its people express the line")
    threshold_sd: AtLeastZero | None = may("standard deviation of the same")
    age: Age = may(
        "age group of its people; all (also when empty): counted with their children and old", "all"
    )
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Population(Row):
    """How many people lived in a place at a date, in all, by setting and occupation, or by age group."""

    table: ClassVar[str] = "population"
    key: ClassVar[tuple[str, ...]] = ("place", "date", "setting", "occupation", "age", "series")

    place: PlaceId = must("the place")
    date: Date = must("the date to which the number refers")
    setting: SettingOrAll = must("the setting, or all")
    occupation: OccupationId = must("the occupation, or all")
    age: Age = may("the age group, or all, as when empty", "all")
    persons: AtLeastZero = must("number of people")
    low: AtLeastZero | None = may("lowest number held likely")
    high: AtLeastZero | None = may("highest number held likely")
    series: Id = must("name of the estimate; rival estimates stand side by side")
    available: Date | None = may("date from which the number was public; its date when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Series(Row):
    """One value of a signal that comes from outside the model."""

    table: ClassVar[str] = "series"
    key: ClassVar[tuple[str, ...]] = ("series", "role", "date")

    series: Id = must("name of the signal: foreign_drift, prestige_shock …")
    role: Literal["level", "impulse"] = must("level: holds from its date on; impulse: in its month only")
    date: Date = must("its date")
    value: Number = must("its value")
    low: Number | None = may("lowest value held likely")
    high: Number | None = may("highest value held likely")
    unit: Text | None = may("unit of the value")
    available: Date | None = may("date from which it was public; its date when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")
