"""Reading a Dockerfile: stages of instructions, with continued lines joined and comments left out."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field

KNOWN = (
    "ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN STOPSIGNAL USER VOLUME WORKDIR".split()
)  # ADD and SHELL among others are left out on purpose: this image does without
FLAG = re.compile(r"--([a-z-]+)=(\S+)\s+")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: `flags` as in `--from=builder`, `text` as it stands after them."""

    word: str
    text: str
    flags: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The arguments: of an exec form its list, otherwise the words."""
        found: list[str] = json.loads(self.text) if self.is_exec else shlex.split(self.text)
        return found

    @property
    def is_exec(self) -> bool:
        """Whether it is written as a JSON list, which no shell reads."""
        return self.text.startswith("[")

    @property
    def pairs(self) -> dict[str, str]:
        """Names and values of an ENV or LABEL."""
        return dict(word.split("=", 1) for word in self.words)


@dataclass(frozen=True, slots=True)
class Stage:
    """From one FROM to the next."""

    base: str
    name: str | None
    instructions: list[Instruction]

    def all(self, word: str) -> list[Instruction]:
        return [one for one in self.instructions if one.word == word]

    def only(self, word: str) -> Instruction:
        [one] = self.all(word)
        return one


def parse(text: str) -> list[Stage]:
    """The stages; raises ValueError for an instruction that is not known here."""
    stages: list[Stage] = []
    for one in map(_instruction, _logical_lines(text)):
        if one.word == "FROM":
            base, *name = one.text.split()
            stages.append(Stage(base, name[1] if name else None, []))
        else:
            stages[-1].instructions.append(one)
    return stages


def _logical_lines(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [line.strip() for line in joined.splitlines() if line.strip()]


def _instruction(line: str) -> Instruction:
    word, _, rest = line.partition(" ")
    if word not in KNOWN:
        raise ValueError(f"{word} is not an instruction that this image uses: {line}")
    flags: dict[str, str] = {}
    while found := FLAG.match(rest):
        flags[found[1]] = found[2]
        rest = rest[found.end() :]
    return Instruction(word, rest.strip(), flags)
