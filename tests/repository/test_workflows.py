"""What GitHub runs may do no more than it must, and is what contributors run."""

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from treaty_record import home

ROOT = Path(__file__).parents[2]
WORKFLOWS: dict[str, Any] = {
    path.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
}
JOBS = {f"{file} {name}": job for file, workflow in WORKFLOWS.items() for name, job in workflow["jobs"].items()}
STEPS = [(where, step) for where, job in JOBS.items() for step in job["steps"]]
MORE_THAN_READING = {
    "release.yml attest": {"id-token": "write", "attestations": "write"},
    "release.yml index": {"id-token": "write"},
    "release.yml release": {"contents": "write"},
    "pages.yml publish": {"pages": "write", "id-token": "write"},
}
CALLERS = [(ROOT / ".ci" / name).read_text("utf-8") for name in ("run", "try-steps")]


def on(workflow: Any) -> Any:
    """Return when a workflow runs; YAML 1.1 takes the key for a truth value."""
    return workflow[True]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_may_do_nothing_that_a_job_does_not_ask_for(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}
    assert "group" in WORKFLOWS[name]["concurrency"]


@pytest.mark.parametrize("job", JOBS)
def test_jobs_may_only_read_and_end_in_time(job: str) -> None:
    assert JOBS[job]["permissions"] == MORE_THAN_READING.get(job, {"contents": "read"})
    assert 0 < JOBS[job]["timeout-minutes"] <= 60


def test_what_is_not_ours_is_pinned_to_a_commit_and_keeps_no_token() -> None:
    for _, step in STEPS:
        used = step.get("uses", "./")
        assert used == "./" or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", used)
        if used.startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_each_action_is_one_version_and_its_name_is_told() -> None:
    lines = [
        line.partition("uses: ")[2]
        for name in WORKFLOWS
        for line in (ROOT / ".github/workflows" / name).read_text("utf-8").splitlines()
        if "uses: " in line and "./" not in line
    ]
    told = {line.partition("@")[0]: line for line in lines}
    assert set(lines) == set(told.values())
    assert all(re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in lines)


def test_every_step_that_runs_is_a_script_that_is_run_here_too() -> None:
    runs = [step["run"] for _, step in STEPS if "run" in step]
    assert runs
    for run in runs:
        match = re.fullmatch(r"(?:base/)?\.ci/([\w-]+)((?: --?[\w-]+| [\w]+| \"\$[A-Z_]+\")*)", run)
        assert match, f"{run!r} is more than a call of a script"
        script = ROOT / ".ci" / match[1]
        assert script.stat().st_mode & stat.S_IXUSR
        assert match[1] == "run" or any(f".ci/{match[1]}" in caller for caller in CALLERS)


def test_nothing_that_others_write_becomes_part_of_a_step() -> None:
    for _, step in STEPS:
        assert "${{" not in step.get("run", "")


def test_what_ci_runs_is_what_contributors_run() -> None:
    assert {"run": ".ci/run"} in JOBS["ci.yml check"]["steps"]
    sessions = set(re.findall(r"uv run nox -s ([\w ]+)", CALLERS[0])[0].split())
    assert {"workflows", "steps"} <= sessions
    assert 'session.run(".ci/try-steps")' in (ROOT / "noxfile.py").read_text("utf-8")


def test_every_python_that_we_name_is_tried_with_old_and_new_libraries() -> None:
    matrix = JOBS["ci.yml versions"]["strategy"]["matrix"]
    assert matrix == {"python": ["3.11", "3.12", "3.13"], "libraries": ["oldest", "newest"]}


def test_a_strangers_change_is_read_by_our_tools_and_run_by_nobody() -> None:
    for name, workflow in WORKFLOWS.items():
        assert "pull_request_target" not in on(workflow)
        if "pull_request" in on(workflow) and name != "pull-request.yml":
            ours = "github.event.pull_request.head.repo.full_name == github.repository"
            assert all(job["if"].endswith(ours) for job in workflow["jobs"].values())
    (job,) = WORKFLOWS["pull-request.yml"]["jobs"].values()
    base, change, run = job["steps"]
    assert base["with"] == {
        "ref": "${{ github.event.pull_request.base.sha }}",
        "path": "base",
        "persist-credentials": False,
    }
    assert change["with"] == {"path": "change", "persist-credentials": False}
    assert run == {"run": "base/.ci/pull-request base change"}


def test_scripts_of_ci_can_be_run() -> None:
    sourced = {"uv", "actionlint.mjs", "read_alone.py", "read_frames.py"}
    for script in (ROOT / ".ci").iterdir():
        assert os.access(script, os.X_OK) == (script.name not in sourced)


# how the data is cited

ZENODO = {
    "type": "object",
    "required": ["title", "upload_type", "description", "creators", "access_right", "license"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "minLength": 3},
        "upload_type": {"enum": ["dataset", "software", "publication", "other"]},
        "description": {"type": "string", "minLength": 3},
        "creators": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in ("name", "affiliation", "orcid", "gnd")},
            },
        },
        "access_right": {"enum": ["open", "embargoed", "restricted", "closed"]},
        "license": {"type": "string", "pattern": "^[a-z0-9.-]+$"},
        "keywords": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string", "pattern": "^[a-z]{3}$"},
        "notes": {"type": "string"},
    },
}
"""What Zenodo's interface for deposits takes, as far as we use it; it takes the version from the release."""


def test_the_archive_of_a_release_is_described_as_the_data_is_cited() -> None:
    zenodo = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    Draft202012Validator(ZENODO).validate(zenodo)
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert zenodo["title"] == citation["title"] == home.descriptor()["title"]
    assert zenodo["description"] == citation["abstract"]
    assert zenodo["keywords"] == citation["keywords"]
    assert zenodo["creators"] == [{"name": author["name"]} for author in citation["authors"]]
    assert zenodo["license"].upper() == citation["license"][0]
    assert zenodo["upload_type"] == citation["type"]
