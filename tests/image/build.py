"""The Dockerfile carried out without Docker: a scratch folder stands for /, and commands run with its paths."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.architecture.repository import ROOT, repository_files
from tests.image.dockerfile import Instruction, Stage, parse
from tests.image.dockerignore import is_sent, read_patterns

DOCKERFILE = ROOT / "Dockerfile"
OWN_PATHS = re.compile(r"(?<![\w./-])/(?=(?:app|data|opt|tmp|usr)\b)")
INSTALLING_S = 600
OWN_VARIABLES = re.compile(r"MARKETING_MEMORY_|MEMORY_SERVICE_|LLM_|OPENAI_|PINECONE_|PYTHON|HOME$")
Skip = Callable[[Instruction], bool]


@dataclass(slots=True)
class Image:
    """One stage's file system under `root`, and what holds when it runs."""

    root: Path
    stage: Stage
    env: dict[str, str] = field(default_factory=dict)

    def place(self, text: str) -> str:
        """The text with paths of the image turned into paths of this machine."""
        return OWN_PATHS.sub(f"{self.root}/", text)

    @property
    def folder(self) -> Path:
        """WORKDIR."""
        return Path(self.place(self.stage.only("WORKDIR").text))

    def environment(self, **changes: str) -> dict[str, str]:
        """This process's environment without its Python and the product's variables, plus the image's."""
        kept = {name: value for name, value in os.environ.items() if not OWN_VARIABLES.match(name)}
        path = f"{self.root}/usr/local/bin{os.pathsep}{kept['PATH']}"
        return kept | {"PATH": path} | {name: self.place(value) for name, value in self.env.items()} | changes

    def command(self, instruction: Instruction) -> list[str]:
        """An exec form as this machine starts it."""
        return [self.place(word) for word in instruction.words]


def sent_files() -> list[PurePosixPath]:
    """The files of the repository that `docker build` sees."""
    patterns = read_patterns((ROOT / ".dockerignore").read_text(encoding="utf-8"))
    paths = (PurePosixPath(file.relative_to(ROOT).as_posix()) for file in repository_files())
    return [path for path in paths if is_sent(path, patterns)]


def build(folder: Path, prepare: Callable[[Path], None], skip: Skip = lambda _one: False) -> Image:
    """Carry out every stage in a folder of its own; gives the last one. `prepare` puts a Python under each root."""
    built: dict[str | None, Image] = {}
    for stage in parse(DOCKERFILE.read_text(encoding="utf-8")):
        image = Image(folder / (stage.name or "image"), stage)
        image.root.mkdir(parents=True)
        (image.root / "tmp").mkdir()
        image.folder.mkdir()
        prepare(image.root)
        _carry_out(image, built, skip)
        built[stage.name] = image
    return built[None]


def _carry_out(image: Image, built: dict[str | None, Image], skip: Skip) -> None:
    for one in image.stage.instructions:
        if one.word == "ENV":
            image.env |= one.pairs
        elif one.word == "COPY":
            _copy(image, one, built)
        elif one.word == "RUN" and not skip(one):
            _run(image, one.text)


def _copy(image: Image, one: Instruction, built: dict[str | None, Image]) -> None:
    source, target = one.words
    place = image.folder / image.place(target)
    if "from" in one.flags:
        origin = built[one.flags["from"]]
        shutil.copytree(origin.place(source), place, symlinks=True, dirs_exist_ok=True)
        return
    files = [path for path in sent_files() if PurePosixPath(source) in (path, *path.parents)]
    assert files, f"COPY {source}: .dockerignore lets nothing of it through"
    for path in files:
        to = place / path.relative_to(source) if path != PurePosixPath(source) else place / path.name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, to)


def _run(image: Image, text: str) -> None:
    if os.geteuid() != 0:  # a builder is root; here, what belongs to whom cannot be changed
        text = re.sub(r"\bchown \S+", "ls -d", text)
    done = subprocess.run(
        ["sh", "-c", image.place(text)],
        cwd=image.folder,
        env=image.environment(),
        capture_output=True,
        text=True,
        timeout=INSTALLING_S,
        check=False,
    )
    assert done.returncode == 0, f"RUN {text}\n{done.stdout}{done.stderr}"
