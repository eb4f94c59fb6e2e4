"""A flow chart in three columns: who sent people, where they arrived, and what came of it. SVG text, like `charts`.

The network of services has circles, which a chart of flows in layers cannot show; cut at the hand-off it has none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from casepath._text import words
from casepath.charts import WIDTH, halo, picture, tag, text

OTHER = "other"
RESULT_COLOURS = {"accepted": "#0072B2", "rejected": "#D55E00", "lost": "#8a9099", "wrong_address": "#CC79A7"}
RESULT_LABELS = {"accepted": "accepted", "rejected": "refused", "lost": "never arrived", "wrong_address": "wrong address"}
_TOP, _GAP, _NODE, _HEIGHT = 28, 9, 7, 430
_SMALL = 0.02  # of all: merged into "other", or the chart is threads

Flows = Mapping[tuple[str, str, str], float]


class Node(NamedTuple):
    """A bar of the chart."""

    x: float
    y: float
    height: float


def merged(flows: Flows) -> dict[tuple[str, str, str], float]:
    """Flows with small senders and receivers gathered under "other"."""
    total = sum(flows.values())
    keeps = [_large(flows, place, total * _SMALL) for place in (0, 1)]
    out: dict[tuple[str, str, str], float] = defaultdict(float)
    for (sender, to, result), count in flows.items():
        key = (sender if sender in keeps[0] else OTHER, to if to in keeps[1] else OTHER, result)
        out[key] += count
    return dict(out)


def _large(flows: Flows, place: int, least: float) -> set[str]:
    return {name for name, count in _sums(flows, place).items() if count >= least}


def _sums(flows: Flows, place: int) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for key, count in flows.items():
        sums[key[place]] += count
    return dict(sums)


def sankey(flows: Flows, *, alt: str, most: float) -> Markup:
    """The chart. `most` is what fills the whole height: give charts that stand beside one another the same.

    Parameters
    ----------
    flows : mapping of (sender, receiver, result) to float
        How many people, merged already.
    alt : str
        The chart in words.
    most : float
        The largest total of the charts compared.
    """
    columns = [_column(flows, place, most) for place in range(3)]
    parts = [text(head, x, 12, size=11, anchor=anchor, fill="#6a737d") for head, x, anchor in _HEADS]
    parts += _ribbons(flows, columns, most)
    for place, nodes in enumerate(columns):
        parts += _labels(nodes, place, _sums(flows, place))
    lowest = max((node.y + node.height for nodes in columns for node in nodes.values()), default=_HEIGHT)
    return picture(alt, max(lowest, _TOP) + 12, *parts)


_HEADS = (("sent by", 0, "start"), ("arrived at", WIDTH * 0.5, "middle"), ("and was", WIDTH, "end"))
_X = (0.0, WIDTH * 0.5 - _NODE / 2, float(WIDTH - _NODE))


def _scale(most: float) -> float:
    return (_HEIGHT - _TOP) / most if most else 0.0


def _column(flows: Flows, place: int, most: float) -> dict[str, Node]:
    """Bars from the largest down, "other" last; results in the order of their colours."""
    sums = _sums(flows, place)
    rank = list(RESULT_COLOURS).index
    key = (lambda name: rank(name)) if place == 2 else (lambda name: (name == OTHER, -sums[name], name))
    out, y = {}, float(_TOP)
    for name in sorted(sums, key=key):
        out[name] = Node(_X[place], y, sums[name] * _scale(most))
        y += max(out[name].height, 4) + _GAP
    return out


def _ribbons(flows: Flows, columns: Sequence[Mapping[str, Node]], most: float) -> list[Markup]:
    """Each flow twice, from sender to receiver and on to its result; both ends stacked in the order of the other end."""
    rank = [{name: place for place, name in enumerate(nodes)} for nodes in columns]
    out: list[Markup] = []
    for left, right in ((0, 1), (1, 2)):
        sums: dict[tuple[str, str, str], float] = defaultdict(float)
        for key, count in flows.items():
            sums[(key[left], key[right], key[2])] += count
        results = list(RESULT_COLOURS)
        by_left = sorted(sums, key=lambda k: (rank[left][k[0]], rank[right][k[1]], results.index(k[2])))
        by_right = sorted(sums, key=lambda k: (rank[right][k[1]], rank[left][k[0]], results.index(k[2])))
        starts = _offsets(by_left, sums, columns[left], 0, most)
        ends = _offsets(by_right, sums, columns[right], 1, most)
        out += [
            _ribbon(_X[left] + _NODE, starts[key], _X[right], ends[key], sums[key] * _scale(most), key, sums[key])
            for key in by_left
        ]
    return out


def _offsets(order: list[tuple[str, str, str]], sums: Flows, nodes: Mapping[str, Node], end: int, most: float) -> dict[tuple[str, str, str], float]:
    filled: dict[str, float] = defaultdict(float)
    out = {}
    for key in order:
        out[key] = nodes[key[end]].y + filled[key[end]]
        filled[key[end]] += sums[key] * _scale(most)
    return out


def _ribbon(x0: float, y0: float, x1: float, y1: float, width: float, key: tuple[str, str, str], count: float) -> Markup:
    middle = (x0 + x1) / 2
    y0, y1 = y0 + width / 2, y1 + width / 2
    path = f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    said = tag("title", escape(f"{words(key[0])} to {words(key[1])}, {RESULT_LABELS[key[2]]}: {count:,.0f}"))
    return tag("path", said, d=path, fill="none", stroke=RESULT_COLOURS[key[2]], stroke_width=max(width, 0.4), stroke_opacity=0.45)


def _labels(nodes: Mapping[str, Node], place: int, sums: Mapping[str, float]) -> list[Markup]:
    anchor, shift = (("start", _NODE + 4), ("start", _NODE + 4), ("end", -4))[place]
    out: list[Markup] = []
    for name, node in nodes.items():
        colour = RESULT_COLOURS.get(name, "#444d56") if place == 2 else "#444d56"
        out.append(tag("rect", x=node.x, y=node.y, width=_NODE, height=max(node.height, 1), fill=colour))
        label = RESULT_LABELS.get(name, words(name)) if place == 2 else words(name)
        middle = node.y + max(node.height, 4) / 2 + 4
        out.append(halo(f"{label} {sums[name]:,.0f}", node.x + shift, middle, size=11, anchor=anchor))
    return out
