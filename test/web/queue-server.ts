import type { ChangeAnswer } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { Command } from "../../web/connection/command.ts";
import { at, row, uuidOf } from "./support.ts";

/** The server, and the way to it: what it did, in its order, and what it was asked. */
export class Server {
  readonly rows = new Map<string, LeadRow>();
  readonly did: { readonly mutation: string; readonly lead: string }[] = [];
  readonly asked: string[] = [];
  readonly away = new Set<string>();
  up = true;
  /** Nothing is answered, and nothing says so. */
  hangs = false;
  /** Whoever is added is somebody's already. */
  known = false;
  /** Each answer takes so long. */
  slowMs = 0;
  /** So many answers are lost on their way back. */
  loses = 0;
  private seq = 10;

  constructor(leads: number) {
    for (let n = 1; n <= leads; n++) this.rows.set(uuidOf(n), row(n, { owner: "me" }));
  }

  async send({ kind, path, body, versioned }: Command, version: number): Promise<ChangeAnswer> {
    await Promise.resolve();
    if (this.hangs) return new Promise<never>(() => undefined);
    if (!this.up) throw new ApiFailure("offline");
    if (this.slowMs > 0) await new Promise((done) => setTimeout(done, this.slowMs));
    const said = body as Readonly<Record<string, unknown>> & { readonly mutation: string };
    this.asked.push(said.mutation);
    const again = this.did.some(({ mutation }) => mutation === said.mutation);
    if (kind === "create") return this.add(String(said["id"]), said, again);
    const lead = kind === "undo" ? (this.did.find(({ mutation }) => mutation === said["of"])?.lead ?? "") : (path.split("/")[1] ?? "");
    const now = this.rows.get(lead);
    if (now === undefined || this.away.has(lead)) throw new ApiFailure("not_found");
    if (!again && versioned && now.version !== version) throw new ApiFailure("conflict", { row: now, by: "sara" });
    if (!again) {
      this.did.push({ mutation: said.mutation, lead });
      const stage = kind === "stage" ? { stage: String(said["stage"]) } : {};
      this.rows.set(lead, { ...now, version: now.version + 1, ...stage });
    }
    if (this.loses > 0) {
      this.loses -= 1;
      throw new ApiFailure("offline");
    }
    return { id: lead, row: this.rows.get(lead) ?? null, position: at(++this.seq) };
  }

  private add(id: string, said: Readonly<Record<string, unknown>> & { readonly mutation: string }, again: boolean): ChangeAnswer {
    if (this.known) throw new ApiFailure("known_person", { by: "sara" });
    if (!again) {
      this.did.push({ mutation: said.mutation, lead: id });
      this.rows.set(id, row(this.rows.size + 1, { id, version: 1, owner: "me", ...(said["fields"] as Partial<LeadRow>) }));
    }
    return { id, row: this.rows.get(id) ?? null, position: at(++this.seq) };
  }

  /** Somebody else changes it. */
  change(lead: string, over: Partial<LeadRow>): void {
    const now = this.rows.get(lead);
    if (now !== undefined) this.rows.set(lead, { ...now, ...over, version: now.version + 1 });
  }
}
