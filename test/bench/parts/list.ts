import type { BenchWorld } from "../world.ts";
import { type Figure, median } from "../figures.ts";
import { ask } from "../load.ts";
import type { Part } from "../part.ts";

const SIZES = [
  ["10k", 10_000],
  ["200k", 200_000],
] as const;
const PAGE = 50;
const ASKS = 100;
const WHO = ["owner", "manager", "agent"] as const;

/** A page of the list, small and large: the rows it reads are the same, and so is the time. */
export const list: Part = async ({ open, say }) => {
  const lab = await open();
  const worlds: [string, BenchWorld][] = [];
  for (const [name, size] of SIZES) {
    say(`${size.toLocaleString("en")} leads`);
    const world = await lab.act<BenchWorld>("world", {
      people: {
        owner: { role: "owner" },
        manager: { role: "manager", teams: [`north ${name}`, `south ${name}`] },
        agent: { role: "agent", teams: [`north ${name}`] },
      },
    });
    const owners = Object.values(world.people).map((person) => person.id);
    await lab.act("plant", { world, size, owners, teams: [`north ${name}`, `south ${name}`] });
    worlds.push([name, world]);
  }
  const figures: Figure[] = [];
  const times = new Map<string, number[]>();
  for (const [name, world] of worlds) {
    const path = `/api/w/${world.slug}/leads`;
    const reads: { shown: number; read: number }[] = [];
    for (const who of WHO) reads.push(await lab.act("read", { path, cookie: world.cookies[who] }));
    if (reads.some(({ shown }) => shown !== PAGE)) throw new Error(`not everybody is shown ${PAGE} leads`);
    if (reads.some(({ shown, read }) => read < shown)) throw new Error("the rows that were read were not counted");
    const value = Math.max(...reads.map(({ read }) => read));
    figures.push({ name: `list_rows_read_${name}`, value, unit: "rows", runs: WHO.length, target: { most: 4 * PAGE + 50 } });
  }
  for (let n = 0; n < ASKS; n++) {
    say(`page ${n} of ${ASKS}`);
    for (const [name, world] of worlds) {
      const answer = await ask(lab.url, {
        path: `/api/w/${world.slug}/leads`,
        method: "GET",
        headers: { cookie: world.cookies["owner"] ?? "" },
      });
      if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
      times.set(name, [...(times.get(name) ?? []), answer.ms]);
    }
  }
  const [small, large] = [times.get("10k") ?? [], times.get("200k") ?? []];
  return [
    ...figures,
    { name: "list_page_10k_ms", value: median(small), unit: "ms", runs: ASKS },
    { name: "list_page_200k_ms", value: median(large), unit: "ms", runs: ASKS },
    { name: "list_page_200k_to_10k_ratio", value: median(large) / median(small), unit: "ratio", runs: ASKS },
  ];
};
