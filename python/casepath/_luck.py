"""Whose luck a run has: the ranges that the core's numbers allow."""


def checked(seed: int, replication: int = 0) -> None:
    """Raise ValueError if the seed is not below 2^64, or the replication not below 2^32."""
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed must be between 0 and 2^64 - 1, got {seed}")
    if not 0 <= replication < 2**32:
        raise ValueError(f"replication must be between 0 and 2^32 - 1, got {replication}")
