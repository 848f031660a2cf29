// One request to the API, and what went wrong with it in plain words.

import { authorization } from "./api_key.js";

const TIMEOUT_MS = 60_000;
const MEDIA_TYPES = "application/graphql-response+json, application/json;q=0.9";
const MAKE_A_KEY = "Make a new one where the server runs: ./run keys create --org ORG";
const WORDS_OF_STATUS = {
  401: `The server does not know this key, or it has expired. ${MAKE_A_KEY}`,
  403: "This key may not do that: it lacks a scope.",
  404: "There is no GraphQL API at this address.",
  413: "The request is larger than the server takes.",
  429: "Too many requests at once. Wait a moment, then run it again.",
};
const STATUS_OF_CODE = { UNAUTHENTICATED: 401, UNAUTHORIZED: 401, FORBIDDEN: 403 };

/** Why there is no answer, for people; `needsKey` when another key would help. */
export class RequestProblem extends Error {
  constructor(message, { needsKey = false } = {}) {
    super(message);
    this.needsKey = needsKey;
  }
}

/** Runs an operation with the kept key: { answer, tookMs }. Throws RequestProblem when there is no data at all. */
export async function runOperation(query, variables = {}) {
  const begun = performance.now();
  const response = await send(JSON.stringify({ query, variables }));
  const answer = await readJson(response);
  throwIfRefused(response.status, answer);
  return { answer, tookMs: performance.now() - begun };
}

async function send(body) {
  const headers = { "Content-Type": "application/json", Accept: MEDIA_TYPES, ...authorization() };
  try {
    return await fetch("/graphql", { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new RequestProblem(wordsOfFailure(error));
  }
}

function wordsOfFailure(error) {
  if (error.name === "TimeoutError") {
    return `No answer within ${TIMEOUT_MS / 1000} seconds. Ask for less, for instance a shorter date range.`;
  }
  return "The server cannot be reached. Is it still running?";
}

/** The body as JSON, or null where a proxy or a crash sent something else. */
async function readJson(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function throwIfRefused(status, answer) {
  const messages = (answer?.errors ?? []).map((error) => error.message);
  const meaning = statusOf(status, answer);
  if (meaning === 200 && hasData(answer)) {
    return;
  }
  const words = [WORDS_OF_STATUS[meaning] ?? wordsOfStatus(meaning, messages), ...detail(meaning, messages)];
  throw new RequestProblem(words.join(" "), { needsKey: meaning === 401 });
}

/** GraphQL servers may refuse within a 200: what counts then is the error's code. */
function statusOf(status, answer) {
  const codes = (answer?.errors ?? []).map((error) => STATUS_OF_CODE[error.extensions?.code]);
  return hasData(answer) ? 200 : (codes.find((code) => code !== undefined) ?? status);
}

/** True when at least one field was answered. */
function hasData(answer) {
  return Object.values(answer?.data ?? {}).some((value) => value !== null);
}

function wordsOfStatus(status, messages) {
  if (status >= 500) {
    return `The server failed (HTTP ${status}). Its log says why.`;
  }
  return messages.length > 0 ? "The server refused the query:" : `The server answered without data (HTTP ${status}).`;
}

/** What the server said itself; for an unknown key our own words are enough. */
function detail(meaning, messages) {
  return meaning === 401 || meaning >= 500 ? [] : messages;
}
