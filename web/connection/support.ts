import { grantRow, grantsAnswer } from "../../domain/support.ts";
import { createCall, type Fetch } from "./call.ts";

/** Support in one workspace: its owners decide, and whoever is there as support leaves. */
export function createSupportApi(fetch: Fetch, slug: string) {
  const call = createCall(fetch);
  const at = (rest = "") => `/api/w/${encodeURIComponent(slug)}/support${rest}`;
  const decide = (act: "approve" | "refuse" | "end") => (id: string, version: number) =>
    call(grantRow, "POST", at(`/${encodeURIComponent(id)}/${act}`), { version });
  return {
    grants: () => call(grantsAnswer, "GET", at()),
    approve: decide("approve"),
    refuse: decide("refuse"),
    end: decide("end"),
    leave: () => call(grantRow, "POST", at("/leave"), {}),
  };
}

export type SupportApi = ReturnType<typeof createSupportApi>;
