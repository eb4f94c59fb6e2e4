"""Exact figures of workloads (a) and (b), to hold the peers against."""

from math import prod

from workloads import Queue


def mm1_mean_wait(queue: Queue, customers: int) -> float:
    """Mean wait of the first so many customers of an M/M/1 that starts empty.

    By Spitzer's identity customer n + 1 waits on average the sum over k <= n of E[max(S_k, 0)] / k, where S_k is k
    services less k times between arrivals. In the merged stream of arrivals (chance p) and services (q), E[max(S_k, 0)]
    is the mean number of steps seen with at least k arrivals and fewer than k services (`steps`), over the total rate.
    """
    total = queue.arrival_rate + queue.service_rate
    p, q = queue.arrival_rate / total, queue.service_rate / total
    steps, mean, sum_of_means = 0.0, 0.0, 0.0  # of the first customer, who does not wait
    middle, tail = 1.0, 0.0  # P(Bin(2k, p) = k) and P(Bin(2k, p) > k), for k = 0
    for k in range(customers - 1):
        odd_tail = tail + p * middle  # P(Bin(2k + 1, p) > k)
        odd_middle = p * middle * (2 * k + 1) / (k + 1)  # P(Bin(2k + 1, p) = k + 1)
        steps += odd_tail / q - tail / p
        tail = odd_tail - q * odd_middle
        middle *= 2 * (2 * k + 1) / (k + 1) * p * q
        mean += steps / total / (k + 1)
        sum_of_means += mean
    return sum_of_means / customers


def erlang_a(queue: Queue, most: int = 400) -> dict[str, float]:
    """Stationary M/M/n+M: mean wait of those who start, and the share who renege. `most` cuts the number present."""
    assert queue.patience_mean is not None
    impatience, full = 1 / queue.patience_mean, queue.servers * queue.service_rate
    weights = [1.0]
    for n in range(1, most):
        leaving = min(n, queue.servers) * queue.service_rate + max(0, n - queue.servers) * impatience
        weights.append(weights[-1] * queue.arrival_rate / leaving)
    starting, waited = sum(weights[: queue.servers]), 0.0
    for ahead, weight in enumerate(weights[queue.servers :]):
        # With j still ahead the list moves at rates[j]; the wait is the sum of these steps, if patience outlasts it.
        rates = [full + j * impatience for j in range(ahead + 1)]
        outlasts = weight * prod(rate / (rate + impatience) for rate in rates)
        starting += outlasts
        waited += outlasts * sum(1 / (rate + impatience) for rate in rates)
    return {"mean_wait": waited / starting, "abandoned": 1 - starting / sum(weights)}
