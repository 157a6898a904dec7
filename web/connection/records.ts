import type * as v from "valibot";
import { headMailBody, recordsAnswer, type recordsQuery, verifyAnswer, type walked } from "../../domain/records.ts";
import { type ApiFailure, createCall, type Fetch } from "./call.ts";

/** As the address carries it: moments in ms. */
export type RecordsAsk = { readonly [K in keyof v.InferOutput<typeof recordsQuery>]: string | number | undefined };
export type Walked = v.InferOutput<typeof walked>;

/** One workspace's audit records. `failed` hears of every refusal. */
export function createRecordsApi(fetch: Fetch, slug: string, failed?: (failure: ApiFailure) => void) {
  const call = createCall(fetch, failed);
  const at = (rest: string, ask: RecordsAsk = {}) => {
    const search = new URLSearchParams(
      Object.entries(ask).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ).toString();
    return `/api/w/${encodeURIComponent(slug)}/audit${rest}${search === "" ? "" : `?${search}`}`;
  };
  return {
    records: (ask: RecordsAsk, signal?: AbortSignal) => call(recordsAnswer, "GET", at("", ask), undefined, signal),
    /** A plain address: the browser takes the file as it comes. */
    exportAddress: (ask: RecordsAsk) => at("/export", ask),
    verify: (after: Walked | null, signal?: AbortSignal) => call(verifyAnswer, "POST", at("/verify"), { after }, signal),
    mail: () => call(headMailBody, "GET", at("/mail")),
    setMail: (on: boolean) => call(headMailBody, "PUT", at("/mail"), { on }),
  };
}

export type RecordsApi = ReturnType<typeof createRecordsApi>;
