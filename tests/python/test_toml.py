"""TOML and JSON text to plain data, the line of each path, and refusals in bounded time."""

import json
import time
import tomllib

import pytest
from casepath import ScenarioError, _scan
from casepath._toml import decode, parse
from hypothesis import given, settings
from hypothesis import strategies as st

PLACE = """\
casepath = 1
start = 2025-04-01

[services.gp]          # a header
capacity = 3
accept = { chance = 0.9, odds = { trust = 7 } }
"works on" = [
  "debt",  # ]
  "housing",
]
note = '''
[not.a.header]
nor = "a key"
'''
costs.start = "£5"

[[points]]
x = 1
[[points]]
x = 2
"""


def refusal(text, format="toml"):
    with pytest.raises(ScenarioError) as caught:
        parse(text, "f.toml", format)
    return caught.value.problems[0]


def test_dates_become_iso_text_and_the_rest_stays_as_written():
    data = parse("a = 2025-04-01\nb = 2025-04-01T09:30:00Z\nc = 09:30:00\nd = [1, 2.5, true, 'x']").data
    assert data == {"a": "2025-04-01", "b": "2025-04-01T09:30:00+00:00", "c": "09:30:00", "d": [1, 2.5, True, "x"]}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("casepath", 1),
        ("services.gp", 4),
        ("services.gp.capacity", 5),
        ("services.gp.accept.odds.trust", 6),
        ("services.gp.works on", 7),
        ("services.gp.works on.1", 7),
        ("services.gp.note", 11),
        ("services.gp.costs.start", 15),
        ("services.gp.unheard_of", 4),
        ("points.0.x", 18),
        ("points.1.x", 20),
    ],
)
def test_every_path_knows_its_line(path, line):
    assert parse(PLACE, "place.toml").place(path) == ("place.toml", line)


def test_a_path_nobody_wrote_has_no_line():
    assert parse(PLACE, "place.toml").place("people.cohorts") == ("", None)


def test_a_key_inside_a_multi_line_string_is_not_a_key():
    assert not any(path.startswith("not") or path.endswith("nor") for path in parse(PLACE).lines)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 20_000 + "b = 1",
        "x = { " + "a." * 20_000 + "b = 1 }",
        "[" + "a." * 20_000 + "b]",
        "x = [\n  'one',\n  { " + "a." * 40 + "b = 1 }\n]",
        '"' + "k" * 600 + '" = 1',
        "k" * 100_000 + " = 1",
        "x = " + "[" * 100_000,
        "x = " + "{ a = " * 40 + "1" + " }" * 40,
    ],
)
def test_long_or_deep_keys_are_refused_at_once(text):
    began = time.perf_counter()
    found = refusal(text)
    assert "more than" in found.found
    assert found.line is not None
    assert time.perf_counter() - began < 1


def test_the_longest_key_and_the_deepest_path_allowed_are_read():
    longest = "k" * _scan.KEY_LENGTH
    assert parse(f"{longest} = 1").data == {longest: 1}
    deepest = ".".join("a" * _scan.DEPTH)
    assert parse(f"{deepest} = 1").place(deepest)[1] == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[=", 1, "not TOML"),
        ("a = 1\na = 2", 2, "overwrite"),
        ("a = 1\n\n[a]\nb = 1", 3, "not TOML"),
        ('x = """abc', 1, "unterminated"),
        ("a = 1\nb = [1,\n2", 3, "not TOML"),
        ("a = 1 b." + "c." * 30_000, 1, "not TOML"),
        ("a = " + "9" * 9_000, None, "thousands of digits"),
        ("a = 'x\ny'", 1, "not TOML"),
        ("a = \x00", 1, "not TOML"),
    ],
)
def test_what_is_not_toml_is_a_typed_error_with_its_line(text, line, words):
    found = refusal(text)
    assert words in found.text()
    assert found.line == line


@pytest.mark.parametrize(
    ("value", "words"), [("nan", "finite"), ("-inf", "finite"), ("1e400", "finite"), ("1" + "0" * 30, "2^63")]
)
def test_numbers_that_json_cannot_carry_are_refused_with_their_path(value, words):
    found = refusal(f"[a]\nb = {{ c = {value} }}")
    assert (found.path, found.line) == ("a.b.c", 2)
    assert words in found.allowed


def test_all_bad_numbers_are_reported_together():
    with pytest.raises(ScenarioError) as caught:
        parse("a = nan\nb = 1\nc = inf")
    assert [problem.path for problem in caught.value.problems] == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": NaN}', "finite"),
        ('{"a": 1e400}', "finite"),
        ("[1]", "a table"),
        ("null", "a table"),
        ("", "not JSON"),
        ("[" * 100_000, "deep"),
        ('{"a":' * 50 + "1" + "}" * 50, "deep"),
        ('{"a": ' + "1" * 5_000 + "}", "thousands of digits"),
    ],
)
def test_wrong_json_is_a_typed_error(text, words):
    assert words in refusal(text, "json").text()


def test_json_and_toml_say_the_same():
    assert parse('{"a": {"b": [1, "x"]}}', format="json").data == parse("a.b = [1, 'x']").data


def test_bytes_that_are_not_utf8_or_too_many_are_refused():
    with pytest.raises(ScenarioError, match="f.toml:2: must be text in UTF-8, got the byte 0xff"):
        decode(b"a = 1\nb = '\xff'", "f.toml")
    with pytest.raises(ScenarioError, match="16 MiB"):
        decode(b"#" * (16 * 1024 * 1024 + 1), "f.toml")
    assert decode(b"\xef\xbb\xbfa = 1", "f.toml") == "a = 1"


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=6)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def as_toml(value):
    """The value as TOML text; JSON's escapes are TOML's too, but DEL, which JSON leaves as it is, must be escaped."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(key)} = {as_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ",# ]}\n".join(as_toml(item) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@given(st.dictionaries(KEYS, VALUES, max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_data_comes_back_and_every_key_has_the_line_it_stands_on(data):
    text = "".join(f"{json.dumps(key, ensure_ascii=False)} = {as_toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    document = parse(text)
    assert document.data == data
    lines = text.split("\n")
    assert [key.path for key in _scan.keys(text)] == [(key,) for key in data]
    for key in _scan.keys(text):
        assert lines[key.line - 1].startswith(json.dumps(key.path[0], ensure_ascii=False))


@given(st.text(alphabet="ab.=[]{}'\"#\n\\ ,1", max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_as_tomllib_reads_it_or_refused(text):
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        wanted = None
    try:
        assert parse(text).data == wanted
    except ScenarioError as error:
        assert wanted is None, error
