"""What the model does by itself: histories without any evidence, and a question put to them."""

import ascendancy as asc

demo = asc.load("demo")
histories = asc.simulate(demo, replicates=200, seed=7, account="majority").histories
print(f"{histories.size} histories of {histories.ascendancy.shape[1]} months")

question = asc.parse('any(majority("bureau") < 0.5 @ 1950-01..1952-06)')
print(question)
print(f"true in {question.evaluate(histories).mean():.2f} of them")

# The same draws with one mechanism switched off: only what that mechanism does can differ.
untied = asc.simulate(demo, replicates=200, seed=7, account="majority", fixed={"stance_tie": 0.0}).histories
print(f"where ties bind nobody: {question.evaluate(untied).mean():.2f}")
