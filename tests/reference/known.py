"""What the core is known to do against the rules, by name; DISAGREEMENTS.md tells each.

A comparison lets the reference do the same, so that one mistake does not hide the next; the tests marked xfail compare
without. When the core is mended its test passes, and its name goes from here.
"""

WAITING = "while_waiting moves every need of who waits, not only those whose strand is on the list (N3)"
VISITORS = "people from streams start with trust .5 whatever trust.start says (P2, T4)"
LOWEST = "the lowest level where it is called none is read as not given: counts_as, asks.at_most (F1, S1, E1)"
TWICE = "a whole-person service takes up a need that it carries already, where that strand is unsought (R6, R1)"
SAME_ENTRY = "after a wrong entry a link with again may be taken once more, not only the sender's other links (C6)"
LEFT = "when somebody leaves, an episode that only leads strands closes as handed_off, not as left (P3, S7)"
APART = "strands that choose the same link at one closing travel apart where one is met and another is not (H2)"

ALL = frozenset({WAITING, VISITORS, LOWEST, TWICE, SAME_ENTRY, LEFT, APART})
