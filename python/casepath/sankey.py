"""A flow chart in two columns: who sent people, and where they arrived; the colour says what came of it. SVG text.

The network of services has circles, which a chart of flows in layers cannot show; cut at the hand-off it has none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from casepath._text import words
from casepath.charts import WIDTH, halo, key_line, picture, tag, text

OTHER = "other"
RESULT_COLOURS = {"accepted": "#56B4E9", "rejected": "#D55E00", "lost": "#6a737d", "wrong_address": "#CC79A7"}
RESULT_LABELS = {
    "accepted": "accepted",
    "rejected": "refused",
    "lost": "never arrived",
    "wrong_address": "wrong address",
}
_TOP, _GAP, _NODE, _HEIGHT = 22, 10, 7, 400
_X = (0.0, float(WIDTH - _NODE))
_SMALL = 0.02  # of all: merged into "other", or the chart is threads

Key = tuple[str, str, str]
Flows = Mapping[Key, float]


class Node(NamedTuple):
    """A bar of the chart: where it begins, and how high it is."""

    y: float
    height: float


def merged(flows: Flows) -> dict[Key, float]:
    """Flows with small senders and receivers gathered under "other"."""
    least = sum(flows.values()) * _SMALL
    kept = [{name for name, count in _sums(flows, place).items() if count >= least} for place in (0, 1)]
    out: dict[Key, float] = defaultdict(float)
    for (sender, to, result), count in flows.items():
        out[sender if sender in kept[0] else OTHER, to if to in kept[1] else OTHER, result] += count
    return dict(out)


def sankey(flows: Flows, *, alt: str, most: float) -> Markup:
    """The chart.

    Parameters
    ----------
    flows : mapping of (sender, receiver, result) to float
        How many people, merged already.
    alt : str
        The chart in words.
    most : float
        What fills the whole height: give charts that stand beside one another the same.
    """
    scale = (_HEIGHT - _TOP) / most if most else 0.0
    columns = [_column(flows, place, scale) for place in (0, 1)]
    parts = [
        text("sent by", 0, 11, size=11, fill="#57606a"),
        text("arrived at", WIDTH, 11, size=11, anchor="end", fill="#57606a"),
    ]
    parts += _ribbons(flows, columns, scale)
    parts += _labels(flows, columns[0], 0) + _labels(flows, columns[1], 1)
    lowest = max((node.y + node.height for nodes in columns for node in nodes.values()), default=_TOP)
    return picture(alt, lowest + 12, *parts)


def results_key() -> Markup:
    """What the colours mean."""
    return key_line({RESULT_LABELS[name]: colour for name, colour in RESULT_COLOURS.items()})


def _sums(flows: Flows, place: int) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for key, count in flows.items():
        sums[key[place]] += count
    return dict(sums)


def _column(flows: Flows, place: int, scale: float) -> dict[str, Node]:
    """Bars from the largest down, "other" last."""
    sums = _sums(flows, place)
    out, y = {}, float(_TOP)
    for name in sorted(sums, key=lambda name: (name == OTHER, -sums[name], name)):
        out[name] = Node(y, sums[name] * scale)
        y += max(out[name].height, 5) + _GAP
    return out


def _ribbons(flows: Flows, columns: Sequence[Mapping[str, Node]], scale: float) -> list[Markup]:
    """Flows stacked at each end in the order of the other end, so that they cross as little as may be."""
    rank = [{name: place for place, name in enumerate(nodes)} for nodes in columns]
    results = list(RESULT_COLOURS)
    by_sender = sorted(flows, key=lambda k: (rank[0][k[0]], rank[1][k[1]], results.index(k[2])))
    by_receiver = sorted(flows, key=lambda k: (rank[1][k[1]], rank[0][k[0]], results.index(k[2])))
    starts, ends = _stacked(by_sender, flows, columns[0], 0, scale), _stacked(by_receiver, flows, columns[1], 1, scale)
    return [_ribbon(key, flows[key], starts[key], ends[key], flows[key] * scale) for key in by_sender]


def _stacked(order: Sequence[Key], flows: Flows, nodes: Mapping[str, Node], end: int, scale: float) -> dict[Key, float]:
    """The middle of each flow at one end."""
    filled: dict[str, float] = defaultdict(float)
    out = {}
    for key in order:
        height = flows[key] * scale
        out[key] = nodes[key[end]].y + filled[key[end]] + height / 2
        filled[key[end]] += height
    return out


def _ribbon(key: Key, count: float, y0: float, y1: float, width: float) -> Markup:
    x0, x1, middle = _X[0] + _NODE, _X[1], WIDTH / 2
    path = f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    said = tag("title", escape(f"{words(key[0])} to {words(key[1])}, {RESULT_LABELS[key[2]]}: {count:,.0f}"))
    colour = RESULT_COLOURS[key[2]]
    return tag("path", said, d=path, fill="none", stroke=colour, stroke_width=max(width, 0.4), stroke_opacity=0.5)


def _labels(flows: Flows, nodes: Mapping[str, Node], place: int) -> list[Markup]:
    """Bars with their names and numbers; where people arrive, also the share refused: colour is not enough."""
    anchor, x = (("start", _NODE + 4.0), ("end", _X[1] - 4))[place]
    sums, out = _sums(flows, place), []
    for name, node in nodes.items():
        refused = sum(count for key, count in flows.items() if key[place] == name and key[2] == "rejected") / sums[name]
        told = f", {100 * refused:.0f} % refused" if place == 1 and refused >= 0.005 else ""
        out.append(tag("rect", x=_X[place], y=node.y, width=_NODE, height=max(node.height, 1), fill="#444d56"))
        middle = node.y + max(node.height, 5) / 2 + 4
        out.append(halo(f"{words(name)} {sums[name]:,.0f}{told}", x, middle, size=11, anchor=anchor))
    return out
