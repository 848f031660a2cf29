"""What the domain needs of the world, as Protocols.

The organization is the first argument of every method that touches its data. Adapters implement these; contract
suites in `tests/contract` say what must hold.
"""

from __future__ import annotations

from domain.ports.audit import AuditLog
from domain.ports.claims import IngestClaims
from domain.ports.clock import Clock
from domain.ports.exports import ExportLinkStore
from domain.ports.health import Health
from domain.ports.inspection import ControlInspection, RawFrameState, RecordInspection
from domain.ports.keys import ApiKey, KeyStore
from domain.ports.records import EventBatch, RawFrame, RecordStore, StoredBatch, Told, UpsertCounts
from domain.ports.replays import Difference, KeptBatch, Replay, Replays
from domain.ports.settings import AccountDefault, SettingsStore
from domain.ports.spool import Spool

__all__ = [
    "AccountDefault",
    "ApiKey",
    "AuditLog",
    "Clock",
    "ControlInspection",
    "Difference",
    "EventBatch",
    "ExportLinkStore",
    "Health",
    "IngestClaims",
    "KeptBatch",
    "KeyStore",
    "RawFrame",
    "RawFrameState",
    "RecordInspection",
    "RecordStore",
    "Replay",
    "Replays",
    "SettingsStore",
    "Spool",
    "StoredBatch",
    "Told",
    "UpsertCounts",
]
