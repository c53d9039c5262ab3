"""The citizens: how visible support, labour, study and struggle move a population, and what that costs."""
