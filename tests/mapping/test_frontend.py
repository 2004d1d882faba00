"""The page's own checks: types by tsc, units by node's test runner, and that the lockfile fits any machine."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

FRONTEND = Path(__file__).resolve().parents[2] / "geoincidents" / "mapping" / "frontend"


def run(*command):
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    if not (FRONTEND / "node_modules").is_dir():
        pytest.fail(f"npm ci has not run in {FRONTEND}")
    return subprocess.run(
        [node, *command], cwd=FRONTEND, capture_output=True, text=True, timeout=200, check=False
    )


def test_types_hold():
    done = run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json")
    assert done.returncode == 0, done.stdout


def test_units_pass():
    done = run("--test")
    assert done.returncode == 0, done.stdout[-4000:]
    assert "# fail 0" in done.stdout


def test_lockfile_names_no_registry():
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    for name, entry in lock["packages"].items():
        assert "resolved" not in entry or entry["resolved"].startswith("https://registry.npmjs.org/"), name
        assert name == "" or entry["integrity"].startswith("sha512-"), name


def test_bundle_is_not_tracked():
    git = shutil.which("git")
    if git is None or not (FRONTEND.parents[2] / ".git").exists():
        pytest.skip("not a git working tree")
    tracked = subprocess.run(
        [git, "ls-files", "dist", "node_modules"], cwd=FRONTEND, capture_output=True, text=True, check=True
    )
    assert tracked.stdout == ""
