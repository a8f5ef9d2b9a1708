"""treaty health reports the state of each article's address; a dead link is news, not an error."""

import csv
import io
import json
import os
import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.helpers.misbehaving import Server, answer, redirect, serving
from tests.helpers.packages import edit, renew
from treaty_tools.cli import main
from treaty_tools.web.health import Run
from treaty_tools.web.outcome import ALIVE, STATUSES, UNDECIDED, Answer

SOURCE = "vtcnews-20241112-phe-chuan"


def health(package: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["health", "--package", str(package), "--timeout", "5", *options])


@pytest.fixture
def server() -> Iterator[Server]:
    paths = {"/here": answer(), "/old": redirect("/here"), "/copy": answer(), "/later": answer(429)}
    with serving(paths) as found:
        yield found


@pytest.fixture
def package(project: Path, server: Server) -> Path:
    """The five articles: one answers, one moved, one is gone with a copy, one says later, one has a source."""
    addresses = {
        "chosonsinbo-20241112-hijun": "/here",
        "mbn-20241112-kim-signs": "/old",
        "tbs-mirror-20241112-reuters-ratifies": "/away",
        SOURCE: "/later",
    }
    for article, path in addresses.items():
        edit(project, "articles", article, url=server.address(path))
    edit(project, "articles", "vtcnews-bn-20241112-phe-chuan", source_url=server.address("/no"), url=None)
    edit(project, "articles", "tbs-mirror-20241112-reuters-ratifies", archive_url=server.address("/copy"))
    renew(project)
    return project


def test_every_article_is_told_with_what_became_of_it(package: Path, server: Server) -> None:
    found = health(package, "--allow-private")
    assert found.output.splitlines() == [
        "chosonsinbo-20241112-hijun            answers            200",
        f"mbn-20241112-kim-signs                moved              200  {server.address('/here')}",
        "tbs-mirror-20241112-reuters-ratifies  gone               404  archived copy: answers",
        "vtcnews-20241112-phe-chuan            busy               429",
        "vtcnews-bn-20241112-phe-chuan         gone               404",
        "5 articles: 1 answers, 1 moved, 2 gone, 1 busy",
        "2 dead, 1 of them with an archived copy that answers",
    ]
    assert found.exit_code == 0
    assert server.asked("/here") == 2


def test_strict_fails_for_the_dead(package: Path, server: Server) -> None:
    assert health(package, "--allow-private", "--strict").exit_code == 1
    server.paths |= {"/away": answer(), "/no": answer()}
    assert health(package, "--allow-private", "--strict").exit_code == 0


def test_the_report_as_csv(package: Path, server: Server, tmp_path: Path) -> None:
    out = tmp_path / "health.csv"
    found = health(package, "--allow-private", "--out", str(out))
    assert found.output.splitlines()[0] == f"{out}: 5 articles"
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
    assert list(rows[0]) == [
        "article_id",
        "address",
        "status",
        "code",
        "final_address",
        "archive_url",
        "archive_status",
        "day",
        "note",
    ]
    assert [row["article_id"] for row in rows] == sorted(row["article_id"] for row in rows)
    assert rows[2] == {
        "article_id": "tbs-mirror-20241112-reuters-ratifies",
        "address": server.address("/away"),
        "status": "gone",
        "code": "404",
        "final_address": server.address("/away"),
        "archive_url": server.address("/copy"),
        "archive_status": "answers",
        "day": datetime.now(UTC).date().isoformat(),
        "note": "",
    }


def test_the_report_as_json_says_the_same_each_time(package: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    for out in (one, two):
        health(package, "--allow-private", "--out", str(out))
    assert one.read_bytes() == two.read_bytes()
    report = json.loads(one.read_bytes())
    assert report["counts"] == {"answers": 1, "moved": 1, "gone": 2, "busy": 1}
    assert report["articles"][0]["status"] == "answers"
    assert report["articles"][0]["note"] is None


def test_private_networks_are_left_alone(package: Path, server: Server) -> None:
    found = health(package)
    assert found.output.splitlines()[0] == (
        "chosonsinbo-20241112-hijun            not public              "
        "127.0.0.1 resolves to 127.0.0.1, which is not public"
    )
    assert found.output.splitlines()[-2] == "5 articles: 5 not public"
    assert server.requests == []


def ctrl_c(talk: object) -> None:
    """Interrupt the program that asks, as Ctrl-C does."""
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupted_run_keeps_the_answers_it_has(package: Path, server: Server, tmp_path: Path) -> None:
    server.paths["/later"] = ctrl_c  # requested after /away, /copy and /here, since one host gets one request at a time
    out = tmp_path / "health.csv"
    found = health(package, "--allow-private", "--out", str(out))
    assert found.exit_code == 130
    assert found.stderr == "Interrupted: 3 of 6 addresses were checked\n"
    rows = {row["article_id"]: row for row in csv.DictReader(io.StringIO(out.read_text("utf-8")))}
    assert rows["tbs-mirror-20241112-reuters-ratifies"]["archive_status"] == "answers"
    assert (rows[SOURCE]["status"], rows[SOURCE]["note"]) == ("not asked", "no answer yet when the report was written")


def test_an_interruption_before_any_answer_writes_nothing(package: Path, server: Server, tmp_path: Path) -> None:
    server.paths["/robots.txt"] = ctrl_c
    found = health(package, "--allow-private", "--out", str(tmp_path / "health.csv"))
    assert (found.exit_code, found.output) == (130, "Interrupted before anything answered; no report was written\n")
    assert not (tmp_path / "health.csv").exists()


def test_the_report_is_written_as_answers_come(tmp_path: Path) -> None:
    run = Run([("a", "http://a/", None), ("b", "http://b/", None)], tmp_path / "health.csv")
    run.found["http://a/"] = Answer("no name")
    run.write_if_new()
    assert not (tmp_path / "health.csv").exists()  # there may be no network
    run.found["http://b/"] = Answer("answers", 200)
    run.write_if_new()
    assert [row[:13] for row in (tmp_path / "health.csv").read_text("utf-8").splitlines()[1:]] == [
        "a,http://a/,n",
        "b,http://b/,a",
    ]


def test_nothing_is_called_dead_if_nothing_answers(package: Path, server: Server, tmp_path: Path) -> None:
    server.close()
    found = health(package, "--allow-private", "--out", str(tmp_path / "health.csv"))
    assert found.exit_code == 1
    assert found.output == (
        "Error: nothing answered: no address could be reached (6 tried); check the network connection\n"
    )
    assert not (tmp_path / "health.csv").exists()


def test_an_error_of_ours_is_reported_and_costs_no_other_address(
    package: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def where_led(asked: object, came: object) -> str:
        if str(came).endswith("/copy"):
            raise ZeroDivisionError("by\n" + "0" * 999)
        return "answers"

    monkeypatch.setattr("treaty_tools.web.client.where_led", where_led)
    found = health(package, "--allow-private")
    assert found.exit_code == 3
    lines = found.output.splitlines()
    assert lines[2] == "tbs-mirror-20241112-reuters-ratifies  gone               404  archived copy: failed"
    assert lines[-1] == "treaty itself failed on an address: please report it with the note above"
    assert len(lines) == 8


def test_a_report_is_not_written_through_a_link(package: Path, server: Server, tmp_path: Path) -> None:
    out, target = tmp_path / "health.csv", tmp_path / "mine.csv"
    target.write_text("mine")
    out.symlink_to(target)
    found = health(package, "--allow-private", "--out", str(out))
    assert (found.exit_code, found.output) == (
        1,
        f"Error: {out} is a link to {target}; files are not written through links: remove it\n",
    )
    assert target.read_text() == "mine"


@pytest.mark.parametrize("name", ["report.txt", "report", "nowhere/report.csv"])
def test_a_report_that_cannot_be_written_is_refused_before_anyone_is_asked(
    name: str, package: Path, server: Server, tmp_path: Path
) -> None:
    found = health(package, "--allow-private", "--out", str(tmp_path / name))
    assert found.exit_code == 2
    assert found.output.endswith(f"{tmp_path / name} must be a .csv or .json file in an existing folder\n")
    assert server.requests == []


def test_a_broken_package_is_told(package: Path, server: Server) -> None:
    (package / "data/articles.csv").write_text("nonsense\n")
    found = health(package, "--allow-private")
    assert found.exit_code == 1
    assert found.output.endswith("nothing was requested: correct the package first\n")
    assert server.requests == []


def test_the_help_has_every_status_and_what_it_means() -> None:
    shown = CliRunner().invoke(main, ["health", "--help"]).output
    told = dict(re.findall(r"^  ([a-z ]+?)  +(\S.*)$", shown.partition("Statuses:")[2], flags=re.MULTILINE))
    assert told == STATUSES
    assert STATUSES.keys() > {*ALIVE, *UNDECIDED}
