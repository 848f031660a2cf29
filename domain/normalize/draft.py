"""The batch while it is being normalized: flat rows on one side, typed columns on the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.issue_log import IssueLog
from domain.labels import Labels
from domain.normalize.columns import Column
from domain.normalize.locales import COMMA, decimal_mark, plain_values
from domain.normalize.numbers import COUNTS, DECIMALS, MICRO_AMOUNTS, Numbers, Scale, read_column
from domain.normalize.texts import label_ids, label_texts
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


class TextColumns(MutableMapping[str, Texts]):
    """Text columns by name, kept by their labels until somebody asks for the texts row by row."""

    def __init__(self) -> None:
        self._columns: dict[str, Texts | Labels] = {}

    def __getitem__(self, name: str) -> Texts:
        """The texts row by row, to be read or changed."""
        found = self._columns[name]
        if isinstance(found, Labels):
            found = self._columns[name] = found.texts()
        return found

    def __setitem__(self, name: str, texts: Texts | Labels) -> None:
        self._columns[name] = texts

    def __delitem__(self, name: str) -> None:
        del self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def read(self, name: str) -> Texts:
        """The texts row by row, not to be changed; none where there is no such column."""
        found = self._columns.get(name, [])
        return found.texts() if isinstance(found, Labels) else found

    def labels(self, name: str) -> Labels | None:
        """The column by its labels; None where there is none."""
        found = self._columns.get(name)
        return Labels.of(found) if isinstance(found, list) else found


@dataclass(slots=True)
class Draft:
    """Working state of one batch. Columns appear in `texts` and `numbers` under their canonical names."""

    spec: SourceSpec
    context: BatchContext
    rules: ConversionRules
    raw: RawBatch
    flat: FlatBatch
    log: IssueLog
    columns: Mapping[str, Column]
    """The raw values under every name; read, never changed."""
    texts: TextColumns = field(default_factory=TextColumns)
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

    @property
    def rejected(self) -> npt.NDArray[np.bool_]:
        """Flat rows whose raw row is rejected."""
        return np.isin(self.origin, np.fromiter(self.log.rejected, np.int64, len(self.log.rejected)))

    def column(self, name: str) -> Column:
        """The raw values under one name, as Arrow holds them."""
        found = self.columns.get(name)
        return found if found is not None else Column(name, pa.nulls(len(self), pa.string()), {}, self.flat.rows)

    def cells(self, name: str) -> list[object]:
        """The raw values under one name; `ABSENT` where a row lacks it."""
        return self.column(name).cells()

    def path(self, name: str) -> str:
        """The name as the platform wrote it."""
        return self.flat.paths.get(name, name)

    def report(self, code: str, position: int, value: object, *, name: str | None = None, detail: str = "") -> None:
        """Note an issue of the flat row at `position`."""
        path = None if name is None else self.path(name)
        self.log.add(code, int(self.flat.origin[position]), path=path, value=value, detail=detail)

    def text(self, column: str) -> Texts:
        """A text column, to be read; all missing where nothing was read."""
        return self.texts.read(column) or [None] * len(self)

    def labels(self, column: str) -> Labels:
        """A text column by its labels; all missing where nothing was read."""
        return self.texts.labels(column) or Labels.constant(None, len(self))

    def number(self, column: str) -> Numbers:
        """A numeric column; all missing where nothing was read."""
        found = self.numbers.get(column)
        return found if found is not None else Numbers.missing(len(self))

    @property
    def decimal_mark(self) -> str | None:
        """The decimal mark of texts: the one that the caller named, else the one that the rows tell."""
        stated = self.context.number_locale
        return self.flat.decimal_mark if stated is None else decimal_mark(stated)

    def plain_column(self, name: str) -> Column:
        """The raw values under one name, texts that are numbers under the batch's decimal mark as plain ones."""
        column, mark = self.column(name), self.decimal_mark
        if mark is None:
            return column
        cells = column.cells()
        plain = plain_values(cells, mark)
        return column if plain is cells else Column.of(name, plain, self.flat.rows)

    def read_number(self, name: str, scale: Scale) -> Numbers:
        """The numbers under one raw name, in `scale`."""
        column, plain = self.column(name), self.plain_column(name)
        if plain is column:
            return read_column(column, scale, partial(self.report, name=name))
        cells, scale = column.cells(), scale.plain()
        if self.context.number_locale is None and self.decimal_mark == COMMA:
            for position, (cell, text) in enumerate(zip(cells, plain.cells(), strict=True)):
                if isinstance(cell, str) and COMMA in cell and text is not cell:
                    self.report("DECIMAL_COMMA", position, cell, name=name)
        return read_column(plain, scale, lambda code, at, _: self.report(code, at, cells[at], name=name))

    def read_text(self, column: str, name: str) -> Texts:
        """The texts (or ids, where the column holds ids) under one raw name."""
        return self.read_labels(column, name).texts()

    def read_labels(self, column: str, name: str) -> Labels:
        """As `read_text`, by labels."""
        if not column.endswith("_id"):
            return label_texts(self.column(name))
        noise = self.spec.account_noise if column == "account_id" else ()
        return label_ids(self.column(name), partial(self.report, name=name), noise=noise)

    def read_fields(self) -> None:
        """Fill the columns that the source declares from the names that the batch has."""
        for declared in self.spec.fields:
            names = [name for name in declared.names if name in self.columns]
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
            texts, known = self.read_labels(declared.column, name), self.texts.labels(declared.column)
            self.texts[declared.column] = texts if known is None else known.filled(texts)


def kind_of(column: str) -> Kind:
    """Kind of a column; names outside the canonical record are texts that only identify."""
    return BY_NAME[column].kind if column in BY_NAME else Kind.TEXT


def scale_of(kind: Kind, unit: Unit) -> Scale:
    """How a column of this kind, stated in this unit, is counted."""
    if kind is Kind.COUNT:
        return COUNTS
    return _SCALES[unit]
