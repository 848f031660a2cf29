"""server.json: who holds the data folder, for the eyes of its owner alone."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphql_api.local.presence import FILE, Presence, announce, new_token, proof_of, read_presence, withdraw

HERE = Presence(4711, "127.0.0.1", 8003, datetime(2024, 5, 1, 6, tzinfo=UTC), "a token")


def test_what_was_announced_is_read_again(tmp_path: Path) -> None:
    announce(tmp_path, HERE)
    assert read_presence(tmp_path) == HERE
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_only_the_owner_may_read_the_file_whatever_was_there_before(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("left behind")
    (tmp_path / f"{FILE}.4711").write_text("left behind half made")
    announce(tmp_path, HERE)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert read_presence(tmp_path) == HERE


def test_a_server_removes_its_own_file_and_nobody_elses(tmp_path: Path) -> None:
    announce(tmp_path, HERE)
    withdraw(tmp_path, "another token")
    assert read_presence(tmp_path) == HERE
    withdraw(tmp_path, "a token")
    withdraw(tmp_path, "a token")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"pid": "x"}', b'{"pid": 1, "host": "h", "port": 2}'])
def test_a_file_that_is_not_ours_is_no_server(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert read_presence(tmp_path) is None


def test_a_folder_without_the_file_or_that_is_none_has_no_server(tmp_path: Path) -> None:
    assert read_presence(tmp_path) is None
    assert read_presence(tmp_path / "missing") is None


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8003"),
        ("0.0.0.0", "http://127.0.0.1:8003"),  # noqa: S104 - what a container listens on
        ("::", "http://[::1]:8003"),
        ("192.0.2.7", "http://192.0.2.7:8003"),
    ],
)
def test_a_server_that_listens_everywhere_answers_on_loopback(host: str, url: str) -> None:
    assert Presence(1, host, 8003, HERE.started_at, "t").url == url


def test_tokens_differ_are_long_and_are_not_shown() -> None:
    first, second = new_token(), new_token()
    assert first != second
    assert len(first) >= 43
    assert "a token" not in repr(HERE)


def test_a_proof_depends_on_token_and_nonce() -> None:
    assert len({proof_of(token, nonce) for token in "ab" for nonce in "12"}) == 4
    assert proof_of("a", "1") == proof_of("a", "1")
