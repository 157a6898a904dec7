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
import { endedAnswer, sessionsAnswer } from "../../domain/account.ts";
import { foundAnswer, recoverAskAnswer, workspacesAnswer, workspaceStatusAnswer } from "../../domain/console-people.ts";
import { healthAnswer } from "../../domain/health.ts";
import { cronEnded, cronsAnswer, jobsAnswer } from "../../domain/operations.ts";
import { type askGrantBody, grantRow, grantsAnswer } from "../../domain/support.ts";
import { recordsAnswer, verifyAnswer } from "../../domain/records.ts";
import { type ApiFailure, createCall, type Fetch } from "./call.ts";
import type { RecordsAsk, Walked } from "./records.ts";

const noted = v.object({ ok: v.literal(true) });

/** The super-admins' API. `failed` hears of every refusal. */
export function createConsoleApi(fetch: Fetch, failed?: (failure: ApiFailure) => void) {
  const call = createCall(fetch, failed);
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
    workspaces: () => call(workspacesAnswer, "GET", at("workspaces")),
    setStatus: (workspace: string, status: "active" | "suspended", reason: string) =>
      call(workspaceStatusAnswer, "POST", at(`workspaces/${encodeURIComponent(workspace)}/status`), { status, reason }),
    grants: () => call(grantsAnswer, "GET", at("grants")),
    askGrant: (body: v.InferInput<typeof askGrantBody>) => call(grantRow, "POST", at("grants"), body),
    endGrant: (id: string, version: number) => call(grantRow, "POST", at(`grants/${encodeURIComponent(id)}/end`), { version }),
    person: (email: string) => call(foundAnswer, "GET", at("people", { email })),
    sessions: (person: string) => call(sessionsAnswer, "GET", at(`people/${encodeURIComponent(person)}/sessions`)),
    endSessions: (person: string, session: string | null) =>
      call(endedAnswer, "POST", at(`people/${encodeURIComponent(person)}/sessions/end`), { session }),
    recover: (person: string, reason: string) =>
      call(recoverAskAnswer, "POST", at(`people/${encodeURIComponent(person)}/recover`), { reason }),
    records: (ask: RecordsAsk, signal?: AbortSignal) => call(recordsAnswer, "GET", at("audit", ask), undefined, signal),
    exportAddress: (ask: RecordsAsk) => at("audit/export", ask),
    verify: (ledger: string, after: Walked | null, signal?: AbortSignal) =>
      call(verifyAnswer, "POST", at("audit/verify"), { ledger, after }, signal),
    leave: () => call(noted, "POST", at("leave"), {}),
    retryJob: (id: string) => call(noted, "POST", at(`jobs/${encodeURIComponent(id)}/retry`), {}),
  };
}

/** Opens the console with the second factor that was just proven. */
export function enterConsole(fetch: Fetch): Promise<unknown> {
  return createCall(fetch)(noted, "POST", "/api/console/enter", {});
}

export type ConsoleApi = ReturnType<typeof createConsoleApi>;
