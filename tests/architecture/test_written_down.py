"""What README, ARCHITECTURE, CONTRIBUTING and docs/ name is there: paths, settings, rooms and their floors."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
TREE = (".ci", "playground", "templates", "static", "tests", "docs", "deploy", "bench")
MADE = ("build/", "var/")  # folders that no commit has
PATH = re.compile(r"[\w.<>-]+(?:/[\w.<>-]+)*/?")
FILE = re.compile(r".*\.(?:py|md|html|css|js|json|toml|yaml|yml|conf|txt|in|example)")
READS = re.compile(r"env\.[a-z_]+|port|origin|redis|names|database_url|folder_of_processes|secret_key|os\.environ\.[a-z]+")
NOT_READ_BY_US = {"DJANGO_SETTINGS_MODULE"}
BELOW_THE_FLOORS = {"environment.py", "settings.py"}


def name(path):
    return str(path.relative_to(ROOT))


@cache
def places():
    """Every file and folder of the tree, and every end of its path: `iam/lint/` for `playground/iam/lint/`."""
    found = [path for top in TREE for path in (ROOT / top, *(ROOT / top).rglob("*")) if "__pycache__" not in path.parts]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    parts = [path.relative_to(ROOT).parts for path in found]
    return {"/".join(path[start:]) for path in parts for start in range(len(path))}


def paths_in(text):
    for word in set(re.findall(r"`([^`\n]+)`", text)):
        whole = word.split("::")[0]
        if PATH.fullmatch(whole) and not whole.startswith(MADE) and ("/" in whole or FILE.fullmatch(whole)):
            yield whole


def stands(path):
    """`<operation>` stands for any name; `walkthrough/sending.call` for what a module defines."""
    pattern = re.compile(re.sub("<[^>]*>", r"[\\w-]+", path.rstrip("/").replace(".", r"\.")))
    if any(map(pattern.fullmatch, places())):
        return True
    module, _, thing = path.rpartition(".")
    return bool(thing) and any(
        re.search(rf"(?m)^(?:async )?(?:def|class) {thing}\b|^{thing}\b", one.read_text())
        for one in (ROOT / "playground").glob(f"{module}.py")
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_path_that_a_document_names_is_there(document):
    assert not sorted(path for path in paths_in(document.read_text()) if not stands(path))


def test_a_path_that_is_not_there_would_be_found():
    assert list(paths_in("`playground/iam/lint.py`, `s3:GetObject`, `/diagnose/`, `var/`")) == ["playground/iam/lint.py"]
    assert not stands("playground/iam/lint.py")
    assert not stands("walkthrough/views.no_such_thing")
    assert stands("walkthrough/sending.call")


def written(node):
    """A name of the environment: a constant, or an f-string as README has it for an issuer called corp."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    pieces = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(piece.value if isinstance(piece, ast.Constant) else "OIDC_CORP" for piece in pieces)


def reads_of(tree):
    """Names that a module asks the environment for, as in env.str("X"), port("X"), os.environ.get("X") and "X" in os.environ."""
    constants = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        asked = None
        if isinstance(node, ast.Call) and node.args and READS.fullmatch(ast.unparse(node.func)):
            asked = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            asked = node.slice
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            asked = node.left
        if isinstance(asked, ast.Name):
            asked = constants.get(asked.id)
        if asked is not None and (found := written(asked)):
            yield found


@cache
def settings_read():
    trees = (ast.parse(path.read_text()) for path in (ROOT / "playground").rglob("*.py"))
    return {one for tree in trees for one in reads_of(tree)} - NOT_READ_BY_US


def in_tables(document, column):
    """The settings that stand in a column of the tables of a document."""
    rows = [line.split("|") for line in (ROOT / document).read_text().splitlines() if line.startswith("| ")]
    return {
        word for row in rows for word in re.findall(r"`([A-Z][A-Z_]{3,})(?:=\w+)?`", row[column] if column < len(row) else "")
    }


def test_every_setting_of_the_code_stands_in_the_tables_of_readme_and_the_other_way_round():
    assert settings_read() == in_tables("README.md", 1) | in_tables("README.md", 3)


def test_the_guide_to_deployment_names_no_setting_that_is_none():
    assert in_tables("docs/deploy.md", 1) <= settings_read()


def rooms_on_the_map():
    """Each room and its floor, from the lines of ARCHITECTURE's map."""
    floors = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text().split("```")[1].splitlines():
        found = re.fullmatch(r"  ([a-z][\w./ ]*?)\s+F(\d)(½?)\s+\S.*", line)
        for room in found[1].split() if found else ():
            floors[room] = int(found[2]) + bool(found[3]) / 2
    return floors


def test_architecture_names_every_room():
    places = (ROOT / "playground").iterdir()
    rooms = {
        f"{path.name}/" if path.is_dir() else path.name for path in places if path.suffix == ".py" or any(path.glob("*.py"))
    }
    rooms.discard("__init__.py")
    assert set(rooms_on_the_map()) == rooms - BELOW_THE_FLOORS


def test_architecture_puts_each_room_on_the_floor_that_is_enforced():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    on_the_map = {room.rstrip("/").removesuffix(".py"): floor for room, floor in rooms_on_the_map().items()}
    floors = [{on_the_map[room.strip()] for room in layer.split("|")} for layer in reversed(contract["layers"])]
    assert all(len(layer) == 1 for layer in floors), floors
    in_order = [floor for layer in floors for floor in layer]
    assert in_order == sorted(in_order)
