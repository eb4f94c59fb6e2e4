"""A first estimate of a scenario, without running it: loads, costs, and the share that would bring no outcome.

It is worked out from averages, has no queues, and says what else it leaves out; a run is what counts.
"""

from typing import Any, NamedTuple

from casepath._text import aligned, plain, shown


class ServiceEstimate(NamedTuple):
    """One service, if everybody whom it accepts were admitted without a queue.

    Parameters
    ----------
    service : str
        Name as written in the scenario.
    arrivals, rejected, admitted : float
        Referrals a year.
    wanted : float
        Slots that would be held on average.
    slots : float or None
        Slots that there are on average; None without a limit.
    load : float or None
        `wanted` over `slots`.
    saturates : bool
        The load is 1 or more: its list grows until people give up or stop coming.
    cost : float
        Fiscal cost of its referrals, a year, in the scenario's currency.
    """

    service: str
    arrivals: float
    rejected: float
    admitted: float
    wanted: float
    slots: float | None
    load: float | None
    saturates: bool
    cost: float


class FirstEstimate(NamedTuple):
    """What a scenario would come to by averages alone. An estimate, never a result.

    Parameters
    ----------
    services : list of ServiceEstimate
        Those that anybody comes to.
    cost_total, cost_overhead, cost_no_outcome : float
        Over the counted years, fiscal, in the scenario's currency.
    no_outcome_cost_share : float
        Of what is not overhead.
    years : float
        That are counted.
    currency : str
        Code of the currency, for printing.
    left_out : list of str
        Mechanisms of the scenario that the estimate does not have, a line each.
    pilot_cost_total, pilot_no_outcome_cost_share : float or None
        What one replication came to, where one was run beside it.
    """

    services: list[ServiceEstimate]
    cost_total: float
    cost_overhead: float
    cost_no_outcome: float
    no_outcome_cost_share: float
    years: float
    currency: str
    left_out: list[str]
    pilot_cost_total: float | None = None
    pilot_no_outcome_cost_share: float | None = None

    def text(self) -> str:
        """A table of services and two lines of money, for people."""
        head = ["service", "referrals", "admitted", "slots wanted", "there are", "load", ""]
        rows = ["  " + row for row in aligned([head, *map(_row, self.services)])]
        rows.append("  " + self._money("estimated", self.cost_total, self.no_outcome_cost_share))
        if self.pilot_cost_total is not None:
            share = self.pilot_no_outcome_cost_share
            rows.append("  " + self._money("one simulated run", self.pilot_cost_total, share))
        left_out = [f"  left out: {line}" for line in self.left_out]
        return "\n".join(["a first estimate, without a run (a year):", *rows, *left_out])

    def _money(self, who: str, cost: float, share: float | None) -> str:
        without = "" if share is None else f", {100 * share:.1f} % of it without an outcome"
        return f"{who}: {shown(cost / self.years, 'currency', self.currency)} a year{without}"


def estimate_of(found: dict[str, Any]) -> FirstEstimate:
    """The core's rows, typed."""
    return FirstEstimate(**found | {"services": [ServiceEstimate(**row) for row in found["services"]]})


def _row(s: ServiceEstimate) -> list[str]:
    slots, load = ("no limit", "") if s.slots is None or s.load is None else (shown(s.slots), f"{s.load:.2f}")
    saturates = "will saturate" if s.saturates else ""
    return [plain(s.service), shown(s.arrivals), shown(s.admitted), shown(s.wanted), slots, load, saturates]
