import type { Trouble } from "../../store/outcome.ts";

/** What is said, and beside what. */
export interface Wrong {
  readonly at: "email" | "password";
  readonly key: "signIn.emailHint" | "signIn.noPassword" | "error.bad_password.title";
}

/** Before anything is sent. No more than a glance: only the server knows who is known. */
export function wrongBefore(given: { readonly email: string; readonly password: string }): Wrong | null {
  if (!looksLikeEmail(given.email)) return { at: "email", key: "signIn.emailHint" };
  return given.password === "" ? { at: "password", key: "signIn.noPassword" } : null;
}

export function looksLikeEmail(text: string): boolean {
  return /^\S+@\S+$/.test(text);
}

/** Null: it is about no single field. */
export function wrongOf(trouble: Trouble): Wrong | null {
  return trouble.code === "bad_password" ? { at: "password", key: "error.bad_password.title" } : null;
}
