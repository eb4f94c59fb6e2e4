"""Charts as SVG text: stacked bars and lines over time. No script, no font, nothing from the net; prints as it looks.

Each is 380 units wide, so that it is read on a telephone as it stands and beside others on a desk. Colours are those of
Okabe and Ito (2008), told apart by people with any colour vision; labels or dashes always say the same again.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from casepath._text import plain, words

WIDTH = 380
INK, FAINT = "#1b1f23", "#6a737d"
CLASS_COLOURS = {
    "outcome": "#009E73",
    "kept": "#56B4E9",
    "low_outcome": "#F0E442",
    "no_outcome": "#D55E00",
    "undetermined": "#CC79A7",
    "overhead": "#B8BDC3",
}
LINE_STYLES = (("#0072B2", ""), ("#c04f00", "6 3"), ("#007a5a", "2 3"), ("#a3006d", "8 3 2 3"), (INK, "1 4"))


def tag(name: str, *inside: str, **attributes: Any) -> Markup:
    """An element. What is inside must be escaped already; attributes are escaped here; stroke_width is stroke-width."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    return Markup(f"<{name}{told}>{''.join(inside)}</{name}>")


def text(
    what: str, x: float, y: float, *, size: float = 12, anchor: str = "start", fill: str = INK, **more: Any
) -> Markup:
    """A line of text; what it says is escaped and cannot drive anything."""
    return tag("text", escape(plain(what)), x=x, y=y, font_size=size, text_anchor=anchor, fill=fill, **more)


def halo(what: str, x: float, y: float, **more: Any) -> Markup:
    """Text that can be read over lines and areas."""
    return text(what, x, y, paint_order="stroke", stroke="#fff", stroke_width=3, stroke_linejoin="round", **more)


def picture(alt: str, height: float, *inside: str) -> Markup:
    """The whole picture with its words for those who do not see it."""
    about = {"role": "img", "aria_label": plain(alt), "xmlns": "http://www.w3.org/2000/svg"}
    box = {"viewBox": f"0 0 {WIDTH} {height:g}", "font_family": "system-ui, sans-serif"}
    return tag("svg", tag("title", escape(plain(alt))), *inside, **about, **box)


def _number(value: Any) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


# ---- stacked bars


class Bar(NamedTuple):
    """One bar: its label, and an amount for each class."""

    label: str
    amounts: Mapping[str, float]

    @property
    def total(self) -> float:
        """All classes together."""
        return sum(self.amounts.values())


def money(amount: float, symbol: str) -> str:
    """A short amount: ``£1.2m``, ``£45k``."""
    for size, suffix in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(amount) >= size:
            return f"{symbol}{amount / size:.1f}{suffix}"
    return f"{symbol}{amount:.0f}"


def stacked_bars(groups: Sequence[tuple[str, Sequence[Bar]]], *, alt: str, symbol: str, labels: bool = False) -> Markup:
    """Bars in groups, each bar cut into outcome classes, all on one scale.

    With `labels`, the classes and their shares stand under each bar.
    """
    largest = max((bar.total for _, bars in groups for bar in bars), default=0) or 1
    parts, y = [_hatching()], 4.0
    for name, bars in groups:
        if name:
            parts.append(text(name, 0, y + 13, size=13, font_weight=600))
            y += 20
        for bar in bars:
            parts += [text(bar.label, 0, y + 11), text(money(bar.total, symbol), WIDTH, y + 11, anchor="end")]
            parts += _segments(bar, y + 16, largest)
            y += 40
            if labels:
                for line in _shares(bar):
                    parts.append(text(line, 0, y + 5, size=10.5, fill=FAINT))
                    y += 13
                y += 9
        y += 8
    return picture(alt, y, *parts)


def _segments(bar: Bar, y: float, largest: float) -> list[Markup]:
    out, x = [], 0.0
    for name, amount in bar.amounts.items():
        width = WIDTH * amount / largest
        if width > 0:
            box = {"x": x, "y": y, "width": max(0.4, width - 0.8), "height": 18}
            out.append(
                tag("rect", tag("title", escape(f"{words(name)}: {amount:,.0f}")), fill=CLASS_COLOURS[name], **box)
            )
            if name in ("no_outcome", "overhead"):
                out.append(tag("rect", fill=f"url(#hatch-{name})", **box))
        x += width
    return out


def _shares(bar: Bar) -> list[str]:
    """The classes of a bar with their shares, in lines; those below half a per cent are left to the rows."""
    lines = [""]
    for name, amount in bar.amounts.items():
        share = 100 * amount / (bar.total or 1)
        if share < 0.5:
            continue
        told = f"{words(name)} {share:.0f} %"
        if len(lines[-1]) + len(told) > 64:
            lines.append("")
        lines[-1] += f" · {told}" if lines[-1] else told
    return lines


def _hatching() -> Markup:
    """So that the two greatest classes are told apart without colour."""
    lines = {"no_outcome": "M0 6L6 0", "overhead": "M0 3L6 3"}
    patterns = [
        tag(
            "pattern",
            tag("path", d=path, stroke="#fff", stroke_width=1.2, stroke_opacity=0.7),
            id=f"hatch-{name}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )  # fmt: skip
        for name, path in lines.items()
    ]
    return tag("defs", *patterns)


def legend(names: Sequence[str]) -> Markup:
    """The classes and their colours."""
    return key_line({words(name): CLASS_COLOURS[name] for name in names})


def key_line(colours: Mapping[str, str]) -> Markup:
    """What colours mean, as a line of HTML."""
    box = "display:inline-block;width:.9em;height:.9em;margin-right:.35em;vertical-align:-.1em;background:"
    keys = [
        tag("span", tag("span", style=box + colour, aria_hidden="true"), escape(name), class_="key")
        for name, colour in colours.items()
    ]
    return tag("p", Markup(" ").join(keys), class_="legend")


# ---- lines over time


class Line(NamedTuple):
    """One line: its label, which of the styles it has in every chart, and where it runs."""

    label: str
    style: int
    x: Sequence[float]
    y: Sequence[float]


def lines(
    title: str, drawn: Sequence[Line], *, alt: str, ticks: Sequence[tuple[int, str]], mark: float, height: int = 190
) -> Markup:
    """Lines over time with their labels at their ends, and a dashed upright at `mark`, where counting begins."""
    left, right, top, bottom = 34, 92, 26, 20
    x_low, x_high = min(min(line.x) for line in drawn), max(max(line.x) for line in drawn)
    y_high = max(max(max(line.y) for line in drawn), 1e-9) * 1.06

    def at(x: float, y: float) -> tuple[float, float]:
        across = left + (WIDTH - left - right) * (x - x_low) / ((x_high - x_low) or 1)
        return across, top + (height - top - bottom) * (1 - y / y_high)

    parts = [text(title, 0, 13, size=13, font_weight=600)]
    parts += _grid(y_high, at, left, WIDTH - right)
    parts += [text(label, at(x, 0)[0], height - 5, size=10.5, anchor="middle", fill=FAINT) for x, label in ticks]
    parts.append(
        tag(
            "line",
            x1=at(mark, 0)[0],
            x2=at(mark, 0)[0],
            y1=top,
            y2=height - bottom,
            stroke=FAINT,
            stroke_dasharray="3 3",
        )
    )
    for line in drawn:
        colour, dash = LINE_STYLES[line.style % len(LINE_STYLES)]
        points = " ".join(f"{px:.1f},{py:.1f}" for px, py in (at(x, y) for x, y in zip(line.x, line.y, strict=True)))
        parts.append(
            tag("polyline", points=points, fill="none", stroke=colour, stroke_width=1.8, stroke_dasharray=dash)
        )
    ends = apart([at(line.x[-1], line.y[-1])[1] for line in drawn], 13, top, height - bottom)
    for line, y in zip(drawn, ends, strict=True):
        colour = LINE_STYLES[line.style % len(LINE_STYLES)][0]
        parts.append(text(words(line.label), WIDTH - right + 5, y + 4, size=11, fill=colour, font_weight=600))
    return picture(alt, height, *parts)


def _grid(y_high: float, at: Any, left: float, right: float) -> list[Markup]:
    out = []
    for value in _round_steps(y_high):
        y = at(0, value)[1]
        out.append(tag("line", x1=left, x2=right, y1=y, y2=y, stroke="#e1e4e8"))
        out.append(text(f"{value:g}", left - 5, y + 4, size=10.5, anchor="end", fill=FAINT))
    return out


def _round_steps(high: float) -> list[float]:
    """Two to five round numbers from 0 up to `high`."""
    size = 10.0 ** len(str(int(high))) / 100 if high >= 1 else 0.1
    step = next(step for step in (size * k for k in (1, 2, 5, 10, 20, 50, 100, 200)) if high / step < 4)
    return [step * k for k in range(int(high / step) + 1)]


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those wanted, in their order, at least `gap` from one another and as far as may be in [low, high]."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    out, floor = list(wanted), low
    for place in order:
        out[place] = floor = max(wanted[place], floor)
        floor += gap
    ceiling = high
    for place in reversed(order):
        out[place] = ceiling = min(out[place], ceiling)
        ceiling -= gap
    return out
