"""The reference simulator: the model written a second time, from the rules alone, plain and slow.

It is held against the core event by event (tests/python/test_reference_*.py); where the two differed stands in
DISAGREEMENTS.md. Nothing here was taken from the core's model, so that a mistake there is not repeated here.
"""
