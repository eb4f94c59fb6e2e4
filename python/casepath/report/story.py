"""One person's journey for the report: who, chosen by a rule and not by hand, and the events that tell the story.

The log is complete; the story keeps what a reader would tell, gathers contacts and crises, and counts the rest.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casepath import journeys
from casepath._engine import core
from casepath._text import shown, words
from casepath.results import Comparison
from casepath.tables import Table

REPLICATION = 0
MOST = 36  # events a side; the rest is folded away
_CHARGED = ("assessment", "extra", "consult")

Event = dict[str, Any]


def told(study: Comparison) -> dict[str, Any]:
    """The journey of the person chosen, in the first way of working and the second, from where the two part."""
    pair = study.variants[:2]
    person = chosen(study, pair)
    if person is None:
        return {"person": None}
    journey = journeys.follow(study.scenario, variants=pair, person=person, seed=study.seed, replication=REPLICATION)
    parting = _parting(study, pair[1])
    teller = journeys.Teller(study.scenario, pair[0])
    return {
        "person": person,
        "journey": journey,
        "parting": teller.date(parting),
        "at_parting": _needs_at(study, journey.worlds[pair[0]], journey.start["needs"], parting),
        "sides": [_side(study, name, journey.worlds[name], parting) for name in pair],
        "most": MOST,
    }


def chosen(study: Comparison, pair: tuple[str, ...]) -> int | None:
    """Of the tenth of people who cost most as things are and whose two worlds differ, the one of the middle difference.

    People who leave before the end in either world are left out, for their lives are not of one length.
    """
    people = int(study.scenario.core.about["people"])
    spent, stays = zip(*(_spent(study, name, people) for name in pair), strict=True)
    differs = np.flatnonzero((spent[0] != spent[1]) & stays[0] & stays[1])
    if len(differs) == 0:
        return None
    costliest = differs[np.argsort(-spent[0][differs], kind="stable")][: max(1, people // 10)]
    by_difference = costliest[np.argsort((spent[1] - spent[0])[costliest], kind="stable")]
    return int(by_difference[len(by_difference) // 2])


def _spent(study: Comparison, variant: str, people: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """What each person cost in the counted window, and whether they stayed to the end."""
    rows = journeys.log(study.scenario, variant, people=range(people), seed=study.seed, replication=REPLICATION)
    happening = core().codes["happening"]
    counted = (rows["what"] == happening.index("interaction")) & (rows["level"] == 1)
    spent = np.zeros(people, dtype=np.int64)
    np.add.at(spent, rows["person"][counted], rows["cost_minor"][counted])
    stays = np.ones(people, dtype=bool)
    stays[rows["person"][rows["what"] == happening.index("left")]] = False
    return spent, stays


def _parting(study: Comparison, variant: str) -> float:
    """The day the two worlds part: where the variant starts, or the first day."""
    starts = {row["name"]: row["starts_day"] for row in study.scenario.core.variants}
    return float(starts.get(variant) or 0.0)


def _needs_at(study: Comparison, table: Table, start: Mapping[str, str], day: float) -> dict[str, str]:
    needs = dict(start)
    for row in table.rows():
        if row["day"] < day and row["what"] == "need_changed":
            needs[row["need"]] = row["level"]
    return needs


def _side(study: Comparison, name: str, table: Table, parting: float) -> dict[str, Any]:
    about = study.scenario.core.about
    rows = [row for row in table.rows() if parting <= row["day"] < about["counted_to_day"]]
    events = gathered(story(rows, study.currency))
    counts = {
        "cost": shown(sum(row["cost"] for row in rows if row["what"] == "interaction"), "currency", study.currency),
        "refusals": sum(row["what"] == "rejected" for row in rows),
        "never arrived": sum(row["what"] in ("lost", "wrong_address") for row in rows),
        "contacts": sum(row["detail"] == "contact" for row in rows),
        "crises": sum(row["what"] == "crisis" for row in rows),
        "needs met with help": sum(row["detail"] == "met" for row in rows),
    }
    return {"name": name, "counts": counts, "events": events[:MOST], "more": events[MOST:], "rows": rows}


def story(rows: list[dict[str, Any]], currency: str) -> Iterator[Event]:
    """The events worth telling, in order, each with a tone: help, harm, refused, crisis, change or wait."""
    since: dict[str, float] = {}
    effects: set[tuple[float, str]] = set()
    crises = {row["day"] for row in rows if row["what"] == "crisis"}
    for row in rows:
        tone, text = _telling(row, since, effects, row["day"] in crises, currency)
        if text:
            yield {"date": row["date"], "tone": tone, "text": text, "service": row["service"], "count": 1, "until": ""}


def _telling(
    row: dict[str, Any], since: dict[str, float], effects: set[tuple[float, str]], in_crisis: bool, currency: str
) -> tuple[str, str]:
    service, need = words(row["service"]), words(row["need"])
    match row["what"]:
        case "crisis":
            return "crisis", f"Crisis ({need}): taken to {service}"
        case "request_opened" if row["detail"] in ("person", "pursued"):
            return ("change", "Asks for help") if row["detail"] == "person" else ("harm", "Pursued by a service")
        case "rejected":
            return "refused", f"Refused by {service}: {words(row['detail'])}"
        case "joined_list":
            since[row["service"]] = row["day"]
        case "left_list":
            since.pop(row["service"], None)
            return "refused", f"Gives up waiting for {service}"
        case "admitted" if not in_crisis:
            waited = row["day"] - since.pop(row["service"], row["day"])
            return "help", f"{service} begins" + (f", after {waited:.0f} days of waiting" if waited >= 1 else "")
        case "interaction" if row["detail"] in ("contact", "missed_contact"):
            return ("help", f"contact:{service}") if row["detail"] == "contact" else ("wait", f"missed:{service}")
        case "interaction" if row["detail"] in _CHARGED and row["cost"] > 0 and not in_crisis:
            return (
                "wait",
                f"{words(row['detail']).capitalize()} at {service}, {shown(row['cost'], 'currency', currency)}",
            )
        case "effect":
            effects.add((row["day"], row["need"]))
            turn, tone = ("worsens", "harm") if row["detail"] == "raised" else ("helps", "help")
            return tone, f"{service} {turn}: {need} now {row['level']}"
        case "need_changed" if (row["day"], row["need"]) not in effects:
            return "change", f"{need} from {row['detail']} to {row['level']}"
        case "passed_on":
            return "wait", f"{service} sends them to {words(row['other'])} ({row['detail']})"
        case "lost" | "wrong_address":
            return "refused", f"Never arrives at {service}"
        case "closed" if row["detail"] not in ("completed", "contact_limit"):
            return (
                "help" if row["detail"] == "goal_met" else "wait"
            ), f"{service} closes the case: {words(row['detail'])}"
        case "strand_ended" if row["detail"] == "nobodys_case":
            return "refused", f"{need}: nobody’s case"
    return "", ""


def gathered(events: Iterator[Event]) -> list[Event]:
    """Contacts with one service gathered where the first stands; the same thing several times in a row told once."""
    out: list[Event] = []
    contacts: dict[str, Event] = {}
    for event in events:
        kind, _, service = (
            event["text"].partition(":") if event["text"].startswith(("contact:", "missed:")) else ("", "", "")
        )
        if kind:
            if service not in contacts:
                contacts[service] = {**event, "tone": "help", "text": "", "contact": 0, "missed": 0, "with": service}
                out.append(contacts[service])
            contacts[service][kind] += 1
            contacts[service]["until"] = event["date"]
        elif out and _alike(out[-1], event):
            out[-1]["count"] += 1
            out[-1]["until"] = event["date"]
        else:
            out.append(event)
            if "closes the case" in event["text"] or " begins" in event["text"]:
                contacts.pop(words(event["service"]), None)
    return [_worded(event) for event in out]


def _alike(last: Event, event: Event) -> bool:
    return "contact" not in last and last["text"] == event["text"]


def _worded(event: Event) -> Event:
    if "contact" not in event:
        more = f" ({event['count']} times)" if event["count"] > 1 else ""
        text = event["text"] + more
    else:
        met, missed = event["contact"], event["missed"]
        text = f"{met} contact{'' if met == 1 else 's'} with {event['with']}" + (f", {missed} missed" if missed else "")
    until = event["until"] if event["until"] != event["date"] else ""
    return {**event, "text": text[:1].upper() + text[1:], "until": until}
