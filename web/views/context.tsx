import { type Accessor, createContext, useContext } from "solid-js";
import type { OwnAccount } from "../store/account.ts";
import type { Console } from "../store/console/console.ts";
import type { Demo } from "../store/demo.ts";
import type { ApiFailure } from "../store/notice.ts";
import type { Entry } from "../store/entry.ts";
import type { Session } from "../store/session.ts";
import type { SupportDesk } from "../store/support.ts";
import type { Browser, Call, Clock } from "../store/floor/floor.ts";
import type { Making } from "../store/settings/making.ts";
import type { Settings } from "../store/settings/settings.ts";
import type { Workspace, WorkspaceDeps } from "../store/workspace.ts";
import type { Toasts } from "../ui/toasts.ts";

/** What every screen may use, whoever is signed in. */
export interface AppServices {
  readonly session: Session;
  readonly toasts: Toasts;
  /** The way to the server, for what comes with a part of the screen. */
  readonly call: Call;
  readonly clock: Clock;
  readonly browser: Browser;
  /** The app as one of the device's own. */
  readonly install: { way(): "ask" | "by_hand" | null; ask(): Promise<void> };
  /** Null in a build for production. */
  readonly demo: Demo | null;
  /** Whether the server can be reached at all. */
  reaches(): Promise<boolean>;
  /** Workspaces that this device keeps something of, to be seen without a connection. */
  keptPlaces(): Promise<readonly string[]>;
  /** How many changes wait on this device, of all workspaces. */
  keptWaiting(): Promise<number>;
  openWorkspace(slug: string, ends: Pick<WorkspaceDeps, "signedOut" | "secondFactorNeeded">): Workspace;
  /** Ways in and one's own account; made anew each time, so that nothing of who was here before is left. */
  openAccount(): Promise<{ readonly entry: Entry; readonly account: OwnAccount }>;
  /** For those who run the platform; `refused` where somebody does not (any more). */
  openConsole(refused: () => void): Promise<Console>;
  /** Opens the console to this session by the second factor just proven; null where that worked. */
  enterConsole(): Promise<ApiFailure | null>;
  /** Support in one workspace, for its owners, and for whoever is there as support. */
  openSupport(slug: string): Promise<SupportDesk>;
  /** The settings of one workspace; `failed` hears of every refusal. */
  openSettings(slug: string, failed: (failure: ApiFailure) => void): Promise<Settings>;
  openMaking(): Promise<Making>;
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
