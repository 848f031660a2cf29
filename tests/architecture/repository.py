"""The repository as files, for tests about its shape."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def repository_files() -> list[Path]:
    """Files that are tracked or about to be (new and not ignored), sorted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = sorted({ROOT / name for name in listed.split("\0") if name})
    return [path for path in paths if path.is_file()]


def python_files(*folders: str) -> list[Path]:
    """Python files of the repository, or of some of its top-level folders."""
    files = [path for path in repository_files() if path.suffix == ".py"]
    if not folders:
        return files
    return [path for path in files if path.relative_to(ROOT).parts[0] in folders]


def syntax_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_modules(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, module) of each import, wherever it stands: at the top, in a function, under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""


def place(path: Path, line: int) -> str:
    """`domain/metrics.py:12`, which editors open."""
    return f"{path.relative_to(ROOT)}:{line}"
