import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { readPushKeys } from "./keys.ts";
import { pushIn, type SendDeps } from "./send.ts";

export function sendDeps(env: Env): SendDeps {
  const settings = settingsOf(env);
  const keys = readPushKeys(settings.PUSH_KEYS);
  // Asked of the settings already.
  if (keys === null) throw new Error("PUSH_KEYS is no pair");
  return {
    databases: databasesOf(env),
    fresh,
    keys,
    contact: settings.PRIVACY_EMAIL,
    call: (url, init) => fetch(url, init),
  };
}

/** After a commit, beside the answer: what fails here is the next minute's. */
export async function pushSoon(env: Env, workspaceId: string): Promise<void> {
  await pushIn(sendDeps(env), workspaceId).catch(() => undefined);
}
