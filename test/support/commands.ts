import { uuidv7 } from "uuidv7";
import type { LeadRow } from "../../domain/lead.ts";
import { personIn } from "./leads.ts";
import { ask, type Signed, signIn } from "./signed.ts";
import type { World } from "./world.ts";

/** What a command, or a read, was answered. */
export interface Told {
  readonly status: number;
  readonly text: string;
  readonly body: {
    readonly id?: string;
    readonly row?: LeadRow | null;
    readonly position?: { readonly epoch: string; readonly seq: number };
    readonly error?: {
      readonly code: string;
      readonly request: string;
      readonly fields?: readonly string[];
      readonly row?: LeadRow;
      readonly by?: string | null;
    };
  };
}

type Over = Readonly<Record<string, unknown>>;

/** A signed-in person's commands over HTTP. Each names a mutation of its own and version 1 unless `over` says otherwise. */
export interface Hand {
  readonly signed: Signed;
  read(lead: string): Promise<Told>;
  assign(lead: string, owner: string | null, over?: Over): Promise<Told>;
  stage(lead: string, stage: string, over?: Over): Promise<Told>;
  attempt(lead: string, over?: Over): Promise<Told>;
  undo(of: string, over?: Over): Promise<Told>;
  send(method: string, path: string, body?: string): Promise<Told>;
}

/** `request` and where it comes from are fixed, so that answers and audit records can be compared whole. */
export const FROM = { "cf-ray": "request-1", "cf-connecting-ip": "203.0.113.7", "user-agent": "A browser" };

export async function handOf(world: World, who: string): Promise<Hand> {
  const signed = await signIn(personIn(world, who));
  const told = async (method: string, path: string, body?: string): Promise<Told> => {
    const init = { method, cookie: signed.cookie, headers: FROM, ...(body === undefined ? {} : { body }) };
    const response = await ask(`/api/w/${world.slug}/${path}`, init);
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as Told["body"] };
  };
  const command = (method: string, path: string, body: Over) => told(method, path, JSON.stringify({ mutation: uuidv7(), ...body }));
  return {
    signed,
    send: told,
    read: (lead) => told("GET", `leads/${lead}`),
    assign: (lead, owner, over) => command("PUT", `leads/${lead}/owner`, { version: 1, owner, ...over }),
    stage: (lead, stage, over) => command("PUT", `leads/${lead}/stage`, { version: 1, stage, ...over }),
    attempt: (lead, over) => command("POST", `leads/${lead}/attempts`, { channel: "phone", outcome: "no_answer", ...over }),
    undo: (of, over) => command("POST", "undo", { of, ...over }),
  };
}
