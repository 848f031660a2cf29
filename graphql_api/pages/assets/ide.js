// Starts GraphiQL with one tab per example; #query=...&variables=... opens that query in front. The API key of this
// browser tab (#key=mm_..., or as given on the start page) goes with each request, unless the headers editor has its own.
// GraphiQL keeps its tabs and history in sessionStorage too: all of it ends with the browser tab.

import { adoptKeyFromFragment, authorization, keptKey } from "./api_key.js";

const EXAMPLES_SLOT = "marketing-memory:examples";
const TABS_SLOT = "graphiql:tabState";
const GRAPHIQL_SLOTS = [TABS_SLOT, "graphiql:query", "graphiql:variables", "graphiql:headers"];

// --- tabs ---

/** The examples that the server put into the page; another release's examples replace the kept tabs. */
function readExamples() {
  const text = document.getElementById("examples").textContent;
  if (sessionStorage.getItem(EXAMPLES_SLOT) !== text) {
    sessionStorage.setItem(EXAMPLES_SLOT, text);
    GRAPHIQL_SLOTS.forEach((slot) => sessionStorage.removeItem(slot));
  }
  return JSON.parse(text);
}

/** The query that the address asks for, taken out of it. */
function tabFromFragment() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (!parts.has("query")) {
    return null;
  }
  history.replaceState(null, "", location.pathname);
  return editorContents({ query: parts.get("query"), variables: parts.get("variables") });
}

/** The tab that a reload should come back to, if tabs were kept. */
function keptActiveTab() {
  const state = JSON.parse(sessionStorage.getItem(TABS_SLOT) ?? "null");
  return state?.tabs[state.activeTabIndex] ?? null;
}

/** GraphiQL fills its editors from these properties alone: not from the first of `defaultTabs`, nor from kept tabs. */
function editorContents(tab) {
  return { query: tab.query ?? "", variables: tab.variables ?? "", headers: tab.headers ?? "" };
}

/** The asked tab first, then the examples, each once. */
function inOrder(asked, examples) {
  return asked === null ? examples : [asked, ...examples.filter((tab) => tab.query !== asked.query)];
}

// --- requests ---

/** Sends each operation with the kept key; an Authorization in the headers editor wins. */
function fetcherWithKey() {
  const fetcher = GraphiQL.createFetcher({ url: location.pathname });
  return (operation, options = {}) => {
    const own = options.headers ?? {};
    const hasOwnKey = Object.keys(own).some((name) => name.toLowerCase() === "authorization");
    return fetcher(operation, { ...options, headers: hasOwnKey ? own : { ...authorization(), ...own } });
  };
}

// --- the page ---

/** Top right: the way home, and whether requests carry a key. */
function homeLink() {
  const words = keptKey() === null ? "Add an API key" : "API key in use";
  return React.createElement(
    GraphiQL.Logo,
    null,
    React.createElement("a", { className: "home", href: "/" }, "Marketing Memory"),
    React.createElement("a", { className: keptKey() === null ? "key missing" : "key", href: "/#data" }, words),
  );
}

function start() {
  adoptKeyFromFragment();
  const examples = readExamples().map(editorContents);
  const asked = tabFromFragment();
  const tabs = inOrder(asked, examples);
  const active = asked ?? keptActiveTab() ?? tabs[0];
  const properties = {
    fetcher: fetcherWithKey(),
    storage: sessionStorage,
    defaultTabs: tabs.length > 0 ? tabs : undefined,
    defaultEditorToolsVisibility: true,
    shouldPersistHeaders: true,
    showPersistHeadersSettings: false,
    ...(active ? editorContents(active) : {}),
  };
  ReactDOM.render(React.createElement(GraphiQL, properties, homeLink()), document.getElementById("graphiql"));
}

// A key or a query pasted into the address of the open page: start over with it.
addEventListener("hashchange", () => {
  if (/^#(key|query)=/.test(location.hash)) {
    location.reload();
  }
});

start();
