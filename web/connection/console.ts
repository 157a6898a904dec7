import * as v from "valibot";
import {
  consoleBoot,
  deliveriesAnswer,
  type DeliveriesQuery,
  deliveryAnswer,
  diagnosticsAnswer,
  parkedAnswer,
  type ParkedQuery,
  retryAnswer,
  retryProgress,
  type RetryWish,
} from "../../domain/console.ts";
import { healthAnswer } from "../../domain/health.ts";
import { cronEnded, cronsAnswer, jobsAnswer } from "../../domain/operations.ts";
import { createCall, type Fetch } from "./call.ts";

const noted = v.object({ ok: v.literal(true) });

/** The super-admins' API. */
export function createConsoleApi(fetch: Fetch) {
  const call = createCall(fetch);
  const at = (path: string, query: Readonly<Record<string, string | number | null | undefined>> = {}) => {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) => (value == null ? [] : [[key, String(value)]])),
    ).toString();
    return `/api/console/${path}${search === "" ? "" : `?${search}`}`;
  };
  return {
    boot: () => call(consoleBoot, "GET", at("boot")),
    health: (since?: number) => call(healthAnswer, "GET", at("health", { since })),
    deliveries: (query: DeliveriesQuery, signal?: AbortSignal) => call(deliveriesAnswer, "GET", at("deliveries", query), undefined, signal),
    delivery: (id: string) => call(deliveryAnswer, "GET", at(`deliveries/${id}`)),
    parked: (query: ParkedQuery) => call(parkedAnswer, "GET", at("parked", query)),
    diagnostics: () => call(diagnosticsAnswer, "GET", at("diagnostics")),
    retry: (lead: string, mutation: string) => call(retryAnswer, "POST", at(`changes/${encodeURIComponent(lead)}/retry`), { mutation }),
    retryParked: (wish: RetryWish, mutation: string) => call(retryAnswer, "POST", at("parked/retry"), { mutation, ...wish }),
    progress: (mutation: string) => call(retryProgress, "GET", at(`retries/${mutation}`)),
    crons: () => call(cronsAnswer, "GET", at("crons")),
    jobs: () => call(jobsAnswer, "GET", at("jobs")),
    runCron: (name: string) => call(cronEnded, "POST", at(`crons/${encodeURIComponent(name)}/run`), {}),
    retryJob: (id: string) => call(noted, "POST", at(`jobs/${encodeURIComponent(id)}/retry`), {}),
  };
}

export type ConsoleApi = ReturnType<typeof createConsoleApi>;
