// JSON in colour, in which whatever fits into a line stays in one line (code_view.py writes JSON the same way).
// Every piece becomes a text node, so that no value can turn into markup.

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LINE_LENGTH = 48; // without the key before it

/** The value as indented, coloured JSON. */
export function jsonView(value) {
  const text = readableJson(value);
  const view = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [all, string, colon] = match;
    const word = string ?? all;
    view.append(text.slice(end, match.index), coloured(word, kindOf(match)), colon ?? "");
    end = match.index + all.length;
  }
  view.append(text.slice(end));
  return view;
}

function kindOf([, string, colon, literal]) {
  if (string !== undefined) {
    return colon === undefined ? "string" : "key";
  }
  if (literal === undefined) {
    return "number";
  }
  return literal === "null" ? "absent" : "keyword";
}

function coloured(word, kind) {
  const span = document.createElement("span");
  span.className = kind;
  span.textContent = word;
  return span;
}

function readableJson(value, indent = "") {
  const line = lineOf(value);
  if (typeof value !== "object" || value === null || indent.length + line.length <= LINE_LENGTH) {
    return line;
  }
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((part) => readableJson(part, deeper))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${readableJson(part, deeper)}`);
  return `${line[0]}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${line.at(-1)}`;
}

/** The value in one line, with a blank after each colon and comma. */
function lineOf(value) {
  if (Array.isArray(value)) {
    return `[${value.map(lineOf).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${lineOf(part)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
