"""API keys by GraphQL and by the command line: made, listed, revoked."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.api_requests import AUDIT, CREATE_KEY, KEYS, REVOKE_KEY, VIEWER
from tests.integration.api import Api

runner = CliRunner()


@pytest.fixture
def admin(services: Services, request: pytest.FixtureRequest) -> Api:
    return Api.on(services, f"keys-{abs(hash(request.node.nodeid)) % 10**12}", Scope.READ, Scope.ADMIN)


def create(api: Api, name: str = "nightly", **asked: object) -> dict[str, Any]:
    payload: dict[str, Any] = api.say(CREATE_KEY, input={"name": name, **asked})["createApiKey"]
    return payload


def revoke(api: Api, key_id: str) -> dict[str, Any]:
    payload: dict[str, Any] = api.say(REVOKE_KEY, id=key_id)["revokeApiKey"]
    return payload


def with_key(api: Api, secret: str) -> Api:
    return Api(api.client, secret)


# --- create ---


def test_a_new_key_works_and_its_secret_is_shown_once(admin: Api) -> None:
    made = create(admin, scopes=["READ"], expiresAt="2099-01-01T00:00:00+01:00")
    key = made["apiKey"]
    assert made["secret"].startswith(f"mm_{key['id']}_")
    assert (key["name"], key["scopes"], key["expiresAt"]) == ("nightly", ["READ"], "2098-12-31T23:00:00Z")
    assert (key["lastUsedAt"], key["revokedAt"], made["userErrors"]) == (None, None, [])
    viewer = with_key(admin, made["secret"]).say(VIEWER)["viewer"]
    assert viewer == {**admin.say(VIEWER)["viewer"], "subject": "nightly", "scopes": ["READ"]}
    said = json.dumps([admin.say(KEYS), admin.say(AUDIT)])
    assert made["secret"].split("_", 2)[2] not in said


def test_a_key_reads_unless_more_is_asked_for(admin: Api) -> None:
    assert create(admin)["apiKey"]["scopes"] == ["READ"]


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"name": " "}, "INVALID_INPUT", ["input", "name"]),
        ({"name": "x" * 101}, "INVALID_INPUT", ["input", "name"]),
        ({"scopes": []}, "INVALID_INPUT", ["input", "scopes"]),
        ({"scopes": ["WRITE", "READ"]}, "FORBIDDEN", ["input", "scopes"]),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "INVALID_INPUT", ["input", "expiresAt"]),
    ],
)
def test_a_key_that_cannot_be_is_refused_by_field(admin: Api, asked: dict[str, Any], code: str, field: object) -> None:
    made = create(admin, **{"name": "nightly", **asked})
    assert (made["apiKey"], made["secret"]) == (None, None)
    (error,) = made["userErrors"]
    assert (error["code"], error["field"]) == (code, field)
    assert len(admin.say(KEYS)["apiKeys"]) == 1


@pytest.mark.parametrize(
    ("query", "said"), [(CREATE_KEY, {"input": {"name": "x"}}), (REVOKE_KEY, {"id": "x"}), (KEYS, {})]
)
def test_keys_need_the_scope_admin(api: Api, query: str, said: dict[str, object]) -> None:
    assert api.code(query, **said) == "FORBIDDEN"


# --- list ---


def test_keys_are_listed_newest_first(admin: Api) -> None:
    made = [create(admin, name)["apiKey"]["id"] for name in ("first", "second")]
    listed = admin.say(KEYS)["apiKeys"]
    assert [key["name"] for key in listed] == ["second", "first", "test"]
    assert [key["id"] for key in listed][:2] == made[::-1]
    assert [key["name"] for key in admin.say(KEYS, first=1)["apiKeys"]] == ["second"]
    assert admin.code(KEYS, first=0) == "INVALID_INPUT"


# --- revoke ---


def test_a_revoked_key_opens_nothing_and_stays_in_the_list(admin: Api) -> None:
    made = create(admin)
    assert revoke(admin, made["apiKey"]["id"]) == {"revoked": True, "userErrors": []}
    assert with_key(admin, made["secret"]).code(VIEWER) == "UNAUTHENTICATED"
    by_id = {key["id"]: key["revokedAt"] for key in admin.say(KEYS)["apiKeys"]}
    assert by_id[made["apiKey"]["id"]] is not None
    again = revoke(admin, made["apiKey"]["id"])
    assert (again["revoked"], again["userErrors"][0]["code"]) == (False, "NOT_FOUND")


def test_a_key_may_revoke_itself(admin: Api) -> None:
    own = admin.say(KEYS)["apiKeys"][0]["id"]
    assert revoke(admin, own)["revoked"] is True
    assert admin.code(VIEWER) == "UNAUTHENTICATED"


def test_the_text_of_a_key_sent_as_its_id_is_repeated_nowhere(admin: Api) -> None:
    answer = revoke(admin, admin.key)
    assert (answer["revoked"], answer["userErrors"][0]["field"]) == (False, ["id"])
    assert admin.key not in json.dumps([answer, admin.say(AUDIT)])


# --- the audit log ---


def test_making_and_revoking_leave_lines(admin: Api) -> None:
    key_id = create(admin, "jane@example.com", scopes=["ADMIN", "READ"])["apiKey"]["id"]
    create(admin, scopes=["WRITE"])
    revoke(admin, key_id)
    entries = admin.say(AUDIT)["auditLog"]["entries"]
    shown = [(e["action"], e["outcome"], e["errorCode"], e["detail"], e["result"]) for e in entries]
    assert shown == [
        ("revokeApiKey", "DONE", None, {"keyId": key_id}, {}),
        ("createApiKey", "REFUSED", "FORBIDDEN", {"scopes": ["WRITE"]}, {}),
        ("createApiKey", "DONE", None, {"scopes": ["ADMIN", "READ"]}, {"keyId": key_id}),
    ]
    assert "jane" not in json.dumps(entries)


# --- the command line ---


def keys(data: Path, *words: str) -> Any:
    return runner.invoke(app, ["keys", *words, "--org", "acme", "--data", str(data)])


def test_the_command_line_lists_and_revokes_while_a_server_runs(tmp_path: Path) -> None:
    services = open_services(Settings(data=tmp_path))
    try:
        api = Api.on(services, "acme", Scope.READ)
        assert (
            keys(tmp_path, "create", "--name", "[bold] report", "--expires-at", "2099-01-01T00:00:00Z").exit_code == 0
        )
        assert api.say(VIEWER)["viewer"]["subject"] == "test"
        own = api.key.split("_")[1]
        revoked = keys(tmp_path, "revoke", own)
        assert (revoked.exit_code, revoked.stdout) == (0, f"Key {own} of organization acme is revoked.\n")
        assert api.code(VIEWER) == "UNAUTHENTICATED"
    finally:
        services.close()
    heading, new, old = keys(tmp_path, "list").stdout.splitlines()
    assert heading.split() == ["Id", "Name", "Scopes", "Created", "Last", "used", "State"]
    assert "[bold] report  READ    20" in new
    assert "never" in new
    assert new.rstrip().endswith("live until 2099-01-01 00:00:00Z")
    assert old.startswith(own)
    assert " revoked 20" in old
    audited = runner.invoke(app, ["audit", "--org", "acme", "--data", str(tmp_path)]).stdout
    assert f"keyId {own}" in audited


def test_the_command_line_names_what_it_cannot_revoke(tmp_path: Path) -> None:
    for key_id, said in (("zzzzzzzzzzzz", "No key 'zzzzzzzzzzzz'"), ("mm_x_y", "That is not the id of a key")):
        result = keys(tmp_path, "revoke", key_id)
        assert (result.exit_code, result.stdout) == (1, "")
        assert said in result.stderr


def test_an_organization_without_keys_is_told_how_to_make_one(tmp_path: Path) -> None:
    assert keys(tmp_path, "list").stdout == "acme has no keys. Make one: ./run keys create --org acme\n"
