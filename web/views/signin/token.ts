import { type Accessor, createSignal, onCleanup } from "solid-js";
import * as v from "valibot";
import { linkToken } from "../../../domain/account.ts";

/** For somebody who signs in between opening a link and using it: in memory only, and forgotten with the page. */
const kept = new Map<string, string>();

/**
 * The secret part of the link that led here; null where there is none. It is taken out of the address at once: an address is
 * copied, pictured and kept in histories. `keep`: found again after leaving this page for the sign-in.
 */
export function createToken(keep = false): Accessor<string | null> {
  const place = window.location.pathname;
  const [token, setToken] = createSignal(keep ? (kept.get(place) ?? null) : null);
  const take = () => {
    const found = window.location.hash.slice(1);
    if (found === "") return;
    window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
    const known = v.is(linkToken, found) ? found : null;
    if (keep && known !== null) kept.set(place, known);
    setToken(known);
  };
  take();
  // Another link, pasted into the same page: the browser loads nothing anew.
  window.addEventListener("hashchange", take);
  onCleanup(() => window.removeEventListener("hashchange", take));
  return token;
}
