"""A case is read, checked, and shown: who there is, what is known, and what was known at an earlier date."""

import ascendancy as asc
from ascendancy.case import month_index

demo = asc.load("demo")  # a built-in case, or the path of a case folder
print(demo.parameters.title)
print(len(demo.people), "people,", len(demo.tenures), "tenures,", len(demo.evidence), "items of evidence")

print()
for person in demo.people[:3]:
    posts = [tenure.post for tenure in demo.tenures if tenure.person == person.id]
    print(f"{person.name}: {', '.join(posts)}")

earlier = demo.known(month_index("1951-03"))  # only what was public by then
print()
print(f"public by March 1951: {len(earlier.evidence)} of {len(demo.evidence)} items")
print(demo.frame("evidence").kind.value_counts().sort_index().to_string())
