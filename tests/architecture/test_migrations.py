"""Migrations run beside the version before: they only add to what it uses (docs/deploy.md, Upgrades)."""

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("playground.")}
LOADER = MigrationLoader(None)
# Written before there was a version that anybody ran.
BEFORE_THE_FIRST = {("worlds", "0002_uploads"), ("stand_ins", "0002_rotation")}
FREE = (migrations.CreateModel, migrations.AddIndex, migrations.AlterModelOptions, migrations.SeparateDatabaseAndState)
MIGRATIONS = [key for key in LOADER.disk_migrations if key[0] in OURS and key not in BEFORE_THE_FIRST]


def disturbs(operation, before, label):
    """Why the version before could not go on after this operation; nothing, when it can. before: the state until then."""
    if isinstance(operation, FREE):
        return ""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        filled = field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED
        return "" if filled else "the version before would insert rows without it: make it null=True, or give it a db_default"
    if isinstance(operation, migrations.AlterField):
        was = before.models[label, operation.model_name_lower].fields[operation.name]
        return "" if wider(was, operation.field) else "a column may only become wider, or empty"
    return f"{type(operation).__name__} takes away, or refuses, what the version before may write"


def wider(was, becomes):
    """Whether whatever fitted still fits."""
    same_kind = type(was) is type(becomes) or (isinstance(was, models.CharField) and isinstance(becomes, models.TextField))
    fits = becomes.max_length is None or (was.max_length is not None and was.max_length <= becomes.max_length)
    return same_kind and fits and becomes.null >= was.null and was.unique >= becomes.unique


@pytest.mark.parametrize("key", MIGRATIONS, ids=".".join)
def test_a_migration_only_adds(key):
    migration = LOADER.disk_migrations[key]
    if getattr(migration, "beside_the_old_version", ""):
        return  # its author says why the version before does not mind
    state = LOADER.project_state(key, at_end=False)
    for operation in migration.operations:
        assert not disturbs(operation, state, key[0]), f"{'.'.join(key)}: {operation.describe()}"
        operation.state_forwards(key[0], state)


NAME = models.CharField(max_length=8)


@pytest.mark.parametrize(
    ("operation", "fine"),
    [
        (migrations.AddField("thing", "more", models.TextField(null=True)), True),
        (migrations.AddField("thing", "more", models.TextField(db_default="")), True),
        (migrations.AddField("thing", "more", models.TextField(default="")), False),
        (migrations.AlterField("thing", "name", models.CharField(max_length=16)), True),
        (migrations.AlterField("thing", "name", models.TextField()), True),
        (migrations.AlterField("thing", "name", models.CharField(max_length=8, null=True)), True),
        (migrations.AlterField("thing", "name", models.CharField(max_length=4)), False),
        (migrations.AlterField("thing", "name", models.CharField(max_length=8, unique=True)), False),
        (migrations.AlterField("thing", "name", models.IntegerField()), False),
        (migrations.AddIndex("thing", models.Index(fields=["name"], name="by_name")), True),
        (migrations.AddConstraint("thing", models.UniqueConstraint(fields=["name"], name="one_name")), False),
        (migrations.RemoveField("thing", "name"), False),
        (migrations.RenameField("thing", "name", "title"), False),
        (migrations.DeleteModel("thing"), False),
        (migrations.RunSQL("UPDATE thing SET name = ''"), False),
    ],
    ids=lambda value: value.describe() if hasattr(value, "describe") else "",
)
def test_what_adds_and_what_does_not(operation, fine):
    state = ProjectState()
    state.add_model(ModelState("app", "thing", [("id", models.BigAutoField(primary_key=True)), ("name", NAME)]))
    assert (disturbs(operation, state, "app") == "") is fine
