import * as v from "valibot";
import { endedAnswer, recoveryRow, sessionsAnswer } from "../../domain/account.ts";
import { instant } from "../../domain/ids.ts";
import {
  decidedAnswer,
  type inviteBody,
  invitationRow,
  type memberBody,
  newWorkspaceAnswer,
  type newWorkspaceBody,
  peopleAnswer,
  settingsAnswer,
  type settingsBody,
} from "../../domain/people.ts";
import { type ApiFailure, createCall, type Fetch } from "./call.ts";

export type MemberBody = v.InferInput<typeof memberBody>;
export type InviteBody = v.InferInput<typeof inviteBody>;
export type SettingsBody = v.InferInput<typeof settingsBody>;
export type SettingsRead = v.InferOutput<typeof settingsAnswer>;
export type Sessions = v.InferOutput<typeof sessionsAnswer>;
export type NewWorkspaceBody = v.InferInput<typeof newWorkspaceBody>;

const recovering = v.object({ startsAt: instant });
const recoveries = v.object({ recoveries: v.array(recoveryRow) });
export type Recovery = v.InferOutput<typeof recoveryRow>;

/** One workspace's people, teams and settings. `failed` hears of every refusal. */
export function createPeopleApi(fetch: Fetch, slug: string, failed?: (failure: ApiFailure) => void) {
  const call = createCall(fetch, failed);
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/${rest}`;
  const person = (id: string, rest = "") => at(`people/${encodeURIComponent(id)}${rest}`);
  const invitation = (id: string, act: "resend" | "withdraw") => at(`invitations/${encodeURIComponent(id)}/${act}`);
  return {
    people: () => call(peopleAnswer, "GET", at("people")),
    setMember: (id: string, body: MemberBody) => call(decidedAnswer, "PUT", person(id), body),
    suspend: (id: string, version: number) => call(decidedAnswer, "POST", person(id, "/suspend"), { version }),
    reopen: (id: string, version: number) => call(decidedAnswer, "POST", person(id, "/reopen"), { version }),
    remove: (id: string, version: number, to: string | null) => call(decidedAnswer, "POST", person(id, "/remove"), { version, to }),
    recover: (id: string, reason: string) => call(recovering, "POST", person(id, "/recover"), { reason }),
    recoveries: () => call(recoveries, "GET", at("recoveries")),
    cancelRecovery: (id: string) => call(v.unknown(), "POST", person(id, "/recovery/cancel"), {}),
    sessions: (id: string, addresses: boolean) => call(sessionsAnswer, "GET", person(id, `/sessions${addresses ? "?addresses=1" : ""}`)),
    endSessions: (id: string, session: string | null) => call(endedAnswer, "POST", person(id, "/sessions/end"), { session }),
    invite: (body: InviteBody) => call(invitationRow, "POST", at("invitations"), body),
    resend: (id: string, version: number) => call(invitationRow, "POST", invitation(id, "resend"), { version }),
    withdraw: (id: string, version: number) => call(invitationRow, "POST", invitation(id, "withdraw"), { version }),
    addTeam: (id: string, name: string) => call(decidedAnswer, "POST", at("teams"), { id, name }),
    /** `retired`: only while nobody is in it. */
    changeTeam: (id: string, version: number, to: { readonly name: string; readonly retired?: boolean }) =>
      call(decidedAnswer, "PUT", at(`teams/${encodeURIComponent(id)}`), { version, ...to }),
    settings: () => call(settingsAnswer, "GET", at("settings")),
    setSettings: (body: SettingsBody) => call(decidedAnswer, "PUT", at("settings"), body),
    transfer: (to: string, version: number) => call(decidedAnswer, "POST", at("transfer"), { to, version }),
  };
}

export type PeopleApi = ReturnType<typeof createPeopleApi>;

/** Makes a workspace, which is then its maker's. */
export function makeWorkspace(fetch: Fetch, body: NewWorkspaceBody): Promise<v.InferOutput<typeof newWorkspaceAnswer>> {
  return createCall(fetch)(newWorkspaceAnswer, "POST", "/api/workspaces", body);
}
