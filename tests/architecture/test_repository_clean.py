"""What is committed works on every machine: no download addresses, no generated files, no path of somebody's disk."""

import re
from fnmatch import fnmatch

import pytest

from tests.architecture.repository import ROOT, place, repository_files

FORBIDDEN_TEXT = {
    "package registry": r"\b(?:pypi|pythonhosted|registry\.npmjs|registry\.yarnpkg|crates)\.(?:org|com|io)\b",
    "download address": r"https?://files\.|https?://[^\s\"']+\.(?:whl|tgz|tar\.gz)\b",
    "index of packages": r"--(?:extra-)?index-url|--find[-]links|\bindex-url\s*=",
    "path of one machine": r"(?<![\w.:/-])/(?:home|Users|root|work|farm)/[A-Za-z]|\b[A-Z]:\\Users\\",
}
FORBIDDEN_NAMES = ("uv.lock", "*.min.js", "*.min.css")


def forbidden_text(text: str) -> list[tuple[int, str]]:
    """(line, what) of everything in the text that must not be committed."""
    return [
        (text.count("\n", 0, match.start()) + 1, f"{what}: {match.group().strip()}")
        for what, pattern in FORBIDDEN_TEXT.items()
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]


def test_no_file_names_a_registry_a_download_or_a_machine() -> None:
    found = [
        f"{place(path, line)} {what}"
        for path in repository_files()
        for line, what in forbidden_text(path.read_bytes().decode(errors="replace"))
    ]
    assert not found, "\n".join(found)


def test_no_file_is_one_that_tools_make() -> None:
    names = [str(path.relative_to(ROOT)) for path in repository_files()]
    found = [name for name in names if any(fnmatch(name.rpartition("/")[2], pattern) for pattern in FORBIDDEN_NAMES)]
    assert not found, f"made by tools, and of no use to readers: {found}"


@pytest.mark.parametrize(
    "parts",  # in parts, so that this file passes its own test
    [
        ("see https://pypi", ".org/project/x"),
        ("https:", "//registry", ".npmjs.org/a"),
        ("https://", "files.example.net/x"),
        ("pip install https://example.com/a-1.0", ".whl"),
        ("--extra-", "index-url https://mirror.example"),
        ('open("/home', '/ada/rows.csv")'),
        ("cd /Users", "/ada"),
    ],
)
def test_what_must_not_be_committed_is_seen(parts: tuple[str, ...]) -> None:
    assert [line for line, _ in forbidden_text(f"first line\n{''.join(parts)}\n")] == [2]


@pytest.mark.parametrize("text", ["https://shop.example/home/sale", "data/work/rows.csv", "/srv/app/data", "/healthz"])
def test_harmless_text_is_let_through(text: str) -> None:
    assert not forbidden_text(text)
