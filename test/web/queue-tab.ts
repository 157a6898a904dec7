import type { LeadRow } from "../../domain/lead.ts";
import { createLeads } from "../../web/store/leads.ts";
import type { Notice } from "../../web/store/notice.ts";
import { createPending, type Outcome } from "../../web/store/pending.ts";
import type { Shelf } from "./kept-device.ts";
import type { Server } from "./queue-server.ts";
import { at, clock, fakeBrowser, nothingDone } from "./support.ts";

/** One tab of one person, from its start on: with the leads as the server had them then. */
export async function open(server: Server, shelf: Shelf | null, rows: readonly LeadRow[] = [...server.rows.values()]) {
  const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: [...rows], next: null });
  const told: Notice[] = [];
  const browser = fakeBrowser();
  const commands = createPending({
    memory: nothingDone,
    slug: "north",
    clock,
    browser,
    leads,
    me: () => "me",
    notify: (notice) => void told.push(notice),
    api: { send: (_, command, version) => server.send(command, version) },
    then: () => undefined,
  });
  const kept = shelf?.tab() ?? null;
  await commands.queue.keepIn(kept);
  const heard: Outcome[] = [];
  const issued = (outcome: Promise<Outcome>) => void outcome.then((one) => heard.push(one));
  const note = (lead: string, text: string) => {
    const mutation = clock.id();
    issued(
      commands.run(lead, null, {
        kind: "note",
        method: "POST",
        path: `leads/${lead}/notes`,
        body: { mutation, ...{ text, mentions: [] } },
      }),
    );
    return mutation;
  };
  return {
    leads,
    commands,
    browser,
    told,
    heard,
    note,
    kill: () => {
      commands.queue.close();
      kept?.kill();
    },
  };
}
