"""Logarithm, exponential, power and normal quantile by plus, minus, times, divide and square root only.

Ported operation by operation from `random/exact_math.hpp`: the bits of a draw are part of the contract.
"""

import math
import struct

_LN2_HIGH = float.fromhex("0x1.62e42feep-1")
_LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_SQRT_HALF = 0x3FE6A09E667F3BCD
_MASK = (1 << 64) - 1


def _bits(x: float) -> int:
    return int(struct.unpack("<Q", struct.pack("<d", x))[0])


def _double(bits: int) -> float:
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def _horner(x: float, *coefficients: float) -> float:
    value = coefficients[-1]
    for coefficient in reversed(coefficients[:-1]):
        value = coefficient + x * value
    return value


def log_of(x: float) -> float:
    """Natural logarithm of a normal, positive number."""
    if x < 2.2250738585072014e-308 or x == math.inf:
        raise ValueError(f"log_of({x})")
    scaled = (_bits(x) - _SQRT_HALF) & _MASK
    signed = scaled - (1 << 64) if scaled >> 63 else scaled
    f = _double(((scaled & 0x000FFFFFFFFFFFFF) + _SQRT_HALF) & _MASK) - 1.0
    k = float(signed >> 52)
    s = f / (2.0 + f)
    half_square = 0.5 * f * f
    z = s * s
    w = z * z
    odd = w * _horner(w, 0.39999999999899444, 0.22222211130259878, 0.15331710618210773)
    even = z * _horner(w, 0.666666666666667, 0.2857142862600327, 0.18182889455674947, 0.14616585424888623)
    small = s * (half_square + (odd + even)) + k * _LN2_LOW
    return k * _LN2_HIGH - ((half_square - small) - f)


def exp_of(x: float) -> float:
    """e to the x."""
    if x > 709.79:
        return math.inf
    if x < -745.14:
        return 0.0
    n = int(x * 1.4426950408889634 + (-0.5 if x < 0 else 0.5))
    high = x - n * _LN2_HIGH
    low = n * _LN2_LOW
    r = high - low
    s = r * r
    even = _horner(
        s,
        0.5,
        0.04166666666666667,
        0.0013888888888883748,
        2.4801587325547743e-05,
        2.75572736431103e-07,
        2.0914686968086876e-09,
    )
    odd = _horner(
        s,
        0.1666666666666667,
        0.008333333333326136,
        0.00019841269874820627,
        2.7557255400206422e-06,
        2.5105217004720745e-08,
    )
    fraction = 1.0 + (high - (low - r * r * (even + r * odd)))
    half = int(n / 2)
    return fraction * 2.0**half * 2.0 ** (n - half)


def power_of(x: float, y: float) -> float:
    """x to the y, x at least 0."""
    if y == 0:
        return 1.0
    if y == 1:
        return x
    return exp_of(y * log_of(x)) if x > 0 else 0.0


_CENTRE = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
_SIDE = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_TAIL = (
    (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip


def normal_quantile(p: float) -> float:
    """The x below which a standard normal lies with chance p in (0, 1)."""
    q = p - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        return q * (_horner(r, *_CENTRE[0]) / _horner(r, *_CENTRE[1]))
    r = math.sqrt(-log_of(p if q < 0 else 1.0 - p))
    above, below = _SIDE if r <= 5.0 else _TAIL
    r = r - 1.6 if r <= 5.0 else r - 5.0
    x = _horner(r, *above) / _horner(r, *below)
    return -x if q < 0 else x
