import type { Part } from "../part.ts";

/** The budgets that do not depend on the machine: round trips and rows. The tests assert them; here they are told. */
export const counts: Part = async ({ open, say }) => {
  const lab = await open();
  say("rows written");
  const written = await lab.act<{ rows: number }>("written");
  say("round trips");
  const trips = await lab.act<{ webhook: number; api: Record<string, number> }>("trips");
  const reads = Object.keys(trips.api).filter((route) => route.startsWith("GET")).length;
  const most = (of: RegExp) => Math.max(...Object.entries(trips.api).flatMap(([route, needed]) => (of.test(route) ? [needed] : [])));
  return [
    { name: "rows_written_per_lead", value: written.rows, unit: "rows", runs: 1, target: { most: 60 } },
    { name: "webhook_d1_round_trips", value: trips.webhook, unit: "count", runs: 1, target: { most: 1 } },
    { name: "api_d1_round_trips_max", value: most(/./), unit: "count", runs: Object.keys(trips.api).length, target: { most: 3 } },
    { name: "api_read_d1_round_trips_max", value: most(/^GET/), unit: "count", runs: reads, target: { most: 2 } },
  ];
};
