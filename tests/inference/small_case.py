"""A case of three people and six months, written to a folder for the tests."""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "people.csv": """id,name,born,institution,source
ana,Ana,1900,party,s
ben,Ben,1905,party,s
cal,Cal,1910,army,s
""",
    "posts.csv": """id,title,institution,body,weight,leader,source
first,First,party,council,5,yes,s
second,Second,party,council,3,,s
third,Third,army,council,2,,s
""",
    "tenures.csv": """person,post,start,end,source
ana,first,1950-01,,s
ben,second,1950-01,,s
cal,third,1950-01,,s
""",
    "bodies.csv": """id,name,institution,top,source
council,Council,party,yes,s
""",
    "sources.csv": """id,author,title,year,kind,reliability
s,Nobody,Invented for a test,1960,book,B
""",
    "evidence.csv": """id,kind,date,subjects,datum,available,source
e1,directive,1950-01,ana,outcome=adopted,1950-01,s
e2,statement,1950-02,ben,stance=oppose,1950-02,s
e3,resolution,1950-03,,body=council; outcome=against,1950-03,s
e4,directive,1950-04,ana,outcome=ignored,1950-04,s
e5,dismissal,1950-05,cal,status=sidelined,1950-05,s
e6,appearance,1950-06,ben,,1950-06,s
""",
    "parameters.toml": """[case]
id = "small"
title = "Three people, six months"
description = "Invented for a test."
start = "1950-01"
end = "1950-06"
evidence_until = "1950-06"
leader = "ana"
institutions = ["party", "army"]
""",
}


def write_small_case(folder: Path) -> Path:
    """Write the case."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
