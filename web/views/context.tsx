import { type Accessor, createContext, useContext } from "solid-js";
import type { Console } from "../store/console/console.ts";
import type { Demo } from "../store/demo.ts";
import type { Session } from "../store/session.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Toasts } from "../ui/toasts.ts";

/** What every screen may use, whoever is signed in. */
export interface AppServices {
  readonly session: Session;
  readonly toasts: Toasts;
  /** Null in a build for production. */
  readonly demo: Demo | null;
  /** Whether the server can be reached at all. */
  reaches(): Promise<boolean>;
  openWorkspace(slug: string, signedOut: () => void): Workspace;
  /** For those who run the platform; `refused` where somebody does not (any more). */
  openConsole(refused: () => void): Promise<Console>;
}

/** Acts on a lead that need a choice: each opens over `anchor` and gives the focus back to it. */
export interface Acts {
  assign(lead: string, anchor: HTMLElement): void;
  stage(lead: string, anchor: HTMLElement): void;
  attempt(lead: string, anchor: HTMLElement): void;
  /** The lead whose choice is being made. */
  open(): string | null;
}

export const AppContext = createContext<AppServices>();
export const WorkspaceContext = createContext<Workspace>();
export const ActsContext = createContext<Acts>();
/** One clock for all that ticks on a screen, ms UTC. */
export const NowContext = createContext<Accessor<number>>();

export const useApp = (): AppServices => required(useContext(AppContext), "AppContext");
export const useWorkspace = (): Workspace => required(useContext(WorkspaceContext), "WorkspaceContext");
export const useActs = (): Acts => required(useContext(ActsContext), "ActsContext");
export const useNow = (): Accessor<number> => required(useContext(NowContext), "NowContext");

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`used outside of ${name}`);
  return value;
}
