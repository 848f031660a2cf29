// The API key of this browser tab. It comes in the address' fragment (#key=mm_...), which browsers never send to a
// server, or is typed in; it lives in sessionStorage and ends with the tab.

const SLOT = "marketing-memory:key";

/** Takes a key out of the address bar and its history entry; says whether there was one. */
export function adoptKeyFromFragment() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const key = parts.get("key");
  if (key === null) {
    return false;
  }
  parts.delete("key");
  const rest = parts.size > 0 ? `#${parts}` : "";
  history.replaceState(null, "", location.pathname + location.search + rest);
  keepKey(key.trim());
  return true;
}

/** The kept key, or null. */
export function keptKey() {
  return sessionStorage.getItem(SLOT);
}

/** Keeps a key for this browser tab; an empty one forgets what was kept. */
export function keepKey(key) {
  if (key === "") {
    sessionStorage.removeItem(SLOT);
  } else {
    sessionStorage.setItem(SLOT, key);
  }
}

/** What is wrong with a typed key, in words, or null. A header takes nothing but visible ASCII. */
export function problemOfKey(key) {
  if (key === "") {
    return "Paste a key first.";
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return "That is no key: it has spaces or signs that keys never have. Copy it again, from mm_ to its end.";
  }
  return null;
}

/** The header that carries the key, if there is one. */
export function authorization() {
  const key = keptKey();
  return key !== null && problemOfKey(key) === null ? { Authorization: `Bearer ${key}` } : {};
}
