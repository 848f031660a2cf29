"""The causal graph as SVG: one row per channel, causes at the left, effects at the right."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from domain.causal.picture.layers import Box, Layers
from graphql_api.pages.layout import Html

BOX_WIDTH, BOX_HEIGHT, COLUMN, ROW, EDGE, LINE = 168, 36, 206, 62, 14, 19
CAUSES_WIDTH = 168
LONGEST_TITLE = 21
MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on the canvas."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.y + self.height / 2


def draw_graph(layers: Layers, alt: str) -> Html:
    """An <svg> of the boxes and arrows; its colours are classes of report.css."""
    height = _height(layers)
    places = [_place(box, layers, height) for box in layers.boxes]
    width = max((place.x + place.width for place in places), default=0) + EDGE
    arrows = "\n".join(_arrow(layers, places, cause, effect) for cause, effect in layers.arrows)
    boxes = "\n".join(_box(box, place) for box, place in zip(layers.boxes, places, strict=True))
    return Html(
        f'<svg class="graph" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(alt)}">\n<defs><marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>\n{arrows}\n{boxes}\n</svg>'
    )


def _height(layers: Layers) -> float:
    tallest = max((len(_lines(box)) for box in layers.boxes), default=1)
    return 2 * EDGE + max(ROW * (layers.rows + 1), LINE * (tallest + 1) + 2 * EDGE)


def _lines(box: Box) -> list[str]:
    """Titles of a box, the last ones as a number."""
    titles = list(box.titles)
    if len(titles) > MOST_LINES:
        titles = [*titles[: MOST_LINES - 1], f"and {len(titles) - MOST_LINES + 1} more"]
    return titles


def _place(box: Box, layers: Layers, height: float) -> Placed:
    """Causes and outcomes span all rows or stand in the middle; what is of a channel stands in its row."""
    x = EDGE + (box.layer and CAUSES_WIDTH - BOX_WIDTH) + box.layer * COLUMN
    if box.layer == 0 and box.row is None:
        return Placed(x, EDGE, CAUSES_WIDTH, height - 2 * EDGE)
    first = (height - ROW * layers.rows) / 2
    middle = height / 2 if box.row is None else first + ROW * (box.row + 0.5)
    return Placed(x, middle - BOX_HEIGHT / 2, BOX_WIDTH, BOX_HEIGHT)


def _box(box: Box, place: Placed) -> str:
    lines = _lines(box)
    kind = "causes" if len(lines) > 1 else "outcome" if box.row is None else "media"
    top = place.middle - LINE * (len(lines) - 1) / 2
    texts = "".join(
        f'<text x="{place.x + place.width / 2:g}" y="{top + LINE * number + 4.5:g}">{escape(_short(line))}</text>'
        for number, line in enumerate(lines)
    )
    whole = escape(", ".join(box.titles))
    return (
        f'<g class="{kind}"><title>{whole}</title><rect x="{place.x:g}" y="{place.y:g}" width="{place.width:g}" '
        f'height="{place.height:g}" rx="8"/>{texts}</g>'
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def _arrow(layers: Layers, places: list[Placed], cause: int, effect: int) -> str:
    """Straight to the next layer, else around what stands between."""
    begin, end = places[cause], places[effect]
    x1, x2 = begin.x + begin.width, end.x
    is_tall = begin.height > BOX_HEIGHT
    y1 = end.middle if is_tall else begin.middle
    far = layers.boxes[effect].layer - layers.boxes[cause].layer > 1
    if not far:
        bend = (x2 - x1) / 2
        path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {end.middle:g} {x2 - 2:g} {end.middle:g}"
    elif is_tall and layers.boxes[effect].row is None:  # over all rows, then down to the outcome
        over, middle = EDGE + 12, end.x + end.width / 2
        path = f"M{x1:g} {over:g}H{middle - 10:g}Q{middle:g} {over:g} {middle:g} {over + 10:g}V{end.y - 2:g}"
    else:  # under the boxes of its own row
        low = begin.y + begin.height + (ROW - BOX_HEIGHT) / 2 - 3
        path = (
            f"M{x1 - 18:g} {begin.y + begin.height:g}Q{x1 - 18:g} {low:g} {x1:g} {low:g}"
            f"H{x2 - 48:g}C{x2 - 24:g} {low:g} {x2 - 26:g} {end.middle:g} {x2 - 2:g} {end.middle:g}"
        )
    return f'<path class="arrow" d="{path}" marker-end="url(#arrow-head)"/>'
