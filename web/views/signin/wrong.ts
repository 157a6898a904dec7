import type { Session } from "../../store/session.ts";
import type { Key } from "../../words/index.ts";
import { failureKey } from "../failure.ts";

type Failure = NonNullable<Awaited<ReturnType<Session["signIn"]>>>;

/** What is said, and beside what. */
export interface Wrong {
  readonly at: "email" | "password" | "form";
  readonly key: PlainKey;
}
type PlainKey = Extract<Key, "signIn.emailHint" | "signIn.noPassword" | `error.${string}.title`>;

/** Before anything is sent. No more than a glance: only the server knows who is known. */
export function wrongBefore(given: { readonly email: string; readonly password: string }): Wrong | null {
  if (!/^\S+@\S+$/.test(given.email)) return { at: "email", key: "signIn.emailHint" };
  return given.password === "" ? { at: "password", key: "signIn.noPassword" } : null;
}

export function wrongOf(failure: Failure): Wrong {
  return { at: failure.code === "bad_password" ? "password" : "form", key: failureKey(failure.code) };
}
