// Says whether the server lives (/healthz) and is ready (/readyz), and keeps saying it while somebody looks.

const EVERY_MS = 15_000;
const TIMEOUT_MS = 5_000;

/** Keeps the element up to date. */
export function watchServer(element) {
  const look = async () => {
    if (!document.hidden) {
      show(element, await serverState());
    }
  };
  look();
  setInterval(look, EVERY_MS);
  document.addEventListener("visibilitychange", look);
}

async function serverState() {
  const [health, readiness] = await Promise.all([statusAt("/healthz"), statusAt("/readyz")]);
  if (health === null) {
    return { state: "down", text: "The server cannot be reached" };
  }
  if (health !== "ok") {
    return { state: "down", text: `The server is not well: ${health}` };
  }
  if (readiness !== "ok") {
    return { state: "waiting", text: `The server runs, but is not ready: ${readiness ?? "no answer"}` };
  }
  return { state: "ok", text: "Up and ready" };
}

/** The `status` of {"status": "ok"}; the HTTP status where there is none, null where nobody answers. */
async function statusAt(path) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return null;
  }
  const body = await response.json().catch(() => null);
  return String(body?.status ?? `HTTP ${response.status}`);
}

/** Writes only what changed: screen readers read each change aloud. */
function show(element, { state, text }) {
  const words = element.querySelector(".text");
  if (words.textContent !== text) {
    element.dataset.state = state;
    words.textContent = text;
  }
}
