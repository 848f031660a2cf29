"""Normalization: parse, check, type, derive, report. The public face is `domain.normalize.batch`."""
