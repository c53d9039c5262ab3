"""datapackage.json is generated from the models, and the committed ones are current."""

import json

import pytest

from ascendancy.case import datapackage
from ascendancy.case.loading import built_in, find
from ascendancy.case.schema import TABLES, columns


@pytest.mark.parametrize("name", built_in())
def test_the_committed_description_is_the_generated_one(name):
    folder = find(name)
    assert (folder / "datapackage.json").read_text(encoding="utf-8") == datapackage.text(folder)


def test_every_column_and_reference_of_the_demonstration_case_is_described():
    package = json.loads(datapackage.text(find("demo")))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        schema, model = resource["schema"], TABLES[resource["name"]]
        assert [field["name"] for field in schema["fields"]] == [column.name for column in columns(model)]
        for key in schema.get("foreignKeys", ()):
            table = key["reference"]["resource"] or resource["name"]
            assert key["reference"]["fields"] == list(TABLES[table].key)
    tenures = next(resource["schema"] for resource in package["resources"] if resource["name"] == "tenures")
    assert tenures["primaryKey"] == ["person", "post", "start"]
    assert [key["fields"] for key in tenures["foreignKeys"]] == [["person"], ["post"]]


def test_only_files_and_columns_that_are_there_are_described(folder):
    (folder / "places.csv").unlink()
    (folder / "bodies.csv").write_text("id,name,institution,source\nbureau,Bureau,party,invented\n")
    package = datapackage.describe(folder)
    described = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert "places" not in described
    assert [field["name"] for field in described["bodies"]["fields"]] == [
        "id",
        "name",
        "institution",
        "source",
    ]
    assert {key["reference"]["resource"] for key in described["posts"]["foreignKeys"]} == {"bodies"}


def test_writing_leaves_nothing_else_behind(folder):
    before = {path.name for path in folder.iterdir()}
    datapackage.write(folder)
    assert {path.name for path in folder.iterdir()} == before | {"datapackage.json"}
