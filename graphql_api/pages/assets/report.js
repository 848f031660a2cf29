// Draws the charts of an export's report from the JSON in the page, in the colours of the page, and anew when these change.

/* global Plotly */

const drawing = JSON.parse(document.getElementById("drawing").textContent);
const isDaily = drawing.step === "day";
const DAY_MS = 86_400_000;
const STEP_MS = isDaily ? DAY_MS : 7 * DAY_MS;
const starts = drawing.periods.map((day) => Date.parse(`${day}T00:00:00Z`));
const MEASURES = { spend: "Spend", impressions: "Impressions", clicks: "Clicks", sends: "Messages" };
const STATUS_NAMES = { observed: "Observed", zero_filled: "True zero", missing: "Not received" };
const CONFIG = { displayModeBar: false, responsive: true, showTips: false };
const NARROW_PX = 640;

// --- words and colours ---

/** Names come from the platforms: none of their signs is markup to Plotly. */
const plain = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const shortened = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const channels = (hex) => [1, 3, 5].map((place) => parseInt(hex.slice(place, place + 2), 16));

const withAlpha = (hex, alpha) => `rgba(${channels(hex).join(",")},${alpha})`;

/** A colour between two, `share` of the way. */
function between(from, to, share) {
  const [a, b] = [channels(from), channels(to)];
  return `rgb(${a.map((part, place) => Math.round(part + (b[place] - part) * share)).join(",")})`;
}

const isNarrow = (chart) => chart.clientWidth < NARROW_PX;

/** What all charts have in common. */
function baseLayout() {
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: colour("ink-soft") },
    hoverlabel: {
      bgcolor: colour("surface"),
      bordercolor: colour("line-strong"),
      font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: colour("ink") },
      align: "left",
      namelength: 40,
    },
    dragmode: matchMedia("(pointer: coarse)").matches ? false : "zoom",
  };
}

const axisStyle = () => ({
  gridcolor: colour("grid"),
  linecolor: colour("line"),
  zerolinecolor: colour("line"),
  zeroline: false,
  automargin: true,
});

// --- over time ---

const valuesOf = (series, geo) => (geo === null || !series.byGeo.length ? series.total : series.byGeo[geo]);

const isMoney = (series) => series.unit !== "" && series.unit !== "count";

const numberFormat = (series) => (isMoney(series) ? ",.2f" : ",.6~r");

const ofMeasure = (measure) => drawing.series.filter((series) => series.measure === measure);

function outcomeTrace(series, geo) {
  const isKpi = series.measure === "kpi";
  return {
    type: "scatter",
    mode: drawing.periods.length > 1 ? "lines" : "markers",
    name: plain(isKpi ? `${series.title} (KPI)` : series.title),
    x: drawing.periods,
    y: valuesOf(series, geo),
    connectgaps: false,
    line: { color: isKpi ? colour("accent") : colour("ink-soft"), width: isKpi ? 2.25 : 1.25, dash: isKpi ? "solid" : "dot" },
    yaxis: isKpi ? "y" : "y4",
    hovertemplate: `%{y:${numberFormat(series)}}`,
    legendrank: 1,
  };
}

function mediaTrace(series, geo) {
  return {
    type: "bar",
    name: plain(series.title),
    x: drawing.periods,
    y: valuesOf(series, geo),
    marker: { color: colour(`series-${series.slot}`), line: { width: 0 } },
    yaxis: "y2",
    hovertemplate: `%{y:${numberFormat(series)}}`,
  };
}

/** Names of a kind by place: of the country that a geo is, else of all. */
function marksOf(kind, geo) {
  const own = geo === null ? "" : drawing.geos[geo].toUpperCase();
  const isCountry = drawing.marks.some((mark) => mark[2] === own);
  const found = new Map();
  for (const [place, itsKind, country, names] of drawing.marks) {
    if (itsKind !== kind || (isCountry && country !== own)) continue;
    found.set(place, [...(found.get(place) ?? []), ...names]);
  }
  return [...found];
}

function markTraces(geo) {
  const kinds = [
    ["holiday", "Holidays", "diamond", 1, colour("ink")],
    ["retail", "Retail events", "circle", 0, colour("waiting")],
  ];
  return kinds.map(([kind, name, symbol, height, tint]) => {
    const marks = marksOf(kind, geo);
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: marks.map((mark) => drawing.periods[mark[0]]),
      y: marks.map(() => height),
      customdata: marks.map((mark) => mark[1].map(plain).join("<br>")),
      marker: { symbol, size: isDaily ? 7 : 8, color: tint },
      yaxis: "y3",
      showlegend: false,
      hovertemplate: "%{customdata}",
    };
  });
}

/** Runs of places at which a test holds, as [first, last]. */
function runs(size, holds) {
  const found = [];
  for (let place = 0; place < size; place += 1) {
    if (!holds(place)) continue;
    const last = found.at(-1);
    if (last && last[1] === place - 1) last[1] = place;
    else found.push([place, place]);
  }
  return found;
}

const isoOf = (instant) => new Date(instant).toISOString().slice(0, 19);

const dayOf = (instant) =>
  new Date(instant).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function shade(first, last, fillcolor) {
  const half = STEP_MS / 2;
  const ends = { x0: isoOf(starts[first] - half), x1: isoOf(starts[last] + half) };
  return { type: "rect", xref: "x", yref: "paper", y0: 0, y1: 1, layer: "below", line: { width: 0 }, fillcolor, ...ends };
}

function shades(shown, geo) {
  const lacks = (place) => shown.some((series) => valuesOf(series, geo)[place] === null);
  const missing = runs(drawing.periods.length, lacks).map(([first, last]) => shade(first, last, withAlpha(colour("bad"), 0.16)));
  if (drawing.heldBack === null) return missing;
  return [shade(drawing.heldBack, drawing.periods.length - 1, withAlpha(colour("line-strong"), 0.11)), ...missing];
}

function holidayLines(geo) {
  const days = marksOf("holiday", geo).map((mark) => drawing.periods[mark[0]]);
  const line = { color: colour("line-strong"), width: 1, dash: "dot" };
  return days.map((day) => ({ type: "line", xref: "x", yref: "paper", x0: day, x1: day, y0: 0, y1: 1, layer: "below", opacity: 0.35, line }));
}

function timeLayout(chart, measure, shown, geo) {
  const narrow = isNarrow(chart);
  const unit = shown.find((series) => series.measure === measure && isMoney(series))?.unit;
  const kpi = ofMeasure("kpi")[0];
  const title = (text) => ({ text: plain(text), standoff: 8, font: { size: 13 } });
  const hasRevenue = shown.some((series) => series.measure === "revenue");
  return {
    ...baseLayout(),
    height: narrow ? 430 + 22 * shown.length : 540,
    margin: { l: 8, r: 8, t: 8, b: 8 },
    barmode: "relative",
    bargap: isDaily ? 0 : 0.18,
    hovermode: "x unified",
    hoversubplots: "axis",
    legend: { orientation: "h", x: 0, y: -0.11, yanchor: "top", font: { color: colour("ink"), size: 13 }, traceorder: "normal" },
    shapes: [...shades(shown, geo), ...holidayLines(geo)],
    xaxis: {
      ...axisStyle(),
      type: "date",
      domain: [0, 1],
      anchor: "y2",
      showgrid: false,
      range: [isoOf(starts[0] - STEP_MS / 2), isoOf(starts.at(-1) + STEP_MS / 2)],
      hoverformat: isDaily ? "%a %-d %b %Y" : "Week of %-d %b %Y",
      nticks: narrow ? 5 : 12,
      unifiedhovertitle: { text: isDaily ? "%{x|%a %-d %b %Y}" : "Week of %{x|%-d %b %Y}" },
    },
    yaxis: { ...axisStyle(), domain: [0.6, 1], rangemode: "tozero", title: title(`${kpi.title}${isMoney(kpi) ? `, ${kpi.unit}` : ""}`), nticks: 6, fixedrange: true },
    yaxis2: { ...axisStyle(), domain: [0, 0.47], rangemode: "tozero", title: title(`${MEASURES[measure]}${unit ? `, ${unit}` : ""}`), nticks: 6, fixedrange: true },
    yaxis3: { domain: [0.495, 0.575], range: [-0.9, 1.9], visible: false, fixedrange: true },
    yaxis4: {
      ...axisStyle(), overlaying: "y", side: "right", tickmode: "auto", rangemode: "tozero", showgrid: false, nticks: 6, fixedrange: true,
      title: title("Revenue"), visible: hasRevenue && !narrow,
    },
  };
}

function drawTime() {
  const chart = document.getElementById("time-chart");
  const measure = document.getElementById("measure").value;
  const chosen = document.getElementById("geo").value;
  const geo = chosen === "" ? null : Number(chosen);
  const media = ofMeasure(measure);
  const outcomes = [...ofMeasure("kpi"), ...ofMeasure("revenue")];
  const shown = [...outcomes, ...media];
  const traces = [...outcomes.map((series) => outcomeTrace(series, geo)), ...media.map((series) => mediaTrace(series, geo)), ...markTraces(geo)];
  return Plotly.react(chart, traces, timeLayout(chart, measure, shown, geo), CONFIG);
}

/** Fills the two menus; one of a single choice stays away. */
function offerChoices() {
  const measures = Object.keys(MEASURES).filter((measure) => ofMeasure(measure).length);
  const menus = [
    ["measure", measures.map((measure) => [measure, MEASURES[measure]])],
    ["geo", [["", "All, added up"], ...drawing.geos.map((geo, place) => [String(place), geo])]],
  ];
  for (const [id, choices] of menus) {
    const menu = document.getElementById(id);
    menu.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
    menu.addEventListener("change", drawTime);
    document.getElementById(`${id}-label`).hidden = choices.length < 2;
  }
  document.getElementById("choices").hidden = false;
}

// --- coverage ---

function statusTrace(status, place) {
  const looks = {
    observed: { color: colour("series-5") },
    zero_filled: { color: withAlpha(colour("series-5"), 0.28) },
    missing: { color: colour("bad"), pattern: { shape: "/", bgcolor: colour("bad"), fgcolor: colour("surface"), size: 7, solidity: 0.25 } },
  };
  const spans = drawing.tracks.flatMap((track, row) => track.spans.filter((span) => span[0] === place).map((span) => [row, ...span]));
  const last = (span) => dayOf(starts[span[2] + span[3] - 1] + STEP_MS - DAY_MS);
  return {
    type: "bar",
    orientation: "h",
    name: STATUS_NAMES[status],
    base: spans.map((span) => drawing.periods[span[2]]),
    x: spans.map((span) => span[3] * STEP_MS),
    y: spans.map((span) => span[0]),
    width: 0.62,
    marker: { ...looks[status], line: { width: 0 } },
    customdata: spans.map((span) => [
      plain(drawing.tracks[span[0]].title),
      `${dayOf(starts[span[2]])} to ${last(span)}`,
      `${span[3]} ${drawing.step}${span[3] === 1 ? "" : "s"}`,
    ]),
    hovertemplate: `%{customdata[0]}<br>${STATUS_NAMES[status]}: %{customdata[2]}<br>%{customdata[1]}<extra></extra>`,
    showlegend: true,
  };
}

function drawCoverage() {
  const chart = document.getElementById("coverage-chart");
  const narrow = isNarrow(chart);
  const rows = drawing.tracks.length;
  const layout = {
    ...baseLayout(),
    height: 90 + rows * 34,
    margin: { l: 8, r: 8, t: 8, b: 8 },
    barmode: "overlay",
    hovermode: "closest",
    dragmode: false,
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { color: colour("ink"), size: 13 }, itemclick: false, itemdoubleclick: false },
    xaxis: { ...axisStyle(), type: "date", range: [isoOf(starts[0]), isoOf(starts.at(-1) + STEP_MS)], nticks: narrow ? 4 : 12, fixedrange: true },
    yaxis: {
      ...axisStyle(), autorange: "reversed", showgrid: false, fixedrange: true, tickvals: drawing.tracks.map((_, row) => row),
      ticktext: drawing.tracks.map((track) => plain(shortened(track.title, narrow ? 16 : 32))), tickfont: { color: colour("ink") },
    },
  };
  return Plotly.react(chart, drawing.statuses.map(statusTrace), layout, CONFIG);
}

// --- correlations ---

const CELL_PX = 34;
const LABEL_PX = 176;

const signed = (r) => (Math.round(r * 100) / 100 + 0).toFixed(2).replace("-", "−").replace("−0.00", "0.00");

const tintOf = (r) => (r === null ? colour("sunken") : between(colour("surface"), colour(r < 0 ? "against" : "together"), Math.min(1, Math.abs(r))));

function pairTrace() {
  const { pairs, columns } = drawing;
  return {
    type: "bar",
    orientation: "h",
    base: pairs.map((pair) => pair[0] - 0.5),
    x: pairs.map(() => 1),
    y: pairs.map((pair) => pair[1]),
    width: 1,
    marker: { color: pairs.map((pair) => tintOf(pair[2])), line: { width: 1.5, color: colour("surface") } },
    text: pairs.map((pair) => (pair[2] === null ? "" : signed(pair[2]))),
    textposition: "inside",
    insidetextanchor: "middle",
    textangle: 0,
    constraintext: "none",
    textfont: { size: 10.5, color: pairs.map((pair) => (Math.abs(pair[2] ?? 0) > 0.75 ? colour("ground") : colour("ink"))) },
    customdata: pairs.map((pair) => [
      plain(columns[pair[0]]), plain(columns[pair[1]]), pair[2] === null ? "none: one of them is constant" : signed(pair[2]), pair[3], pair[4].toLocaleString("en"),
    ]),
    hovertemplate: "%{customdata[0]}<br>%{customdata[1]}<br>r = %{customdata[2]}<br>q = %{customdata[3]}<br>n = %{customdata[4]}<extra></extra>",
    showlegend: false,
  };
}

function drawPairs() {
  const chart = document.getElementById("pairs-chart");
  const size = drawing.columns.length;
  const room = chart.parentElement.clientWidth;
  const cell = Math.max(CELL_PX, Math.min(56, (room - LABEL_PX - 24) / size));
  const names = drawing.columns.map((name) => plain(shortened(name, 24)));
  const axis = { showgrid: false, zeroline: false, fixedrange: true, tickfont: { color: colour("ink"), size: 12 }, tickvals: names.map((_, place) => place), ticktext: names, ticks: "" };
  const layout = {
    ...baseLayout(),
    width: LABEL_PX + size * cell + 24,
    height: LABEL_PX - 20 + size * cell,
    margin: { l: LABEL_PX, r: 24, t: 8, b: LABEL_PX - 28 },
    dragmode: false,
    hovermode: "closest",
    xaxis: { ...axis, range: [-0.5, size - 1.5], tickangle: -45 },
    yaxis: { ...axis, range: [size - 0.5, 0.5] },
  };
  return Plotly.react(chart, [pairTrace()], layout, { ...CONFIG, responsive: false });
}

// --- all of them ---

function drawAll() {
  return Promise.all([drawTime(), drawCoverage(), ...(drawing.pairs.length ? [drawPairs()] : [])]);
}

/** Calls `then` once nothing has happened for a moment. */
function whenQuiet(then, quietMs = 150) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(then, quietMs);
  };
}

offerChoices();
await drawAll();
document.documentElement.dataset.drawn = "yes";
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
addEventListener("resize", whenQuiet(drawAll));
