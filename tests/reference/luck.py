"""Where chance comes from: an address goes in, four words come out (docs/explanation/randomness.md).

Philox 4x32-10 by Salmon and others 2011. A person carries the number and the salt of their address about.
"""

from dataclasses import dataclass

from reference.exact import log_of, normal_quantile

_M32, _M64 = (1 << 32) - 1, (1 << 64) - 1
_PURPOSES = (
    "born_need born_trait worsen recover seek crisis pursued leave knows disclose accept delay patience chase "
    "stay withdraw contact let_go pass choice arrive entry worker pick"
).split()
_KINDS = "person visitor service stream cohort system".split()


def _mix64(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _M64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _M64
    return x ^ (x >> 31)


def draw_key(seed: int, replication: int) -> int:
    """The key of one replication of one seed."""
    golden = 0x9E3779B97F4A7C15
    return _mix64((_mix64((seed + golden) & _M64) + golden * (replication + 1)) & _M64)


def _mix(x: int) -> int:
    x = ((x ^ (x >> 16)) * 0x85EBCA6B) & _M32
    x = ((x ^ (x >> 13)) * 0xC2B2AE35) & _M32
    return x ^ (x >> 16)


def mix32(a: int, b: int) -> int:
    """The detail of a pair, in its order."""
    return _mix((_mix(a) * 31 + b + 0x9E3779B9) & _M32)


def hash32(name: str) -> int:
    """The detail of a name: FNV-1a, mixed."""
    h = 0x811C9DC5
    for byte in name.encode():
        h = ((h ^ byte) * 0x01000193) & _M32
    return _mix(h)


def philox(counter: tuple[int, int, int, int], key: int) -> tuple[int, int, int, int]:
    """Ten rounds."""
    c0, c1, c2, c3 = counter
    k0, k1 = key & _M32, key >> 32
    for _ in range(10):
        a, b = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (b >> 32) ^ c1 ^ k0, b & _M32, (a >> 32) ^ c3 ^ k1, a & _M32
        k0, k1 = (k0 + 0x9E3779B9) & _M32, (k1 + 0xBB67AE85) & _M32
    return c0, c1, c2, c3


@dataclass(frozen=True)
class Source:
    """Whose luck: the key of the run, the kind of subject, its number, and the salt of where a person comes from."""

    key: int
    kind: str
    subject: int
    salt: int | None = None  # None: the subject is no person, details stand as they are

    def uniform(self, purpose: str, detail: int, occasion: int, word: int, block: int = 0) -> float:
        """In (0, 1)."""
        mixed = detail if self.salt is None else mix32(detail, self.salt)
        last = _PURPOSES.index(purpose) << 24 | _KINDS.index(self.kind) << 20 | block
        return (philox((self.subject, mixed, occasion, last), self.key)[word] + 0.5) * 2.0**-32

    def exponential(self, purpose: str, detail: int, occasion: int, word: int, block: int = 0) -> float:
        """Of a clock or a race: mean 1."""
        return -log_of(self.uniform(purpose, detail, occasion, word, block))

    def normal(self, purpose: str, detail: int, occasion: int, word: int) -> float:
        """Standard normal."""
        return normal_quantile(self.uniform(purpose, detail, occasion, word))


def choose(weights: list[float], u: float) -> int:
    """Which of several, by cumulated weights."""
    target = u * sum(weights)
    below, last = 0.0, 0
    for i, weight in enumerate(weights):
        if weight > 0:
            last = i
        below += weight
        if target < below:
            break
    return last
