"""The house keeps its own rules: sizes, places, names, and that what stands in a plural folder is listed there."""

import ast
import re
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest

from playground.pages.reasons import WORDS
from playground.walkthrough.permissions import DRAWINGS
from playground.walkthrough.wire.entry import LANES

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for path in (ROOT / "playground").rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
VAGUE = {"utils", "helpers", "common", "core", "base", "misc"}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_short_and_says_its_job(path):
    text = path.read_text()
    assert text.count("\n") <= 200, "split it"
    assert path.stem not in VAGUE
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "its first lines say its one job"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_functions_are_short_and_import_nothing(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{node.name} is too long"
            assert not any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)), node.name


# Caches whose keys are names in our own code, settings and lengths, so that there are few of them.
FEW = {"_pace", "_pattern_of", "_power", "_ranges", "_table", "_virtual", "compiled", "counter", "service_model"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_cache_whose_keys_come_from_outside_has_a_bound(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and (node.args.args or node.args.kwonlyargs) and node.name not in FEW:
            assert not {"cache", "functools.cache", "lru_cache(maxsize=None)"} & {
                ast.unparse(one) for one in node.decorator_list
            }


@pytest.mark.parametrize(
    ("folder", "listed"),
    [
        ("sandbox/sts", "OPERATIONS"),
        ("sandbox/iam_api", "OPERATIONS"),
        ("sandbox/cloudtrail", "OPERATIONS"),
        ("sandbox/s3", "OPERATIONS"),
        ("providers/catalogue", "PROVIDERS"),
        ("stand_ins/catalogue", "STAND_INS"),
        ("stand_ins/workloads", "WORKLOADS"),
        ("walkthrough/steps", "STEPS"),
        ("walkthrough/syntaxes", "SYNTAXES"),
        ("tokens/checks", "CHECKS"),
    ],
)
def test_what_stands_in_a_plural_folder_is_listed_in_its_tuple(folder, listed):
    package = "playground." + folder.replace("/", ".")
    things = getattr(import_module(package), listed)
    for path in (ROOT / "playground" / folder).glob("[!_]*.py"):
        module = import_module(f"{package}.{path.stem}")
        own = [value for key, value in vars(module).items() if key.isupper() and type(value) is type(things[0])]
        assert not own or any(one is thing for one in own for thing in things), f"{path.stem} is listed nowhere"


def test_every_operation_is_held_by_the_contract_that_keeps_operations_apart():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = (one["modules"] for one in contracts if one["name"] == "operations do not know each other")
    files = [path for path in (ROOT / "playground" / "sandbox").rglob("*.py") if "\nOPERATION = " in path.read_text()]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    assert len(names) > 100
    assert [one for one in names if not any(fnmatch(one, pattern) for pattern in held)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_no_inline_style_or_script_and_trusts_nothing(path):
    text = path.read_text()
    assert not re.search(r'\sstyle="|\son[a-z]+="|<script>|\|safe\b|autoescape off', text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_form_that_changes_something_works_without_a_script(path):
    for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL):
        assert "{{ csrf_input }}" in form, form[:200]


def test_colours_stand_in_one_file():
    for path in (ROOT / "static" / "css").rglob("*.css"):
        if path.name != "tokens.css":
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", path.read_text()), name(path)


def test_every_drawing_of_the_sprite_is_drawn_somewhere():
    """It stands in every page, so that what nobody draws is carried for nothing."""
    text = " ".join(path.read_text() for path in TEMPLATES)
    named = set(re.findall(r'(?:icon\("|href="#i-)([\w-]+)"', text)) | {drawing for _, _, drawing in LANES}
    assert set(re.findall(r'<symbol id="i-([\w-]+)"', text)) == named | set(DRAWINGS.values()) | set(WORDS)


def test_every_component_style_is_part_of_the_one_sheet():
    listed = set(re.findall(r'"components/(\w+)\.css"', (ROOT / "static/css/all.css").read_text()))
    assert listed == {path.stem for path in (ROOT / "static/css/components").glob("*.css")}


def test_every_class_with_a_rule_is_written_by_a_template_a_script_or_what_paints():
    """A class that is put together, as in `tag--{{ kind }}`, counts as written by what it begins with. Ace writes its own."""
    writers = [*TEMPLATES, *(ROOT / "static/js").glob("*.js"), *(ROOT / "playground").rglob("*.py")]
    written = set(re.findall(r"[\w-]+", " ".join(path.read_text() for path in writers)))
    for path in (ROOT / "static" / "css").rglob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        classes = set(re.findall(r"\.((?!ace_)[a-z][\w-]*)", " ".join(re.findall(r"[^{}]+(?={)", rules))))
        assert not {one for one in classes - written if f"{one.rpartition('--')[0]}--" not in written}, name(path)
