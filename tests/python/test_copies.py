"""Copies (F4): a run of them comes, figure for figure, to what the same scenario written out by hand comes to."""

import json

import casepath

SHORT = """
casepath = 1
start = 2025-01-01
horizon = "2 years"
[places]
estates = { copies = 3, share = 0.9 }
rest = { share = 0.1 }
[needs.debt]
worsens = { none = "0.5 per year" }
[needs.debt.seeks]
rate = { low = "3 per year" }
doors = { hub = 2, club = 0.5 }
[people.cohorts.all]
size = 120
[services.hub]
per_place = "estates"
works_on = ["debt"]
stay = "2 days"
costs = { start = "£45" }
[services.advice]
per_place = ["estates", "rest"]
works_on = ["debt"]
capacity = 1
stay = { dist = "exponential", mean = "20 days" }
effects = { end = { debt = 0.6 } }
[services.club]
copies = 2
works_on = ["debt"]
contacts = { every = "1 week", attend = { chance = 0.7, odds = { far = 0.5, advice = 2 } }, cost = "£8" }
closes = { contacts = 6 }
[links.hub]
advice = { on = ["unmet"], mode = "warm", same_place = true, trust = { start = 0.1, slips = "0.4 per year" } }
club = { on = ["unmet"], weight = 0.5 }
[links.club]
club = { on = ["unmet"], share = 0.4 }
[programmes.stewards]
raises = "link_trust"
on = "links.hub.*"
effort = { number = 1, tends = 2 }
"""


def written_out() -> str:
    """The same by hand; only the programme has to name the links in another way, as all links with trust are meant."""
    estates = [f"estates_{i:02}" for i in (1, 2, 3)]
    clubs = ["club_01", "club_02"]
    parts = [
        SHORT.split("[places]")[0],
        "[places]",
        *(f"{e} = {{ share = 0.3 }}" for e in estates),
        "rest = { share = 0.1 }",
    ]
    parts += [SHORT[SHORT.index("[needs.debt]") : SHORT.index("doors =")], "[needs.debt.seeks.doors]"]
    parts += [f'hub_{e} = {{ weight = 2, places = ["{e}"] }}' for e in estates] + [f"{c} = 0.25" for c in clubs]
    parts += [SHORT[SHORT.index("[people") : SHORT.index("[services.hub]")]]
    hub = SHORT[SHORT.index("[services.hub]") : SHORT.index("[services.advice]")]
    parts += [
        hub.replace("hub]", f"hub_{e}]").replace('per_place = "estates"', f'at = ["{e}"]\ngroup = "hub"')
        for e in estates
    ]
    advice = SHORT[SHORT.index("[services.advice]") : SHORT.index("[services.club]")]
    for place in (*estates, "rest"):
        one = advice.replace("advice]", f"advice_{place}]")
        parts.append(one.replace('per_place = ["estates", "rest"]', f'at = ["{place}"]\ngroup = "advice"'))
    club = SHORT[SHORT.index("[services.club]") : SHORT.index("[links.hub]")]
    odds = ", ".join(f"advice_{place} = 2" for place in (*estates, "rest"))
    parts += [
        club.replace("club]", f"{c}]").replace("copies = 2", 'group = "club"').replace("advice = 2", odds)
        for c in clubs
    ]
    link = 'mode = "warm", same_place = true, trust = { start = 0.1, slips = "0.4 per year" }'
    for e in estates:
        parts += [f"[links.hub_{e}]", f'advice_{e} = {{ on = ["unmet"], {link} }}']
        parts += [f'{c} = {{ on = ["unmet"], weight = 0.25 }}' for c in clubs]
    for c, other in zip(clubs, reversed(clubs), strict=True):
        parts += [f"[links.{c}]", f'{other} = {{ on = ["unmet"], share = 0.4 }}']
    for e in estates:  # 1 x 2 over the nine links of the three hubs, on each hub's three alone
        parts += [
            f"[programmes.stewards_{e}]",
            'raises = "link_trust"',
            f'on = "links.hub_{e}.*"',
            f"effort = {2 / 9!r}",
        ]
    return "\n".join(parts)


def figures(text: str) -> list[object]:
    """All figures of a small study, without the hash of the file."""
    results = casepath.run(casepath.loads(text), seed=5, replications=4)
    return list(json.loads(results.to_json())["figures"])


def test_copies_come_to_what_writing_them_out_does():
    made = figures(SHORT)
    assert len(made) > 100
    assert made == figures(written_out())


def test_a_path_names_the_original_or_one_copy():
    scenario = casepath.loads(
        SHORT + '\n[variants.more.set]\n"services.club.copies" = 4\n"services.advice_rest.capacity" = 2\n'
    )
    shares = {
        row["figure"]
        for row in json.loads(casepath.run(scenario, variant="more", replications=2, seed=1).to_json())["figures"]
    }
    assert "service/club_04/arrivals" in shares
