"""Download addresses: signed, bound to an organization, ending by themselves; no API key is in them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from domain.causal.files import FILES, ExportFormat
from domain.causal.request import CausalRequest
from domain.errors import LinkEndedError, LinkRefusedError
from domain.ports import Clock
from domain.ports.exports import ExportLinkStore
from domain.vocabulary import OrgId

LIFETIME = timedelta(hours=24)
REPORT = "report"
"""Name, in place of a file's, of the page that shows an export."""
_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class SignedLink:
    """An address in its parts: `/exports/{export_id}/{file}?expires={expires}&signature={signature}`."""

    export_id: str
    file: str
    expires: int
    """Second since 1970 at which it ends."""
    signature: str

    @property
    def path(self) -> str:
        """The address on this server."""
        return f"/exports/{self.export_id}/{self.file}?expires={self.expires}&signature={self.signature}"


@dataclass(frozen=True, slots=True)
class ExportLinks:
    """Gives out addresses of exports and tells what an address stands for."""

    links: ExportLinkStore
    clock: Clock

    def give(self, org: OrgId, request: CausalRequest, file: str) -> SignedLink:
        """The address of a file (`file_name`) or of the report's page, good for a day."""
        now = self.clock.now()
        ends_at = (now + LIFETIME).replace(microsecond=0)
        body = msgspec.json.encode(request, order="sorted")
        export_id = hashlib.sha256(f"{org}\n".encode() + body).hexdigest()[:_ID_DIGITS]
        self.links.keep(org, export_id, body, now, ends_at)
        expires = int(ends_at.timestamp())
        return SignedLink(export_id, file, expires, self._sign(org, export_id, file, expires))

    def beside(self, org: OrgId, link: SignedLink, file: str) -> SignedLink:
        """The address of another file of the same export, good for as long: for pages that an open link leads to."""
        return SignedLink(link.export_id, file, link.expires, self._sign(org, link.export_id, file, link.expires))

    def open(self, link: SignedLink) -> tuple[OrgId, CausalRequest]:
        """Whose export it is and what was asked for; raises LinkRefusedError, LinkEndedError once it is over."""
        found = self.links.find(link.export_id)
        org = found[0] if found else OrgId("")
        good = self._sign(org, link.export_id, link.file, link.expires)
        if not hmac.compare_digest(good.encode(), link.signature.encode()):
            raise LinkRefusedError(
                "The address is not one that was given out, or was changed.",
                hint="Use downloadUrl of causalExport as it is.",
            )
        if self.clock.now() >= datetime.fromtimestamp(link.expires, UTC):
            raise LinkEndedError("The address has ended.", hint="Ask causalExport for a new downloadUrl.")
        if found is None:
            raise LinkEndedError("The address is no longer kept.", hint="Ask causalExport for a new downloadUrl.")
        return org, msgspec.json.decode(found[1], type=CausalRequest)

    def _sign(self, org: OrgId, export_id: str, file: str, expires: int) -> str:
        message = "\n".join((org, export_id, file, str(expires))).encode()
        return hmac.new(self.links.signing_key(), message, hashlib.sha256).hexdigest()


def file_name(file_format: ExportFormat) -> str:
    """Name of an export's file."""
    return f"panel.{FILES[file_format].suffix}"
