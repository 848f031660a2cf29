"""Which file is whose: names of organizations are strings of strangers."""

from __future__ import annotations

from hashlib import sha256
from string import ascii_lowercase, digits

from domain.vocabulary import OrgId

PLAIN = frozenset((ascii_lowercase + digits + "-").encode())
LONGEST = 100


def file_stem(org: OrgId) -> str:
    """Name of an organization's files without ending: its own for each organization, also where case does not count.

    Small letters, digits and hyphens stay; each other byte of UTF-8 becomes `_` and two digits of base 16. What is
    empty or long becomes a digest, after a dot, which the others never hold.

    >>> file_stem(OrgId("acme-7")), file_stem(OrgId("Acme/..")), file_stem(OrgId(""))[:8]
    ('acme-7', '_41cme_2f_2e_2e', 'h.e3b0c4')
    """
    spelled = raw_name(org)
    stem = "".join(chr(byte) if byte in PLAIN else f"_{byte:02x}" for byte in spelled)
    return stem if 0 < len(stem) <= LONGEST else f"h.{sha256(spelled).hexdigest()}"


def raw_name(org: OrgId) -> bytes:
    """Give the name as bytes, whatever is in it."""
    return org.encode("utf-8", "surrogatepass")


def org_named(raw: bytes) -> OrgId:
    """Give back what `raw_name` was made of."""
    return OrgId(raw.decode("utf-8", "surrogatepass"))
