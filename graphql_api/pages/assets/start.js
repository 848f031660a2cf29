// The start page: the key, the rows of each data source, and the queries that can be run.

import { adoptKeyFromFragment, keepKey, keptKey, problemOfKey } from "./api_key.js";
import { runOperation } from "./graphql_request.js";
import { jsonView } from "./json_view.js";
import { watchServer } from "./server_status.js";

const SOURCES = ["meta", "google", "klaviyo"];
const byId = (id) => document.getElementById(id);
const inWords = new Intl.ListFormat("en");
const wholeNumber = new Intl.NumberFormat("en");

// --- the key ---

function askForKey(problem = "") {
  byId("key-form").hidden = false;
  say(byId("key-problem"), problem);
  for (const id of ["viewer", "tiles", "behind", "no-rows", "data-problem"]) {
    byId(id).hidden = true;
  }
}

function takeTypedKey(event) {
  event.preventDefault();
  const key = byId("key").value.trim();
  const problem = problemOfKey(key);
  say(byId("key-problem"), problem ?? "");
  if (problem === null) {
    byId("key").value = "";
    keepKey(key);
    showData();
  }
}

function changeKey() {
  keepKey("");
  askForKey();
  byId("key").focus();
}

// --- the rows of each data source ---

async function showData() {
  if (keptKey() === null) {
    askForKey();
    return;
  }
  const key = keptKey();
  try {
    const { answer } = await runOperation(byId("rows-query").textContent);
    if (key === keptKey()) {
      showRows(answer.data);
    }
  } catch (problem) {
    showDataProblem(problem);
  }
}

function showRows(data) {
  byId("key-form").hidden = true;
  say(byId("data-problem"), "");
  const counts = SOURCES.map((source) => data[source]?.totalCount ?? null);
  SOURCES.forEach((source, place) => showCount(source, counts[place]));
  byId("no-rows").hidden = counts.some((count) => count !== 0);
  byId("tiles").hidden = false;
  byId("behind").hidden = false;
  showViewer(data.viewer);
}

function showCount(source, count) {
  const number = document.querySelector(`[data-source="${source}"]`);
  number.textContent = count === null ? "–" : wholeNumber.format(count);
}

function showViewer(viewer) {
  const scopes = inWords.format((viewer?.scopes ?? []).map((scope) => scope.toLowerCase()));
  byId("viewer-text").textContent = viewer ? `Organization ${viewer.organizationId} · key may ${scopes}` : "";
  byId("viewer").hidden = false;
}

function showDataProblem(problem) {
  if (problem.needsKey) {
    askForKey(problem.message);
    return;
  }
  byId("key-form").hidden = true;
  byId("viewer").hidden = false;
  say(byId("data-problem"), problem.message);
}

// --- the queries ---

async function runCard(card) {
  if (keptKey() === null) {
    askForKey("The query needs an API key.");
    byId("key").focus();
    return;
  }
  const button = card.querySelector(".run");
  button.disabled = true;
  card.setAttribute("aria-busy", "true");
  await showAnswer(card);
  card.removeAttribute("aria-busy");
  button.disabled = false;
}

async function showAnswer(card) {
  const query = card.querySelector("code.query").textContent;
  const variables = JSON.parse(card.querySelector("code.variables").textContent);
  try {
    const { answer, tookMs } = await runOperation(query, variables);
    showOutcome(card, wordsOfAnswer(answer, tookMs), { failed: Boolean(answer.errors), answer });
  } catch (problem) {
    showOutcome(card, problem.message, { failed: true });
    if (problem.needsKey) {
      askForKey(problem.message);
    }
  }
}

function wordsOfAnswer(answer, tookMs) {
  const rows = answer.data?.insights?.rows?.length;
  const counted = rows === undefined ? "" : `${wholeNumber.format(rows)} ${rows === 1 ? "row" : "rows"} in `;
  const errors = (answer.errors ?? []).map((error) => error.message);
  return [`${counted}${Math.round(tookMs)} ms`, ...errors].join(" · ");
}

function showOutcome(card, words, { failed, answer = null }) {
  const outcome = card.querySelector(".outcome");
  outcome.textContent = words;
  outcome.classList.toggle("failed", failed);
  const pane = card.querySelector(".answer");
  pane.hidden = answer === null;
  pane.firstElementChild.replaceChildren(answer === null ? "" : jsonView(answer));
  pane.scrollTop = 0;
}

/** Shows a text, or hides its place when there is nothing to say. */
function say(element, text) {
  element.textContent = text;
  element.hidden = text === "";
}

// --- begin ---

byId("key-form").addEventListener("submit", takeTypedKey);
byId("change-key").addEventListener("click", changeKey);
for (const card of document.querySelectorAll("article.card")) {
  card.querySelector(".run").addEventListener("click", () => runCard(card));
}
addEventListener("hashchange", () => adoptKeyFromFragment() && showData());
watchServer(byId("server-status"));
adoptKeyFromFragment();
showData();
