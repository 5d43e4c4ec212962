"""What every change must pass beside the tests: style, types, layers, and the contract printed from code."""

import subprocess
import sys
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
)

from schema.schema import schema

HERE = Path(__file__).parent.parent
CONTRACT = HERE / "schema.graphql"
LONGEST_FILE = 250


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "ruff", "check", "--quiet", "."),
        ("-m", "ruff", "format", "--check", "--quiet", "."),
        ("-m", "mypy", "--no-error-summary"),
        ("-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"),
    ],
    ids=["style", "format", "types", "layers"],
)
def test_the_code_keeps_the_rules_of_the_house(command: tuple[str, ...]):
    done = subprocess.run([sys.executable, *command], cwd=HERE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[-4000:], done.stderr[-4000:]) == (0, done.stdout[-4000:], done.stderr[-4000:])


def test_the_contract_is_the_one_that_the_code_prints():
    assert CONTRACT.read_text() == schema.as_str() + "\n", "run `parlour schema --write`"


def test_every_element_of_the_contract_is_described():
    undescribed = [name for name, description in _elements() if not description]
    assert undescribed == []


def test_no_file_of_code_is_longer_than_a_screenful_or_five():
    folders = ("db", "resolvers", "schema", "jobs", "portal_web", "bench")
    files = [path for folder in folders for path in (HERE / folder).rglob("*.py") if "node_modules" not in path.parts]
    long = {path.relative_to(HERE).as_posix(): len(path.read_text().splitlines()) for path in files}
    assert {path for path, lines in long.items() if lines > LONGEST_FILE and "migrations" not in path} == set()


def _elements() -> list[tuple[str, str | None]]:
    """Every type, field, argument and enum value of the contract with its description."""
    found: list[tuple[str, str | None]] = []
    for name, kind in build_schema(CONTRACT.read_text()).type_map.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        found.append((name, kind.description))
        if isinstance(kind, GraphQLEnumType):
            found += [(f"{name}.{value}", each.description) for value, each in kind.values.items()]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            found += [(f"{name}.{field}", each.description) for field, each in kind.fields.items()]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, each in kind.fields.items():
                found += [(f"{name}.{field}({arg})", given.description) for arg, given in each.args.items()]
    return found
