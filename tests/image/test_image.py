"""The image's commands carried out: built in scratch folders, then served from a tree that cannot be written to."""

import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from graphql_api.local.presence import FILE
from tests.image.build import Image, build
from tests.image.dockerfile import Instruction

READY = re.compile(r"^Serving on http://0\.0\.0\.0:(\d+)$", re.MULTILINE)
STARTING_S = 30.0
STOPPING_S = 20.0
USER = 10001


def without_installing(one: Instruction) -> bool:
    return re.search(r"\bpip\b", one.text) is not None


def this_python(root: Path) -> None:
    """The packages of this Python in place of the image's own."""
    python = root / "opt" / "venv" / "bin" / "python"
    if root.name == "builder":
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
        python.chmod(0o755)


def bare_python(root: Path) -> None:
    """A Python with pip and nothing else, where the base image has its own."""
    base = os.path.realpath(sys.executable)
    made = subprocess.run([base, "-m", "venv", root / "usr" / "local"], capture_output=True, check=False, timeout=120)
    if made.returncode != 0:
        pytest.fail(f"{base} cannot make an environment with pip: install its venv package")


@pytest.fixture(
    scope="module",
    params=["this Python's packages", pytest.param("packages of its own", marks=[pytest.mark.slow])],
)
def image(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """The built image, read-only but for /data and /tmp."""
    folder = tmp_path_factory.mktemp("docker")
    own = request.param == "packages of its own"
    built = build(folder, bare_python) if own else build(folder, this_python, without_installing)
    data = built.root / "data"
    check_owner(data)
    freeze(built.root, keep=(data, built.root / "tmp"))
    yield built
    thaw(built.root)


def check_owner(data: Path) -> None:
    found = data.stat()
    assert stat.S_IMODE(found.st_mode) == 0o700
    if os.geteuid() == 0:
        assert (found.st_uid, found.st_gid) == (USER, USER)
        os.chown(data, 0, 0)  # who runs here is root without root's rights


def freeze(root: Path, keep: tuple[Path, ...]) -> None:
    for path in (root, *root.rglob("*")):
        if path not in keep and not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def thaw(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def unprivileged() -> list[str]:
    """What takes from root the right to write where modes forbid it; nothing for everybody else."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.fail("root writes anywhere: setpriv (package util-linux) takes that right away")
    return ["setpriv", "--bounding-set=-dac_override,-fowner"]


def run(image: Image, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*unprivileged(), *command],
        cwd=image.folder,
        env=image.environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def run_product(image: Image, *words: str) -> subprocess.CompletedProcess[str]:
    return run(image, *image.command(image.stage.only("ENTRYPOINT")), *words)


def check_health(image: Image) -> subprocess.CompletedProcess[str]:
    check = image.stage.only("HEALTHCHECK")
    return run(image, *image.command(replace(check, text=check.text.removeprefix("CMD "))))


@contextmanager
def served(image: Image, log: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """ENTRYPOINT with CMD on a free port, once it is ready."""
    words = [one for name in ("ENTRYPOINT", "CMD") for one in image.command(image.stage.only(name))]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*unprivileged(), *words],
            cwd=image.folder,
            env=image.environment(MARKETING_MEMORY_PORT="0"),
            stdout=output,
            stderr=output,
            text=True,
        )
    try:
        yield process, wait_until_ready(process, log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(STOPPING_S)


def wait_until_ready(process: subprocess.Popen[str], log: Path) -> int:
    deadline = time.monotonic() + STARTING_S
    while time.monotonic() < deadline and process.poll() is None:
        if ready := READY.search(log.read_text()):
            return int(ready[1])
        time.sleep(0.01)
    raise AssertionError(f"The image's server did not come up:\n{log.read_text()}")


def files_of(image: Image) -> dict[Path, tuple[int, int]]:
    found = image.root.rglob("*")
    inside = [path for path in found if path.relative_to(image.root).parts[0] not in {"data", "tmp"}]
    return {path: (path.lstat().st_mtime_ns, path.lstat().st_size) for path in inside}


# The slow image installs its packages within the first test's time.
pytestmark = pytest.mark.timeout(900)


def test_its_tree_cannot_be_written_to(image: Image) -> None:
    assert run(image, "touch", str(image.folder / "new")).returncode != 0
    assert run(image, "touch", str(image.root / "data" / "new")).returncode == 0
    (image.root / "data" / "new").unlink()


def test_every_module_has_its_byte_code(image: Image) -> None:
    modules = [path for path in image.folder.rglob("*.py") if path.stat().st_size]
    compiled = {path.parent.parent / f"{path.name.split('.')[0]}.py" for path in image.folder.rglob("*.pyc")}
    assert len(modules) > 100
    assert set(modules) <= compiled


def test_it_serves_says_it_is_well_and_stops_when_told(image: Image, tmp_path: Path) -> None:
    before, log = files_of(image), tmp_path / "log"
    assert check_health(image).returncode == 1
    with served(image, log) as (process, port):
        healthy = check_health(image)
        made = run_product(image, "keys", "create", "--org", "acme")
        answers = ask(port, made.stdout.strip())
        process.send_signal(signal.SIGTERM)
        stopped_with = process.wait(STOPPING_S)
    assert (healthy.returncode, healthy.stderr) == (0, "")
    assert answers == {"/healthz": 200, "/readyz": 200, "/": 200, "/docs/": 200, "/graphql": 200}
    assert stopped_with in {0, -signal.SIGTERM}
    assert "Traceback" not in log.read_text()
    assert not (image.root / "data" / FILE).exists()
    assert check_health(image).returncode == 1
    assert files_of(image) == before


def ask(port: int, key: str) -> dict[str, int]:
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
        pages = {path: client.get(path).status_code for path in ("/healthz", "/readyz", "/", "/docs/")}
        query = {"query": "{ insights(input: {}) { totals { spend } } }"}
        answer = client.post("/graphql", json=query, headers={"Authorization": f"Bearer {key}"})
        assert answer.json() == {"data": {"insights": {"totals": {"spend": None}}}}
        return pages | {"/graphql": answer.status_code}


def test_its_settings_are_for_production(image: Image) -> None:
    shown = run_product(image, "config")
    assert shown.returncode == 0, shown.stderr
    assert "production" in shown.stdout
    assert str(image.root / "data") in shown.stdout.replace("\n", "")
