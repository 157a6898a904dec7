import type { Clock } from "../../connection/edge.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { NewWorkspaceBody } from "../../connection/people.ts";
import { asFailure } from "../console/resource.ts";

export type Made = { readonly slug: string; readonly pending: boolean } | { readonly failure: ApiFailure };

/** One workspace being made: asked twice, by a press or a lost answer, it is made once. */
export interface Making {
  make(wish: Omit<NewWorkspaceBody, "id">): Promise<Made>;
}

export function createMaking(
  send: (body: NewWorkspaceBody) => Promise<{ slug: string; pending: boolean }>,
  clock: Pick<Clock, "id">,
): Making {
  const id = clock.id();
  return { make: (wish) => send({ id, ...wish }).catch((error: unknown) => ({ failure: asFailure(error) })) };
}
