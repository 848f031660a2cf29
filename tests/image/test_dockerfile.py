"""The Dockerfile as text: what it is made of, and that it agrees with the rest of the repository."""

import re
from pathlib import PurePosixPath

import pytest

from graphql_api.local.answers import VARIABLE
from graphql_api.settings import Settings
from graphql_api.settings_table import setting_rows
from tests.architecture.repository import ROOT, repository_files
from tests.image.build import DOCKERFILE, sent_files
from tests.image.dockerfile import parse
from tests.image.dockerignore import is_sent, read_patterns

BUILDER, IMAGE = parse(DOCKERFILE.read_text(encoding="utf-8"))
PATTERNS = read_patterns((ROOT / ".dockerignore").read_text(encoding="utf-8"))
PACKAGES = ("domain", "adapters", "graphql_api")


# --- reading ---


def test_lines_are_joined_and_comments_left_out() -> None:
    text = "FROM a AS b\n# why\nRUN one \\\n  # not this\n    && two\n\nFROM c\nHEALTHCHECK --timeout=5s CMD x\n"
    first, last = parse(text)
    assert (first.base, first.name, first.only("RUN").text) == ("a", "b", "one && two")
    check = last.only("HEALTHCHECK")
    assert (last.name, check.flags, check.text) == (None, {"timeout": "5s"}, "CMD x")


def test_pairs_may_be_quoted_and_lists_are_read_as_lists() -> None:
    [stage] = parse('FROM a\nENV ONE=1 TWO="2 3"\nCMD ["x y", "z"]\n')
    assert stage.only("ENV").pairs == {"ONE": "1", "TWO": "2 3"}
    assert stage.only("CMD").words == ["x y", "z"]


def test_an_instruction_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="ADD is not an instruction"):
        parse("FROM a\nADD x y\n")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("a/b.py", True),
        ("a/b/c.py", True),
        ("a/__pycache__/b.py", False),
        ("a/.env", False),
        ("other/a", False),
        ("ab", False),
        (".a", False),
    ],
)
def test_the_last_pattern_that_fits_decides(path: str, *, sent: bool) -> None:
    assert is_sent(PurePosixPath(path), read_patterns("# why\n*\n!a\n**/.*\n**/__pycache__/\n")) is sent


# --- what is sent to the builder ---


def test_the_builder_is_sent_what_the_image_needs_and_nothing_else() -> None:
    assert {path.parts[0] for path in sent_files()} == {*PACKAGES, "docs", "LICENSE", "requirements.lock"}
    needed = {
        PurePosixPath(file.relative_to(ROOT).as_posix())
        for file in repository_files()
        if file.relative_to(ROOT).parts[0] in (*PACKAGES, "docs")
    }
    assert needed <= set(sent_files())


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".env",
        ".venv/bin/python",
        "data/records.duckdb",
        "server.json",
        "tests/conftest.py",
        "graphql_api/.env",
        "domain/__pycache__/money.cpython-313.pyc",
        "requirements-dev.lock",
        "key.txt",
    ],
)
def test_secrets_data_and_what_tools_make_stay_here(path: str) -> None:
    assert not is_sent(PurePosixPath(path), PATTERNS)


def test_every_file_that_is_sent_is_copied() -> None:
    sources = [PurePosixPath(one.words[0]) for one in BUILDER.all("COPY")]
    assert not [path for path in sent_files() if not {path, *path.parents} & set(sources)]


# --- agreement ---


def test_both_stages_run_the_same_python() -> None:
    assert BUILDER.base == IMAGE.base
    found = re.fullmatch(r"python:3\.(\d+)-slim", IMAGE.base)
    assert found is not None
    assert int(found[1]) >= 11


def test_packages_are_installed_by_the_uv_that_run_takes_and_with_their_hashes() -> None:
    release = re.search(r"^uv_release=(\S+)$", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert release is not None
    assert any(release[1] in one.words for one in BUILDER.all("RUN"))
    [sync] = [one for one in BUILDER.all("RUN") if "pip sync" in one.text]
    assert "--require-hashes" in sync.words
    assert sync.words[-1] == "requirements.lock"


def test_nothing_is_installed_where_it_runs() -> None:
    assert not [one.text for one in IMAGE.all("RUN") if re.search(r"\b(?:pip|uv|apt-get|curl)\b", one.text)]
    assert {one.flags.get("from") for one in IMAGE.all("COPY")} == {"builder"}


def test_it_runs_as_a_user_with_a_number_who_owns_the_data() -> None:
    user = IMAGE.only("USER").text
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert f"chown {user} /data" in IMAGE.only("RUN").text
    assert IMAGE.only("VOLUME").words == ["/data"]


def test_its_port_and_variables_are_those_of_the_settings() -> None:
    rows = setting_rows(Settings)
    assert IMAGE.only("EXPOSE").text == str(Settings.model_fields["port"].default)
    own = {name: value for name, value in IMAGE.only("ENV").pairs.items() if name.startswith("MARKETING_MEMORY_")}
    assert own.keys() <= {variable for row in rows for variable in row.variables}
    assert own[VARIABLE] == "/data"
    assert [row.field for row in rows if VARIABLE in row.variables] == ["data"]


def test_a_stop_reaches_the_server_and_no_shell() -> None:
    assert IMAGE.only("STOPSIGNAL").text == "SIGTERM"
    assert IMAGE.only("ENTRYPOINT").is_exec
    assert IMAGE.only("CMD").is_exec


def test_the_page_says_what_the_image_sets() -> None:
    page = (ROOT / "docs" / "how-to" / "run-in-docker.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^\| `(MARKETING_MEMORY_\w+)` \| `([^`]+)` \|", page, re.MULTILINE))
    env = IMAGE.only("ENV").pairs
    assert shown == {name: value for name, value in env.items() if name.startswith("MARKETING_MEMORY_")}
    assert f"user {IMAGE.only('USER').text.split(':')[0]};" in page
    assert f":{IMAGE.only('EXPOSE').text} " in page
