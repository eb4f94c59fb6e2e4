"""The first number with an interval, and what is behind it. Run it: ``python examples/python/01_first_run.py``."""

import sys

import casepath as cp

borough = cp.examples.borough()
replications = int(sys.argv[1]) if len(sys.argv) > 1 else 20
study = cp.compare(borough, variants=["siloed", "joined_up"], replications=replications, seed=1)

print(study.figure("no_outcome_cost_share"))  # one figure of the first way of working, with its 95 % interval
print(study.difference("no_outcome_cost_share", variant="joined_up"))  # paired: replication by replication
print()
print(study)  # the headline
print()
print(study.costs(by=["payer", "class"]))  # a table: NumPy columns, and .to_pandas() where pandas is installed
print()
print("\n".join(str(study.journey(person=17)).splitlines()[:20]))  # the same person in both worlds
