"""Student's t distribution for whole degrees of freedom, by its finite series, so that NumPy is all that is needed.

Source: Abramowitz and Stegun (1964), 26.7.3 and 26.7.4.
"""

import math


def two_sided(t: float, freedom: int) -> float:
    """Chance that a t variable lies farther from 0 than `t`."""
    angle = math.atan2(t, math.sqrt(freedom))
    square = math.cos(angle) ** 2
    if freedom % 2 == 0:
        return 1 - math.sin(angle) * _series(square, 1.0, range(2, freedom, 2))
    tail = math.sin(angle) * math.cos(angle) * _series(square, 1.0, range(3, freedom, 2)) if freedom > 1 else 0.0
    return 1 - 2 / math.pi * (angle + tail)


def quantile(alarm: float, freedom: int) -> float:
    """The distance from 0 that a t variable passes with chance `alarm`, on either side; `alarm` from 1e-10 to 1."""
    low, high = 0.0, 2.0
    while two_sided(high, freedom) > alarm:
        high *= 2
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided(middle, freedom) > alarm else (low, middle)
    return high


def _series(square: float, term: float, evens: range) -> float:
    """1 + c (n-1)/n + ..., where n runs over `evens`."""
    total = term
    for n in evens:
        term *= square * (n - 1) / n
        total += term
    return total
