"""Where each system's programs live: made on the first run, pinned, kept in a folder that git ignores."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from settings import ROOT

CACHE = ROOT / ".cache" / "queue"
INSTALL_WITHIN_S = 240


class CannotInstall(Exception):
    """A system cannot be had here; the message is its installer's last words."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Pinned packages of one installer, `pip` or `npm`; the project's own environment where there are none."""

    installer: str = ""
    packages: tuple[str, ...] = ()
    # Packages of pip's whose requirements are left out, where others among the packages stand in for them.
    without_dependencies: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        if not self.packages:
            return Path(sys.prefix)
        return CACHE / "-".join(
            package.replace("[", "-").replace("]", "").replace("@", "-")
            for package in (*self.packages, *self.without_dependencies)
        )

    def program(self, name: str) -> str:
        return str(self.folder / "bin" / name)


def install(environment: Environment) -> None:
    """Make an environment that is not there yet.

    Raises:
      CannotInstall
    """
    done = environment.folder / "installed"
    if not environment.packages or done.exists():
        return
    shutil.rmtree(environment.folder, ignore_errors=True)
    environment.folder.mkdir(parents=True)
    if environment.installer == "pip":
        _run([sys.executable, "-m", "venv", str(environment.folder)])
        _run([environment.program("python"), "-m", "pip", "install", "--quiet", *environment.packages])
        if environment.without_dependencies:
            alone = ["install", "--quiet", "--no-deps", *environment.without_dependencies]
            _run([environment.program("python"), "-m", "pip", *alone])
    else:
        _run(["npm", "install", "--silent", "--prefix", str(environment.folder), *environment.packages])
    done.touch()


def _run(command: list[str]) -> None:
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_WITHIN_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotInstall(str(error)) from error
    if run.returncode != 0:
        raise CannotInstall((run.stderr.strip() or run.stdout.strip()).splitlines()[-1])
