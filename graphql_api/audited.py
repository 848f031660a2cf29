"""The one way to write: with a line in the audit log. `audited` in resolvers, `audited_command` in commands."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from domain.audit import Actor
from domain.use_cases.audit import Write
from domain.use_cases.keys import check_org
from domain.vocabulary import OrgId
from graphql_api.bootstrap import open_audit
from graphql_api.context import Info, in_thread_to_the_end

P = ParamSpec("P")
T = TypeVar("T")


async def audited(info: Info, write: Write[T], use_case: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the use case gives or raises, off the event loop and to its end, with a line about the caller's key."""
    context = info.context
    actor = Actor(context.principal.name, context.principal.key_id)
    work = partial(use_case, *args, **kwargs)
    return await in_thread_to_the_end(
        context.services.audit, context.principal.org, actor, write, work, context.request_id
    )


def audited_command(
    data: Path, org: str, write: Write[T], use_case: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """What the use case gives or raises, with a line about the person at the command line."""
    check_org(org)
    log, audit = open_audit(data)
    try:
        return audit(OrgId(org), command_line_actor(), write, partial(use_case, *args, **kwargs))
    finally:
        log.close()


def command_line_actor() -> Actor:
    """The user of the system who runs a command."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # in a container the user may have a number and no name
        user = f"user {os.getuid()}"
    return Actor(f"command line ({user})")
