"""./run config: every setting with its value and where it came from, the versions, the data folder and its server."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from graphql_api.local.client import is_ours
from graphql_api.local.presence import read_presence
from graphql_api.settings import PREFIX, Settings, WrongSetting, read_settings
from graphql_api.settings_table import SettingRow, given_variables, setting_rows, shown, unknown_variables

PACKAGES = (
    "duckdb",
    "graphql-core",
    "numpy",
    "openai",
    "pandas",
    "pyarrow",
    "pydantic",
    "starlette",
    "strawberry-graphql",
    "uvicorn",
)
MASK = "(set, not shown)"
Report = dict[str, Any]


def run(*, as_json: bool, **options: object) -> None:
    """Print all of it; leaves with 2 where a value cannot be used."""
    settings, wrong = read_settings(**options)
    rows = setting_rows(Settings)
    report: Report = {
        "settings": [_setting(row, settings, options, wrong) for row in rows],
        "wrong": [one.message for one in wrong],
        "warnings": unknown_variables(rows, os.environ, PREFIX),
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES},
        "data_folder": _folder(settings.data),
        "server": _server(settings.data),
    }
    text = msgspec.json.format(msgspec.json.encode(report), indent=2).decode() if as_json else _as_text(report)
    sys.stdout.write(f"{text}\n")
    sys.stderr.writelines(f"Warning: {warning}\n" for warning in report["warnings"])
    sys.stderr.writelines(f"Error: {message}\n" for message in report["wrong"])
    if wrong:
        sys.exit(2)


def _setting(row: SettingRow, settings: Settings, options: Report, wrong: Sequence[WrongSetting]) -> Report:
    value = getattr(settings, row.field)
    is_wrong = any(one.row == row for one in wrong)
    masked = MASK if row.secret and value is not None else shown(value)
    return {
        "variable": row.variable,
        "other_variables": list(row.variables[1:]),
        "value": None if is_wrong or value is None else masked,
        "came_from": _came_from(row, options),
        "usable": not is_wrong,
        "kind": row.kind,
        "default": row.default,
        "meaning": row.meaning,
    }


def _came_from(row: SettingRow, options: Report) -> str:
    if options.get(row.field) is not None:
        return f"option {row.option}"
    variable = row.variable_set(given_variables(os.environ))
    return f"environment variable {variable}" if variable else "default"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _folder(data: Path) -> Report:
    files = [file for file in data.iterdir() if file.is_file()] if data.is_dir() else []
    return {"path": str(data.resolve()), "exists": data.is_dir(), "bytes": sum(file.stat().st_size for file in files)}


def _server(data: Path) -> Report | None:
    """The server that server.json names; one that does not answer was killed, or hangs."""
    found = read_presence(data)
    if found is None:
        return None
    return {"url": found.url, "pid": found.pid, "started_at": found.started_at, "answers": is_ours(found)}


def _as_text(report: Report) -> str:
    lines = []
    for row in report["settings"]:
        value = "not usable" if not row["usable"] else "not set" if row["value"] is None else row["value"]
        lines += [f"{row['variable']} = {value}  ({row['came_from']})", f"    {row['meaning']} [{row['kind']}]"]
    folder, server = report["data_folder"], report["server"]
    size = f"{folder['bytes'] / 1e6:,.1f} MB" if folder["exists"] else "not there yet"
    versions = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    return "\n".join(
        [*lines, "", f"Data folder: {folder['path']} ({size})", f"Server: {_server_in_words(server)}", versions]
    )


def _server_in_words(server: Report | None) -> str:
    if server is None:
        return "none runs on this folder"
    said = f"process {server['pid']} at {server['url']}, since {server['started_at']:%Y-%m-%d %H:%M:%S} UTC"
    return said if server["answers"] else f"none answers; the last one was {said}"
