import type { Role } from "../../domain/rights.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";

/** What `/bench/world` is asked for. */
export interface WorldWish {
  readonly people: Readonly<Record<string, { readonly role: Role; readonly teams?: readonly string[] }>>;
  readonly settings?: Partial<WorkspaceSettings>;
}

/** A workspace with its Page at Meta's stand-in, and everybody in it signed in. */
export interface BenchWorld {
  readonly id: string;
  readonly slug: string;
  readonly page: string;
  readonly form: string;
  readonly token: string;
  readonly people: Readonly<
    Record<string, { readonly id: string; readonly name: string; readonly role: Role; readonly teams: readonly string[] }>
  >;
  /** A session's cookie by a person's key. */
  readonly cookies: Readonly<Record<string, string>>;
}
