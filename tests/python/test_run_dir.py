"""Long runs: what `--run-dir` keeps outlasts kills, full disks and interrupts; resumed is as unbroken, byte for byte.

`CASEPATH_LONG=1` kills fifty times where the default is five.
"""

import os
import random
import resource
import signal
import subprocess
import sys
import time
import warnings

import casepath
import pytest
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from study_support import place
from typer.testing import CliRunner

ROUNDS = 10 if os.environ.get("CASEPATH_LONG") == "1" else 1
KILLS = 5
MANY = 200
BLOCK = 20_000  # bytes, about, of a replication of the place
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
MANIFEST, BLOCKS = "manifest.json", "replications.blocks"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder with a scenario in it; runs go to `runs/a`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_bytes(TEMPLATE.read_bytes())
    return tmp_path


def words_for(replications, *more):
    return ["compare", "place.toml", "--replications", str(replications), "--json", *more]


def called(*words):
    return CliRunner().invoke(app, list(words))


def started(*words, **settings):
    """The command in a process of its own."""
    command = [sys.executable, "-m", "casepath", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=ENVIRONMENT, text=True, stdout=pipe, stderr=pipe, **settings)


def ended(process):
    """What a process printed and said, and its exit code."""
    out, err = process.communicate(timeout=120)
    return out, err, process.returncode


def bytes_kept(run):
    return (run / BLOCKS).stat().st_size if (run / BLOCKS).exists() else 0


def wait_for_blocks(process, run, more):
    """Until the folder has grown by so many bytes."""
    aim = bytes_kept(run) + more
    while bytes_kept(run) < aim:
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)


def kill_somewhere(luck, run):
    """Begin or resume, and kill -9: at some time of the start, or a few replications on."""
    process = started(*words_for(MANY, "--run-dir", str(run), "--resume"))
    if luck.random() < 0.2:
        time.sleep(luck.uniform(0, 0.5))
    else:
        wait_for_blocks(process, run, luck.uniform(0, 15 * BLOCK))
        time.sleep(luck.uniform(0, 0.02))
    process.kill()
    assert ended(process)[2] == -signal.SIGKILL


@pytest.fixture(scope="module")
def unbroken():
    return casepath.compare(place(), replications=MANY).to_json()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_killed_again_and_again_and_resumed_it_prints_what_an_unbroken_run_prints(folder, unbroken, round_):
    luck, run = random.Random(round_), folder / "runs" / "a"
    for _ in range(KILLS):
        kill_somewhere(luck, run)
    assert bytes_kept(run) > BLOCK
    resumed = called(*words_for(MANY, "--run-dir", str(run), "--resume"))
    assert resumed.exit_code == 0
    assert resumed.stdout == unbroken
    assert f"of {MANY} replications were there" in resumed.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_and_sigterm_keep_what_is_done_and_say_how_to_go_on(folder, number, code):
    run = folder / "runs" / "a"
    process = started(*words_for(1_000_000, "--run-dir", "runs/a"))
    wait_for_blocks(process, run, 3 * BLOCK)
    process.send_signal(number)
    out, err, left_with = ended(process)
    assert left_with == code
    assert '"partial": true' in out
    assert "runs/a keeps what is done; the same command with --resume does the rest" in err
    resumed = called(*words_for(10, "--run-dir", "runs/a", "--resume"))
    assert resumed.stdout == casepath.compare(place(), replications=10).to_json()


def test_sigterm_before_anything_is_done_has_its_exit_code_too(folder):
    text = TEMPLATE.read_text(encoding="utf-8").replace("size = 400", "size = 400000")
    (folder / "place.toml").write_text(text, encoding="utf-8")
    process = started(*words_for(2, "--run-dir", "a"))
    while not (folder / "a" / MANIFEST).exists():
        time.sleep(0.01)
    process.terminate()
    out, err, left_with = ended(process)
    assert (left_with, out) == (143, "")
    assert err == "casepath: interrupted\na keeps what is done; the same command with --resume does the rest\n"


def test_two_processes_cannot_work_in_one_folder(folder):
    process = started(*words_for(1_000_000, "--run-dir", "a"))
    wait_for_blocks(process, folder / "a", BLOCK)
    for more in ([], ["--resume"]):
        second = called(*words_for(2, "--run-dir", "a", *more))
        assert (second.exit_code, second.stdout) == (1, "")
        assert "another process is at work in this folder; wait for it to end" in second.stderr
    with pytest.raises(BlockingIOError, match="another process"):
        casepath.compare(place(), run_dir="a", resume=True)
    process.send_signal(signal.SIGINT)
    assert ended(process)[2] == 130
    assert called(*words_for(2, "--run-dir", "a", "--resume")).exit_code == 0


def test_a_folder_with_a_run_in_it_is_not_begun_anew(folder):
    assert called(*words_for(2, "--run-dir", "a")).exit_code == 0
    before = (folder / "a" / BLOCKS).read_bytes()
    again = called(*words_for(2, "--run-dir", "a"))
    assert (again.exit_code, again.stdout) == (2, "")
    assert "holds a run already" in again.stderr
    assert (folder / "a" / BLOCKS).read_bytes() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seed": 2}, "seed is 1 there and 2 here"),
        ({"variants": ["joined_up", "siloed"]}, "variants is"),
        ({"scenario": "size = 401"}, "scenario_hash is"),
    ],
)
def test_a_folder_of_another_study_is_refused_and_the_difference_named(folder, change, words):
    casepath.compare(place(), replications=1, run_dir="a")
    other = place()
    if size := change.pop("scenario", None):
        other = casepath.loads(TEMPLATE.read_text(encoding="utf-8").replace("size = 400", size))
    with pytest.raises(ValueError, match=f"a holds another study: {words}"):
        casepath.compare(other, replications=1, run_dir="a", resume=True, **change)


def test_more_replications_take_up_those_that_are_there(folder):
    few = casepath.run(place(), replications=3, run_dir=folder / "a")
    more = casepath.run(place(), replications=5, run_dir=folder / "a", resume=True)
    assert (few.resumed, more.resumed) == (0, 3)
    assert more.to_json() == casepath.run(place(), replications=5).to_json()
    assert few.to_json() == casepath.run(place(), replications=3).to_json()


def test_all_tables_are_those_of_the_unbroken_run(folder):
    whole = casepath.compare(place(), replications=3)
    casepath.compare(place(), replications=2, run_dir="a")
    resumed = casepath.compare(place(), replications=3, run_dir="a", resume=True)
    for table in ("ledger", "costs", "flows", "lists"):
        rows = [list(getattr(study, table)().rows()) for study in (whole, resumed)]
        assert rows[0] and repr(rows[0]) == repr(rows[1])


def test_a_torn_tail_is_dropped_and_said(folder):
    whole = casepath.compare(place(), replications=3, run_dir="a").to_json()
    os.truncate("a/" + BLOCKS, bytes_kept(folder / "a") - 7)
    again = called(*words_for(3, "--run-dir", "a", "--resume"))
    assert again.stdout == whole
    assert "2 of 3 replications were there" in again.stderr
    assert "torn or damaged bytes were dropped" in again.stderr
    with open("a/" + BLOCKS, "r+b") as blocks:
        blocks.seek(BLOCK // 2)
        blocks.write(b"damaged!")
    with pytest.warns(RuntimeWarning, match="torn or damaged bytes were dropped"):
        assert casepath.compare(place(), replications=3, run_dir="a", resume=True).to_json() == whole


def test_to_resume_where_nothing_was_begun_begins_and_says_nothing(folder):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        begun = casepath.run(place(), replications=1, run_dir="a", resume=True)
    assert begun.resumed == 0
    assert called("run", "place.toml", "--replications", "1", "--run-dir", "a", "--resume").exit_code == 0


def test_to_resume_needs_a_folder(folder):
    with pytest.raises(ValueError, match="run_dir"):
        casepath.run(place(), replications=1, resume=True)
    refused = called("run", "place.toml", "--resume")
    assert refused.exit_code == 2 and "--run-dir" in refused.stderr


def test_a_disk_that_fills_up_is_an_error_and_what_is_done_stays_good(folder):
    limit = int(3.5 * BLOCK)
    small_disk = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))}
    out, err, code = ended(started(*words_for(20, "--run-dir", "a"), **small_disk))
    assert (code, out) == (1, "")
    wrong, hint = err.splitlines()
    assert wrong.startswith("casepath: ") and wrong.endswith(f"File too large: 'a/{BLOCKS}'")
    assert hint == "a keeps what is done; the same command with --resume does the rest"
    resumed = called(*words_for(20, "--run-dir", "a", "--resume"))
    assert "3 of 20 replications were there" in resumed.stderr
    assert resumed.stdout == casepath.compare(place(), replications=20).to_json()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_an_os_error_that_names_the_file(folder):
    (folder / "a").mkdir()
    (folder / "a" / BLOCKS).symlink_to("/dev/full")
    with pytest.raises(OSError, match=f"No space left on device: 'a/{BLOCKS}'"):
        casepath.run(place(), replications=1, run_dir="a")


AS_SOMEBODY_ELSE = """
import os, casepath
place = casepath.load("place.toml")
if os.geteuid() == 0:  # whom no permission stops
    os.setuid(65534)
casepath.run(place, replications=1, run_dir="a")
"""


def test_a_folder_that_cannot_be_written_is_an_os_error(folder):
    folder.chmod(0o755)
    (folder / "a").mkdir(mode=0o555)
    words = [sys.executable, "-c", AS_SOMEBODY_ELSE]
    failed = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == f"PermissionError: [Errno 13] Permission denied: 'a/{BLOCKS}'"


def test_a_file_in_place_of_the_folder_is_an_os_error(folder):
    (folder / "a").write_text("not a folder")
    with pytest.raises(OSError, match="a"):
        casepath.run(place(), replications=1, run_dir="a")
