import { type Accessor, createSignal } from "solid-js";
import type { GrantRow } from "../../domain/support.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import type { SupportApi } from "../connection/support.ts";
import { asFailure, createResource, type Resource } from "./console/resource.ts";

export type { GrantRow, SupportSeat } from "../../domain/support.ts";

/** Support in one workspace, for its owners; `leave` is for whoever is there as support. */
export interface SupportDesk {
  readonly grants: Resource<readonly GrantRow[]>;
  /** The grant whose decision is on its way. */
  readonly deciding: Accessor<string | null>;
  /** Null when it was done. What stands is read again either way. */
  decide(grant: GrantRow, act: "approve" | "refuse" | "end"): Promise<ApiFailure | null>;
  /** Ends what is known only by its seat in the workspace. */
  end(grant: string): Promise<ApiFailure | null>;
  leave(): Promise<ApiFailure | null>;
  /** Reads requests now and then: no frame tells of what is only asked for. Returns what ends it. */
  follow(): () => void;
}

const LOOK_MS = 60_000;

export function createSupportDesk(deps: {
  readonly api: SupportApi;
  readonly clock: Pick<Clock, "every">;
  readonly browser: Pick<Browser, "visible" | "on">;
}): SupportDesk {
  const { api, clock, browser } = deps;
  const [deciding, setDeciding] = createSignal<string | null>(null);
  const grants = createResource(
    async () => (await api.grants()).grants,
    () => undefined,
  );

  async function decide(grant: Pick<GrantRow, "id" | "version">, act: "approve" | "refuse" | "end"): Promise<ApiFailure | null> {
    setDeciding(grant.id);
    const failure = await api[act](grant.id, grant.version).then(() => null, asFailure);
    await grants.read();
    setDeciding(null);
    return failure;
  }

  return {
    grants,
    deciding,
    decide,
    end: async (id) => {
      await grants.read();
      const known = grants.value()?.find((grant) => grant.id === id);
      return known === undefined ? (grants.failure() ?? new ApiFailure("not_found")) : decide(known, "end");
    },
    leave: () => api.leave().then(() => null, asFailure),
    follow: () => {
      const look = () => void (browser.visible() && grants.read());
      look();
      const ends = [clock.every(LOOK_MS, look), browser.on("visible", look)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
