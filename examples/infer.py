"""From the evidence back to what could not be seen, under three rival accounts."""

import ascendancy as asc

demo = asc.load("demo")
posterior = asc.infer(demo, particles=256, seed=7)

bands = posterior.ascendancy()  # month, mean, q05, q25, q50, q75, q95
yearly = bands[bands.month.dt.month == 6].set_index("month")
yearly.index = yearly.index.strftime("%Y-%m")
print(yearly[["mean", "q05", "q95"]].round(2).to_string())

print()
for account, share in posterior.probabilities.items():
    print(f"{account}: {share:.2f}")  # equal before the evidence: three accounts, a third each

people = posterior.people()
spring = people[people.month == "1952-03-01"].sort_values("p_active").head(3)
print()
print("least likely to be in office and unharmed in March 1952")
print(spring[["person", "p_active", "p_sidelined", "p_purged", "p_dead"]].round(2).to_string(index=False))

earlier = asc.infer(demo, until="1951-03", particles=256, seed=7)  # only what was public by March 1951
print()
print("evidence used, of", len(demo.evidence), "items:", len(earlier.case.evidence))
