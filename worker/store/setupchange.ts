import { type SQL, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import {
  changeOf,
  type FieldSetup,
  indexedBy,
  type LostReasonSetup,
  type Setup,
  type SetupPart,
  type StageSetup,
  type TemplateSetup,
} from "../../domain/setup.ts";
import { type Arranging, arrange } from "./arranging.ts";
import { whoChanged } from "./audit.ts";
import { batch, type Platform, type Shard } from "./database.ts";
import { openJob } from "./jobs.ts";
import { setup } from "./schema/workspace.ts";
import { readSetup, setupIs, setupOf } from "./setup.ts";

export type SetupWish = {
  readonly [P in SetupPart]: { readonly part: P; readonly version: number; readonly value: Setup[P] };
}[SetupPart];

/** A request that has been on its way for longer commits nothing any more. */
export const INDEX_AFTER_MS = 60_000;
const TRIES = 3;

/**
 * SU2: makes a part of the setup what somebody made of it, compare-and-set on the version they saw. Where leads come to be looked up by a
 * field, or no more, `job` makes or takes away its index: it is there before the setup says so, since nothing is atomic between the
 * two databases, and finds in the setup what there is to do.
 */
export async function changeSetup(
  by: Arranging,
  platform: Platform,
  wish: SetupWish,
  job: string,
): Promise<{ readonly version: number; readonly indexing: boolean }> {
  const { shard, actor, fresh } = by;
  const now = fresh.now();
  const order = { id: job, kind: "index_field", scope: actor.workspace, askedBy: actor.person, dueAt: now + INDEX_AFTER_MS };
  const opened = wish.part === "fields" ? openJob(platform, order, now) : undefined;
  for (let tried = 1; tried <= TRIES; tried++) {
    const [found] = await Promise.all([readForChange(shard, actor.workspace), tried === 1 ? opened : undefined]);
    const before = found.setup;
    const after: Setup = {
      ...before,
      ...(wish.part === "fields" ? { fields: indexedBy(job, before.fields, wish.value) } : { [wish.part]: wish.value }),
    };
    // Sent twice, or what somebody else had made of it too.
    if (same(before[wish.part], after[wish.part])) return { version: before.version, indexing: false };
    if (before.version !== wish.version)
      throw new Refusal("conflict", { now: before, by: await whoChanged(shard, actor.workspace, wish.part) });
    const flaw = changeOf(wish.part, before[wish.part], after[wish.part]);
    if (flaw !== null) throw new Refusal("invalid_input", { ...flaw });
    const retiring = after.stages.filter(({ id, retired }) => retired && before.stages.some((was) => was.id === id && !was.retired));
    const full = retiring.find(({ id }) => (found.leads.get(id) ?? 0) > 0);
    if (full !== undefined) throw new Refusal("conflict", { field: full.id, why: "leads", now: { leads: found.leads.get(full.id) } });
    const done = await arrange(by, {
      guards: [
        setupIs(actor.workspace, before.version),
        ...(retiring.length === 0 ? [] : [nobodyIn(actor.workspace, retiring)]),
        ...(wish.part === "fields" ? [indexesAre(actor.workspace, before.fields)] : []),
      ],
      writes: [
        shard
          .insert(setup)
          .values({ ...after, workspaceId: actor.workspace, version: before.version + 1 })
          .onConflictDoUpdate({ target: setup.workspaceId, set: { [wish.part]: after[wish.part], version: before.version + 1 } }),
      ],
      names: "setup",
      audit: { act: "setup.changed", subjectKind: "setup", subject: wish.part, detail: detailOf(wish.part, before, after) },
    });
    if (done) return { version: before.version + 1, indexing: after.fields.some((field) => field.indexing === job) };
  }
  throw new Refusal("conflict");
}

/** The setup, and how many live leads each stage holds. */
async function readForChange(shard: Shard, workspace: string) {
  const [setups, counts] = (await batch(shard, [
    setupOf(shard, workspace),
    shard.all(sql`SELECT stage, sum(count) AS count FROM tally WHERE workspace_id = ${workspace} GROUP BY stage`),
  ])) as [Setup[], { stage: string; count: number }[]];
  return { setup: readSetup(setups), leads: new Map(counts.map(({ stage, count }) => [stage, count])) };
}

function nobodyIn(workspace: string, stages: readonly StageSetup[]): SQL {
  const ids = JSON.stringify(stages.map(({ id }) => id));
  return sql`NOT EXISTS (SELECT 1 FROM tally WHERE workspace_id = ${workspace} AND stage IN (SELECT value FROM json_each(${ids}))
    GROUP BY stage HAVING sum(count) > 0)`;
}

/** Jobs that finish an index say so in the fields, under the same version. */
function indexesAre(workspace: string, fields: readonly FieldSetup[]): SQL {
  const known = fields.flatMap(({ id, indexing }) => (indexing === undefined ? [] : [`${id} ${indexing}`]));
  return sql`(SELECT json_group_array(value ->> 'id' || ' ' || (value ->> 'indexing')) FROM setup, json_each(setup.fields)
    WHERE workspace_id = ${workspace} AND value ->> 'indexing' IS NOT NULL) = ${JSON.stringify(known)}`;
}

type Item = StageSetup | LostReasonSetup | FieldSetup | TemplateSetup;

/** AU1: what became of each that changed, under its id; of a text to send only that it reads otherwise. */
function detailOf(part: SetupPart, { [part]: was }: Setup, { [part]: is }: Setup): Record<string, unknown> {
  const [before, after]: (readonly Item[])[] = [was, is];
  if (before === undefined || after === undefined) return { part };
  const rewritten = after.flatMap((one) => ("text" in one && before.some((old) => isOtherText(old, one)) ? [one.name] : []));
  return {
    part,
    before: { [part]: { ...changed(before, after), ...orderOf(before, after) } },
    after: { [part]: { ...changed(after, before), ...orderOf(after, before) } },
    ...(rewritten.length > 0 && { templates: rewritten }),
  };
}

function isOtherText(was: Item, is: TemplateSetup): boolean {
  return "text" in was && was.id === is.id && (was.text !== is.text || was.subject !== is.subject);
}

/** Those of `list` that the other one has otherwise, or has not. */
function changed(list: readonly Item[], other: readonly Item[]): Record<string, unknown> {
  const told = new Map(other.map((one) => [one.id, shown(one)]));
  return Object.fromEntries(list.flatMap((one) => (same(told.get(one.id), shown(one)) ? [] : [[one.id, shown(one)]])));
}

function shown({ name, retired, ...rest }: Item): Record<string, unknown> {
  const own = {
    ...("kind" in rest && { kind: rest.kind }),
    ...("type" in rest && { type: rest.type, filterable: rest.filterable, options: offered(rest.options) }),
    ...("channel" in rest && { channel: rest.channel, language: rest.language }),
  };
  return { name, ...own, retired: retired ?? false };
}

function offered(options: FieldSetup["options"]): string[] {
  return options.flatMap((one) => (one.retired ? [] : [one.name]));
}

/** Where those that both have stand in another order. */
function orderOf(list: readonly Item[], other: readonly Item[]): { readonly order?: readonly string[] } {
  const common = (of: readonly Item[], also: readonly Item[]) => of.flatMap(({ id }) => (also.some((one) => one.id === id) ? [id] : []));
  const order = common(list, other);
  return same(order, common(other, list)) ? {} : { order };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
