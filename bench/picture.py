"""results.svg: seconds against people on workload (c), both scales logarithmic, ours and theirs."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from casepath import charts
from summary import OURS, Summary, title

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 52, 92, 30, 38, 280
LABEL = (76, 13)  # room for a name: across, down


class Course(NamedTuple):
    """One program's times: people and seconds, by rising number of people."""

    program: str
    people: Sequence[float]
    seconds: Sequence[float]


class Frame:
    """Where people and seconds lie on the picture: whole powers of ten around all that is shown."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.people = _decades([n for course in courses for n in course.people])
        self.seconds = _decades([s for course in courses for s in course.seconds])

    def x(self, people: float) -> float:
        low, high = self.people
        return LEFT + (charts.WIDTH - LEFT - RIGHT) * (log10(people) - low) / (high - low)

    def y(self, seconds: float) -> float:
        low, high = self.seconds
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - log10(seconds)) / (high - low)


def svg(summary: Summary) -> str:
    """The picture; empty text when (c) was not run."""
    courses = [_course(summary, program) for program in summary.programs("c")]
    courses = [course for course in courses if course.people]
    if not courses:
        return ""
    frame = Frame(courses)
    parts: list[str] = [charts.tag("rect", width="100%", height="100%", fill="#fff")]  # for dark pages too
    parts += [charts.text("Workload (c): seconds a run", 0, 13, size=13, font_weight=600), *_grid(frame)]
    for place, course in enumerate(courses):
        parts += _line(course, place, frame)
    parts += _labels(courses, frame)
    return str(charts.picture(_in_words(courses), HEIGHT, *parts)) + "\n"


def _course(summary: Summary, program: str) -> Course:
    sizes = summary.sizes("c", program)
    return Course(program, sizes, [summary.seconds(program, "c", size) or 0 for size in sizes])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low = floor(log10(min(values)))
    return low, max(low + 1, ceil(log10(max(values))))


def _grid(frame: Frame) -> Sequence[str]:
    right, foot = charts.WIDTH - RIGHT, HEIGHT - BOTTOM
    out = []
    for power in range(frame.seconds[0], frame.seconds[1] + 1):
        y = frame.y(10.0**power)
        out.append(charts.tag("line", x1=LEFT, x2=right, y1=y, y2=y, stroke="#e1e4e8"))
        out.append(charts.text(f"{10.0**power:,g} s", LEFT - 5, y + 4, size=10.5, anchor="end", fill=charts.FAINT))
    for power in range(frame.people[0], frame.people[1] + 1):
        x = frame.x(10.0**power)
        out.append(charts.tag("line", x1=x, x2=x, y1=TOP, y2=foot, stroke="#e1e4e8"))
        out.append(charts.text(f"{10**power:,}", x, foot + 15, size=10.5, anchor="middle", fill=charts.FAINT))
    out.append(charts.text("people", (LEFT + right) / 2, foot + 31, size=10.5, anchor="middle", fill=charts.FAINT))
    return out


def _style(place: int) -> tuple[str, str]:
    """Colour and dashes: the first style is ours alone, the others take turns with the rest."""
    return charts.LINE_STYLES[0 if place == 0 else 1 + (place - 1) % (len(charts.LINE_STYLES) - 1)]


def _line(course: Course, place: int, frame: Frame) -> Sequence[str]:
    colour, dash = _style(place)
    places = [(frame.x(n), frame.y(s)) for n, s in zip(course.people, course.seconds, strict=True)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    width = 2.6 if course.program == OURS else 1.6
    line = charts.tag("polyline", points=path, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash)
    return [line, *(charts.tag("circle", cx=x, cy=y, r=2.6, fill=colour) for x, y in places)]


def _labels(courses: Sequence[Course], frame: Frame) -> Sequence[str]:
    """Each name beside the end of its line, or, where lines end together, as near as can be read."""
    ends = [(frame.x(course.people[-1]), frame.y(course.seconds[-1])) for course in courses]
    out = []
    for place, (course, (x, _)) in enumerate(zip(courses, ends, strict=True)):
        near = [i for i, (other, _) in enumerate(ends) if abs(other - x) < LABEL[0]]
        y = charts.apart([ends[i][1] for i in near], LABEL[1], TOP, HEIGHT - BOTTOM)[near.index(place)]
        out.append(charts.halo(title(course.program), x + 6, y + 4, size=11, fill=_style(place)[0], font_weight=600))
    return out


def _in_words(courses: Sequence[Course]) -> str:
    ends = (f"{course.program} {course.seconds[-1]:.3g} s at {course.people[-1]:,.0f} people" for course in courses)
    return "Seconds against people, workload (c), both scales logarithmic: " + "; ".join(ends)
