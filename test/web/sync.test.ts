import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";
import type { LeadsPage } from "../../domain/api.ts";
import { type LeadRow, newestFirst } from "../../domain/lead.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import type { DownFrame, Position } from "../../domain/wire.ts";
import { createLeads } from "../../web/store/leads.ts";
import { Model } from "./model.ts";
import { clock } from "./support.ts";

const STAGES = DEFAULT_SETUP.stages;

const OWNERS = ["me", "sara", null] as const;
const PAGE = 3;

const pick = fc.nat(1_000);
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("create" as const), pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("assign" as const), pick, to: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("stage" as const, "archive" as const, "erase" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("command" as const), pick, to: pick }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom("poke" as const, "deliver" as const, "tick" as const, "answer" as const), pick }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("read" as const, "page" as const, "open" as const), pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("again" as const, "drop" as const, "lose" as const, "lose" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("rights" as const, "restore" as const), pick }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** A client as the workspace drives it, and everything that is on its way to it. */
class Client {
  readonly model: Model;
  readonly leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  /** Frames that came on this history's connections, to come a second time. */
  seen: DownFrame[] = [];
  answers: { id: string; row: LeadRow | null; position: Position }[] = [];
  pages: LeadsPage[] = [];
  loading: LeadsPage | null = null;
  next: string | null = null;

  constructor(model: Model) {
    this.model = model;
    this.reload();
  }

  reload(): void {
    this.pages = [];
    this.loading = this.model.page(null, PAGE);
  }

  loaded(): void {
    if (this.loading === null) return;
    this.leads.restart(this.loading);
    this.next = this.loading.next;
    this.loading = null;
    this.hello();
  }

  hello(): void {
    const position = this.leads.position();
    if (position !== null) this.model.hello(position);
  }

  follow(then: "nothing" | "catch_up" | "reload" | "again"): void {
    if (then === "catch_up") this.hello();
    if (then === "reload") this.reload();
  }

  take(frame: DownFrame | undefined): void {
    if (frame === undefined) return;
    this.seen.push(frame);
    this.follow(this.leads.apply({ kind: "frame", frame }));
  }

  answer(): void {
    const answer = this.answers.shift();
    if (answer !== undefined) this.follow(this.leads.apply({ kind: "answer", ...answer }));
  }

  page(): void {
    const page = this.pages.shift();
    if (page === undefined) return this.loaded();
    const then = this.leads.addPage("all", page);
    if (then === "nothing") this.next = page.next;
    this.follow(then);
  }

  read(): void {
    if (this.loading === null && this.pages.length === 0 && !this.leads.complete()) this.pages.push(this.model.page(this.next, PAGE));
  }

  run(step: Act): void {
    const { model } = this;
    const ids = [...model.rows.keys()];
    const id = ids[step.pick % Math.max(1, ids.length)] ?? "";
    switch (step.do) {
      case "create":
        return model.create({ owner: OWNERS[step.pick % 3] ?? null, isTest: step.pick % 7 === 0 });
      case "assign":
        return void model.change(id, { owner: OWNERS[step.to % 3] ?? null });
      case "stage":
        return void model.change(id, { stage: STAGES[step.pick % STAGES.length]?.id ?? "new" });
      case "archive":
        return void model.change(id, { archivedAt: step.pick % 2 === 0 ? 1 : null });
      case "erase":
        return model.erase(id);
      case "command": {
        const seen = this.leads.base(id);
        if (seen === undefined || seen.version !== model.rows.get(id)?.version) return;
        const row = model.change(id, { owner: OWNERS[step.to % 3] ?? null }, "me");
        return void this.answers.push({ id, row, position: model.position });
      }
      case "open": {
        const row = model.visible().find((lead) => lead.id === id);
        if (row !== undefined) this.answers.push({ id, row, position: model.position });
        return;
      }
      case "poke":
        return model.poke();
      case "tick":
        return model.tick();
      case "deliver":
        return this.take(model.wire.shift());
      case "lose":
        // The socket says hello again for a frame it cannot read; a gap in the log has to be noticed without it.
        if (model.wire[0]?.t === "changes") model.wire.shift();
        return;
      case "again":
        return this.take(this.seen[step.pick % Math.max(1, this.seen.length)]);
      case "drop":
        model.connect();
        return this.hello();
      case "answer":
        return this.answer();
      case "read":
        return this.read();
      case "page":
        return this.page();
      case "rights":
        return model.rights(step.pick % 2 === 0);
      case "restore":
        // Frames say no epoch; a socket of another history is another socket, whose frames nobody hears.
        this.seen = [];
        return model.restore();
    }
  }

  /** Whether nothing that was sent or asked is still on its way. */
  quiet(): boolean {
    return this.model.wire.length === 0 && this.answers.length === 0 && this.pages.length === 0 && this.loading === null;
  }

  /** One more connection, on which everything arrives. */
  settle(): void {
    this.model.connect();
    this.hello();
    for (let n = 0; n < 400; n++) {
      if (this.quiet()) {
        const before = this.leads.position();
        this.model.tick();
        this.read();
        if (this.leads.complete() && before?.seq === this.model.head && before.epoch === String(this.model.epoch) && n > 20) break;
      }
      this.take(this.model.wire.shift());
      this.answer();
      this.page();
    }
  }
}

function check(client: Client): void {
  const ids = client.leads.ids();
  const rows = ids.map((id) => client.leads.row(id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(rows).toEqual([...rows].sort((a, b) => (a === undefined || b === undefined ? 0 : newestFirst(a, b))));
  expect(client.leads.size("waiting")).toBeLessThanOrEqual(client.leads.size());
}

describe("a client that follows a server", () => {
  property.prop([fc.array(act, { maxLength: 120 }), fc.constantFrom(4, 1_000)], { numRuns: 1_500 })(
    "EV2, EV3: ends in what the server would show this person, nothing lost, doubled or kept, whatever was late, lost or came twice",
    (acts, limit) => {
      vi.useFakeTimers();
      const model = new Model(limit);
      for (let n = 0; n < 5; n++) model.create({ owner: OWNERS[n % 3] ?? null });
      const client = new Client(model);
      for (const step of acts) {
        client.run(step);
        check(client);
      }
      client.settle();
      check(client);
      expect(client.leads.ids().map((id) => client.leads.row(id))).toEqual(model.visible());
      expect(client.leads.size()).toBe(model.visible().length);
      vi.useRealTimers();
    },
  );

  property.prop([fc.array(act, { maxLength: 120 })], { numRuns: 500 })(
    "EV2: at the log's head, the list down to its floor has no hole and holds nothing out of sight",
    (acts) => {
      vi.useFakeTimers();
      const model = new Model(1_000);
      for (let n = 0; n < 9; n++) model.create({ owner: OWNERS[n % 3] ?? null });
      const client = new Client(model);
      client.loaded();
      for (const step of acts.filter((one) => one.do !== "rights" && one.do !== "restore" && one.do !== "lose")) {
        client.run(step);
        const position = client.leads.position();
        if (position?.seq !== model.head || client.loading !== null) continue;
        const visible = model.visible();
        const ids = client.leads.ids();
        expect(ids).toEqual(visible.slice(0, ids.length).map((lead) => lead.id));
        for (const lead of visible.slice(0, ids.length)) expect(client.leads.base(lead.id)).toEqual(lead);
      }
      vi.useRealTimers();
    },
  );
});
