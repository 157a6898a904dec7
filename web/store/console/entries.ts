import type { WorkspaceLine } from "../../../domain/console-people.ts";
import type { GrantRow } from "../../../domain/support.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { ConsoleApi } from "../../connection/console.ts";
import type { Clock } from "../../connection/edge.ts";
import { asFailure, createResource, type Resource } from "./resource.ts";

export type { GrantRow } from "../../../domain/support.ts";
export type { WorkspaceLine } from "../../../domain/console-people.ts";

export interface Wish {
  readonly workspace: string;
  readonly reason: string;
  readonly edit: boolean;
  readonly minutes: number;
}

/** One's own entries into workspaces as support, and the workspaces one can ask into. */
export interface Entries {
  readonly workspaces: Resource<{ readonly workspaces: readonly WorkspaceLine[]; readonly more: boolean }>;
  readonly grants: Resource<readonly GrantRow[]>;
  /** A wish with an id of its own: sent again after a lost answer, it is asked once. */
  wish(): { send(wish: Wish): Promise<ApiFailure | null> };
  end(grant: GrantRow): Promise<ApiFailure | null>;
  /** Suspends a workspace or opens it again. Tells whether some screens have yet to hear of it. */
  setStatus(workspace: WorkspaceLine, status: WorkspaceLine["status"], reason: string): Promise<{ readonly pending: boolean } | ApiFailure>;
}

export function createEntries(api: ConsoleApi, clock: Pick<Clock, "id">, failed: (failure: ApiFailure) => void): Entries {
  const grants = createResource(async () => (await api.grants()).grants, failed);
  const then = async (act: Promise<unknown>): Promise<ApiFailure | null> => {
    const failure = await act.then(() => null, asFailure);
    await grants.read();
    return failure;
  };
  const workspaces = createResource(() => api.workspaces(), failed);
  return {
    workspaces,
    grants,
    wish: () => {
      const id = clock.id();
      return { send: (wish) => then(api.askGrant({ id, ...wish })) };
    },
    end: (grant) => then(api.endGrant(grant.id, grant.version)),
    setStatus: async (workspace, status, reason) => {
      const told = await api.setStatus(workspace.id, status, reason).catch(asFailure);
      await workspaces.read();
      return told;
    },
  };
}
