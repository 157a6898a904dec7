import { createAccountApi } from "./connection/account.ts";
import type { Fetch } from "./connection/call.ts";
import { clock } from "./connection/edge.ts";
import { passkeys } from "./connection/passkey.ts";
import { createAccount, type OwnAccount } from "./store/account.ts";
import { createEntry, type Entry } from "./store/entry.ts";
import type { Session } from "./store/session.ts";

/** The ways in and one's own account, with what they need of the outside world; loaded with their screens. */
export function openAccount(fetch: Fetch, session: Session): { readonly entry: Entry; readonly account: OwnAccount } {
  const deps = { api: createAccountApi(fetch), passkeys, session, clock };
  return { entry: createEntry(deps), account: createAccount(deps) };
}
