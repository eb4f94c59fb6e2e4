"""Small wrongs that could be made in a C++ file: found in its syntax tree (libclang), written behind a run-time switch.

All of a sample stand in one copy of the file, each as `(casepath_mutant == 17 ? (a < b) : (a <= b))`, so that they are
compiled once. Functions that may run while compiling cannot take a switch and are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clang.cindex import CursorKind, TypeKind

SWITCH = "casepath_mutant"
OTHERS = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"], "&": ["|"], "|": ["&"], "<<": [">>"], ">>": ["<<"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="], "&&": ["||"], "||": ["&&"],
}  # fmt: skip
FUNCTIONS = {
    CursorKind.CXX_METHOD, CursorKind.FUNCTION_DECL, CursorKind.FUNCTION_TEMPLATE, CursorKind.CONSTRUCTOR,
    CursorKind.CONVERSION_FUNCTION,
}  # fmt: skip
LOOPS = {CursorKind.FOR_STMT, CursorKind.WHILE_STMT, CursorKind.CXX_FOR_RANGE_STMT}
JUMPS = {CursorKind.BREAK_STMT, CursorKind.CONTINUE_STMT}


@dataclass(frozen=True)
class Mutant:
    """One wrong: what stands from `start` to `end` (bytes) of a file becomes `text`."""

    file: str
    line: int
    start: int
    end: int
    kind: str
    text: str
    is_statement: bool = False

    @property
    def name(self) -> str:
        return f"{self.file}:{self.start}-{self.end}:{self.kind}:{self.text}"


@dataclass
class Body:
    """The text of a file and the mutants found in it so far."""

    file: str
    text: bytes
    found: list[Mutant] = field(default_factory=list)

    def add(self, kind: str, span: tuple[int, int], text: str, is_statement: bool = False) -> None:
        line = self.text.count(b"\n", 0, span[0]) + 1
        mutant = Mutant(self.file, line, *span, kind, plain(text), is_statement)
        if mutant not in self.found:
            self.found.append(mutant)

    def add_negated(self, span: tuple[int, int]) -> None:
        """Unless another mutant is the same: of a comparison, a constant or what is negated already."""
        text = self.of(*span)
        compared = any((m.start, m.end) == span and m.kind[0] in "<>=!" for m in self.found)
        if not compared and text not in ("true", "false") and not text.startswith("!"):
            self.add("negated", span, f"!({text})")

    def of(self, start: int, end: int) -> str:
        return self.text[start:end].decode()

    def next_sign(self, at: int) -> str:
        """The first character after `at` that is not a space."""
        return self.text[at:].lstrip()[:1].decode()


def plain(text: str) -> str:
    """On one line and without comments, so that the lines after it keep their numbers."""
    return " ".join(re.sub(r"//[^\n]*", "", text).split())


def span_of(cursor: Any) -> tuple[int, int]:
    return cursor.extent.start.offset, cursor.extent.end.offset


def mutants_in(unit: Any, path: Path, file: str) -> list[Mutant]:
    """All that can be made in the functions of one file of a parsed unit, in the order of the file."""
    body = Body(file, path.read_bytes())
    for top in unit.cursor.get_children():
        if top.location.file and Path(top.location.file.name).resolve() == path.resolve():
            for function in functions_of(top):
                of_function(function, body)
    return sorted(body.found, key=lambda m: (m.start, m.end, m.kind, m.text))


def functions_of(cursor: Any) -> Iterator[Any]:
    """Those with a body that runs: a body within another counts with it."""
    if cursor.kind in FUNCTIONS and cursor.is_definition():
        words = [token.spelling for token in cursor.get_tokens()]
        if "constexpr" not in words[: words.index("{")] if "{" in words else False:
            yield cursor
        return
    for child in cursor.get_children():
        yield from functions_of(child)


def of_function(function: Any, body: Body) -> None:
    for block in function.get_children():
        if block.kind != CursorKind.COMPOUND_STMT:
            continue
        within = list(block.walk_preorder())
        spans = {span_of(cursor) for cursor in within if cursor.kind.is_expression()}
        tokens = [(t.spelling, t.extent.start.offset, t.extent.end.offset) for t in block.get_tokens()]
        for before, sign, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if sign[0] in OTHERS:
                of_operator(before, sign, after, spans, body)
        for cursor in within:
            of_cursor(cursor, function, body)


def of_operator(before: Any, sign: Any, after: Any, spans: set[tuple[int, int]], body: Body) -> None:
    """The smallest expression around a sign, one part of which ends before it and another begins after it."""
    around = [s for s in spans if s[0] < sign[1] and sign[2] < s[1]]
    around = [s for s in around if (s[0], before[2]) in spans and (after[1], s[1]) in spans]
    if not around:
        return
    whole = min(around, key=lambda s: s[1] - s[0])
    left, right = body.of(whole[0], sign[1]), body.of(sign[2], whole[1])
    for other in OTHERS[sign[0]]:
        body.add(f"{sign[0]} for {other}", whole, f"{left} {other} {right}")
    if sign[0] in ("&&", "||"):
        body.add("left side only", whole, left)
        body.add("right side only", whole, right)


def of_cursor(cursor: Any, function: Any, body: Body) -> None:
    kind = cursor.kind
    if kind in (CursorKind.IF_STMT, CursorKind.WHILE_STMT, CursorKind.CONDITIONAL_OPERATOR):
        of_condition(cursor, body)
    elif kind == CursorKind.UNARY_OPERATOR:
        of_unary(cursor, body)
    elif kind in (CursorKind.INTEGER_LITERAL, CursorKind.FLOATING_LITERAL, CursorKind.CXX_BOOL_LITERAL_EXPR):
        of_literal(cursor, body)
    elif kind == CursorKind.DECL_REF_EXPR:
        of_enumerator(cursor, body)
    elif kind == CursorKind.RETURN_STMT:
        of_return(cursor, function, body)
    if kind in LOOPS:
        of_statement(list(cursor.get_children())[-1], body)
    elif kind in (CursorKind.COMPOUND_STMT, CursorKind.IF_STMT):
        for child in cursor.get_children():
            of_statement(child, body)


def of_condition(cursor: Any, body: Body) -> None:
    closing = "?" if cursor.kind == CursorKind.CONDITIONAL_OPERATOR else ")"
    if body.of(*span_of(cursor)).startswith("if constexpr"):
        return
    for child in cursor.get_children():
        if child.kind.is_expression() and body.next_sign(child.extent.end.offset) == closing:
            body.add_negated(span_of(child))
            return


def of_unary(cursor: Any, body: Body) -> None:
    start, end = span_of(cursor)
    text = body.of(start, end)
    for sign, other in (("++", "--"), ("--", "++"), ("!", ""), ("-", "")):
        if text.startswith(sign) and not text.startswith("!="):
            body.add(f"{sign} for {other or 'nothing'}", (start, end), other + text[len(sign) :])
            return


def of_literal(cursor: Any, body: Body) -> None:
    text = body.of(*span_of(cursor))
    if text in ("true", "false"):
        body.add("constant", span_of(cursor), "false" if text == "true" else "true")
    elif re.match("[0-9]", text):  # a compared `<` holds a literal of its own, which nobody wrote
        body.add("constant", span_of(cursor), f"{text} + 1")


def of_enumerator(cursor: Any, body: Body) -> None:
    """The next one of the same list."""
    named = cursor.referenced
    if not named or named.kind != CursorKind.ENUM_CONSTANT_DECL:
        return
    names = [other.spelling for other in named.semantic_parent.get_children()]
    text, name = body.of(*span_of(cursor)), named.spelling
    if text.endswith("::" + name) and len(names) > 1:
        other = names[(names.index(name) + 1) % len(names)]
        body.add("constant", span_of(cursor), text[: -len(name)] + other)


def of_return(cursor: Any, function: Any, body: Body) -> None:
    start, end = span_of(cursor)
    after = body.text.find(b";", end) + 1
    text = body.of(start, end).removeprefix("return").strip()
    in_lambda = function.kind != CursorKind.CONSTRUCTOR and is_in_lambda(cursor, function)
    if not text:
        body.add("removed", (start, after), "{}", is_statement=True)
    elif function.result_type.kind == TypeKind.BOOL and not in_lambda:
        body.add_negated(span_of(next(cursor.get_children())))
    elif text not in ("0", "{}", "std::nullopt"):
        body.add("nothing returned", (start, after), "return {};", is_statement=True)


def is_in_lambda(cursor: Any, function: Any) -> bool:
    at = cursor.extent.start.offset
    lambdas = (c for c in function.walk_preorder() if c.kind == CursorKind.LAMBDA_EXPR)
    return any(c.extent.start.offset < at < c.extent.end.offset for c in lambdas)


def of_statement(cursor: Any, body: Body) -> None:
    start, end = span_of(cursor)
    if (cursor.kind.is_expression() or cursor.kind in JUMPS) and body.next_sign(end) == ";":
        body.add("removed", (start, body.text.find(b";", end) + 1), "{}", is_statement=True)


def written(text: bytes, mutants: dict[int, Mutant]) -> bytes:
    """The file with the numbered mutants in it, each line where it was."""
    at: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for number, mutant in sorted(mutants.items()):
        at[mutant.start, mutant.end, mutant.is_statement].append(number)
    nodes = sorted(at, key=lambda n: (n[0], -n[1], not n[2]))

    def render(start: int, end: int, inside: list[tuple[int, int, bool]]) -> str:
        out, position = "", start
        while inside:
            node, rest = inside[0], inside[1:]
            within = [n for n in rest if n[1] <= node[1]]
            inside = rest[len(within) :]
            out += text[position : node[0]].decode() + switched(render(node[0], node[1], within), node[2], at[node])
            position = node[1]
        return out + text[position:end].decode()

    def switched(original: str, is_statement: bool, numbers: list[int]) -> str:
        if is_statement:
            arms = "".join(f"if ({SWITCH} == {n}) {{ {mutants[n].text} }} else " for n in numbers)
            return f"{{ {arms}{{ {original} }} }}"
        negated = any(mutants[n].kind == "negated" for n in numbers)
        arms = "".join(f"{SWITCH} == {n} ? ({mutants[n].text}) : " for n in numbers)
        return f"({arms}{'!!' if negated else ''}({original}))"

    return render(0, len(text), nodes).encode()
