"""The batch while it is being normalized: flat rows on one side, typed columns on the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from domain.issues import IssueLog
from domain.normalize.locales import COMMA, decimal_mark, plain_values
from domain.normalize.numbers import ABSENT, COUNTS, DECIMALS, MICRO_AMOUNTS, Numbers, Scale, read_numbers
from domain.normalize.texts import read_ids, read_texts
from domain.records import BY_NAME, MICROS, Kind
from domain.sources.spec import BatchContext, Field, FlatBatch, RawBatch, SourceSpec, Unit

if TYPE_CHECKING:
    from domain.conversions import ConversionRules

Texts = list[str | None]
_SCALES = {
    Unit.UNITS: DECIMALS,
    Unit.MICROS: MICRO_AMOUNTS,
    Unit.CENTS: Scale(MICROS // 100, None, DECIMALS.limit),
    Unit.MILLIS: Scale(MICROS // 1000, None, DECIMALS.limit),
}


@dataclass(slots=True)
class Draft:
    """Working state of one batch. Columns appear in `texts` and `numbers` under their canonical names."""

    spec: SourceSpec
    context: BatchContext
    rules: ConversionRules
    raw: RawBatch
    flat: FlatBatch
    log: IssueLog
    columns: dict[str, list[object]]
    """The raw values under every name, as `to_columns` gives them; read, never changed."""
    texts: dict[str, Texts] = field(default_factory=dict)
    numbers: dict[str, Numbers] = field(default_factory=dict)
    families: dict[str, tuple[Numbers, Numbers]] = field(default_factory=dict)
    """Counts and values, in micros, of every conversion family."""
    named: list[tuple[Texts, Numbers, Numbers]] = field(default_factory=list)
    """Counts and values, in micros, of what each row names by itself, e.g. its conversion action."""

    def __len__(self) -> int:
        return len(self.flat.rows)

    @property
    def names(self) -> frozenset[str]:
        """Every name that some row has."""
        return frozenset(self.columns)

    @property
    def origin(self) -> npt.NDArray[np.int64]:
        """Raw row of each flat row."""
        return np.asarray(self.flat.origin, np.int64)

    def cells(self, name: str) -> list[object]:
        """The raw values under one name; `ABSENT` where a row lacks it."""
        found = self.columns.get(name)
        return found if found is not None else [ABSENT] * len(self)

    def path(self, name: str) -> str:
        """The name as the platform wrote it."""
        return self.flat.paths.get(name, name)

    def report(self, code: str, position: int, value: object, *, name: str | None = None, detail: str = "") -> None:
        """Note an issue of the flat row at `position`."""
        path = None if name is None else self.path(name)
        self.log.add(code, self.flat.origin[position], path=path, value=value, detail=detail)

    def text(self, column: str) -> Texts:
        """A text column; all missing where nothing was read."""
        return self.texts.get(column) or [None] * len(self)

    def number(self, column: str) -> Numbers:
        """A numeric column; all missing where nothing was read."""
        found = self.numbers.get(column)
        return found if found is not None else Numbers.missing(len(self))

    @property
    def decimal_mark(self) -> str | None:
        """The decimal mark of texts: the one that the caller named, else the one that the rows tell."""
        stated = self.context.number_locale
        return self.flat.decimal_mark if stated is None else decimal_mark(stated)

    def plain_cells(self, name: str) -> list[object]:
        """The raw values under one name, texts that are numbers under the batch's decimal mark as plain ones."""
        cells, mark = self.cells(name), self.decimal_mark
        return cells if mark is None else plain_values(cells, mark)

    def read_number(self, name: str, scale: Scale) -> Numbers:
        """The numbers under one raw name, in `scale`."""
        cells, plain = self.cells(name), self.plain_cells(name)
        if plain is cells:
            return read_numbers(cells, scale, partial(self.report, name=name))
        if self.context.number_locale is None and self.decimal_mark == COMMA:
            for position, (cell, text) in enumerate(zip(cells, plain, strict=True)):
                if isinstance(cell, str) and COMMA in cell and text is not cell:
                    self.report("DECIMAL_COMMA", position, cell, name=name)
        return read_numbers(plain, scale, lambda code, at, _: self.report(code, at, cells[at], name=name))

    def read_text(self, column: str, name: str) -> Texts:
        """The texts (or ids, where the column holds ids) under one raw name."""
        values = self.cells(name)
        if not column.endswith("_id"):
            return read_texts(values)
        noise = self.spec.account_noise if column == "account_id" else ()
        return read_ids(values, partial(self.report, name=name), noise=noise)

    def read_fields(self) -> None:
        """Fill the columns that the source declares from the names that the batch has."""
        for declared in self.spec.fields:
            names = [name for name in declared.names if name in self.names]
            if names and kind_of(declared.column) in {Kind.COUNT, Kind.DECIMAL}:
                self._read_figures(declared, names)
            elif names:
                self._read_texts(declared, names)

    def _read_figures(self, declared: Field, names: list[str]) -> None:
        scale = scale_of(kind_of(declared.column), declared.unit)
        found = self.read_number(names[0], scale)
        for name in names[1:]:
            figures = self.read_number(name, scale)
            found = found.plus(figures) if declared.added else found.filled(figures)
        for position in np.flatnonzero(np.abs(found.values) > scale.limit).tolist() if declared.added else ():
            self.report("OUT_OF_RANGE", position, int(found.values[position]), name=names[0])
            found.known[position], found.values[position] = False, 0
        known = self.numbers.get(declared.column)
        if declared.currency:
            self._take_currency(declared.currency, found.known if known is None else found.known & ~known.known)
        self.numbers[declared.column] = found if known is None else known.filled(found)

    def _take_currency(self, code: str, taken: npt.NDArray[np.bool_]) -> None:
        codes = self.texts.setdefault("currency", [None] * len(self))
        for position in np.flatnonzero(taken).tolist():
            codes[position] = code

    def _read_texts(self, declared: Field, names: list[str]) -> None:
        for name in names:
            texts, known = self.read_text(declared.column, name), self.texts.get(declared.column)
            self.texts[declared.column] = (
                texts if known is None else [a if a is not None else b for a, b in zip(known, texts, strict=True)]
            )


def kind_of(column: str) -> Kind:
    """Kind of a column; names outside the canonical record are texts that only identify."""
    return BY_NAME[column].kind if column in BY_NAME else Kind.TEXT


def scale_of(kind: Kind, unit: Unit) -> Scale:
    """How a column of this kind, stated in this unit, is counted."""
    if kind is Kind.COUNT:
        return COUNTS
    return _SCALES[unit]
