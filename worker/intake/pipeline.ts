import type { Fresh } from "../../domain/fresh.ts";
import { type Failure, isTokenDead, nextTry } from "../../domain/failure.ts";
import { type Connection, connect } from "../meta/connection.ts";
import type { GraphSettings } from "../meta/graph.ts";
import { type GraphLead, readMetaForm, readMetaLead } from "../meta/lead.ts";
import { log } from "../log.ts";
import { causeOf } from "../store/cause.ts";
import type { Databases } from "../store/database.ts";
import { type ClaimedChange, type Settled, settle } from "../store/deliveries.ts";
import { diagnose } from "../store/diagnostics.ts";
import { type IntakeContext, readIntakeContext } from "../store/intake.ts";
import { breakPage, findPage, pauseAllPages, pausePage } from "../store/pages.ts";
import { takeSubmission } from "../store/submissions.ts";
import { type FormAtHand, formFromGraph, submittedFromGraph, unreadForm } from "./submitted.ts";

/** What the pipeline needs of the world. */
export interface PipelinePorts {
  readonly databases: Databases;
  readonly settings: GraphSettings & { readonly TOKEN_KEYS: string; readonly ERASURE_KEY: string };
  readonly fresh: Fresh;
  /** Tells the workspace's room that the log has grown. May fail: the room looks by itself. */
  poke(workspace: string): Promise<void>;
}

/** Reads at once: enough to hide Meta's latency, few enough for a Page's budget. */
const READS_AT_ONCE = 5;
/** How soon a workspace that was suspended gets its leads once it is open again. */
const SUSPENDED_MS = 10 * 60_000;
/** The system did it. */
const SYSTEM = { person: null, ip: null, browser: null, request: null };

/**
 * Takes claimed changes of one Page from Meta to the workspace, and settles every one of them: done, due later, parked or unread.
 * Never leaves one without an outcome, whatever throws. Safe to run twice at once: claims are leased and commits idempotent.
 */
export async function workOn(
  page: string,
  lease: string,
  changes: readonly ClaimedChange[],
  ports: PipelinePorts,
): Promise<readonly Settled[]> {
  if (changes.length === 0) return [];
  const settled = await outcomes(page, changes, ports);
  await settle(ports.databases.platform, lease, settled, ports.fresh.now());
  return settled;
}

async function outcomes(page: string, changes: readonly ClaimedChange[], ports: PipelinePorts): Promise<Settled[]> {
  const { databases, fresh, settings } = ports;
  const row = await findPage(databases.platform, page);
  const connecting = await connect(row, settings.TOKEN_KEYS);
  if (!connecting.ok) {
    const { reason } = connecting;
    if (reason === "page_unknown" || reason === "page_disconnected") {
      await diagnose(
        databases.platform,
        { kind: reason, cause: page, page, workspace: row?.workspace ?? null, count: changes.length },
        fresh,
      );
      return changes.map((change) => (change.workspace === null ? { ...base(change), state: "unread", reason } : laidAside(change)));
    }
    // A workspace is suspended for a while; a Page's token is dead until somebody connects it again.
    const then = reason === "workspace_suspended" ? { dueAt: fresh.now() + SUSPENDED_MS } : { state: "parked" as const };
    return changes.map((change) => ({ ...base(change), workspace: row?.workspace ?? null, failure: "reconnect", reason, ...then }));
  }
  const { connection } = connecting;
  const paused = (row?.pausedUntil ?? 0) > fresh.now() ? row?.pausedUntil : undefined;
  if (paused !== undefined) {
    return changes.map((change) => ({
      ...base(change),
      workspace: connection.workspace,
      reason: "throttled",
      failure: "throttled",
      dueAt: paused + Math.round(fresh.random() * 30_000),
    }));
  }
  // What came while the Page was another workspace's is read by nobody but that one.
  const isOurs = ({ workspace }: ClaimedChange) => workspace === null || workspace === connection.workspace;
  const context = await readIntakeContext(databases.shard(connection.shard), connection.workspace, page);
  if (context === null) {
    return changes.map((change) => after(change, connection, { class: "transient", reason: "workspace_not_ready" }, ports));
  }
  const [ours, theirs] = [changes.filter(isOurs), changes.filter((change) => !isOurs(change))];
  return [...theirs.map(laidAside), ...(await inGroups(ours, connection, context, ports))];
}

/** Accepted while its workspace had the Page: it waits until that one has it again. */
function laidAside(change: ClaimedChange): Settled {
  return { ...base(change), workspace: change.workspace, state: "parked", failure: "reconnect", reason: "page_disconnected" };
}

async function inGroups(
  changes: readonly ClaimedChange[],
  connection: Connection,
  context: IntakeContext,
  ports: PipelinePorts,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  const forms = new Map<string, Promise<FormAtHand | null>>();
  let stopped: Failure | null = null;
  for (let at = 0; at < changes.length; at += READS_AT_ONCE) {
    const group = changes.slice(at, at + READS_AT_ONCE);
    if (stopped !== null) {
      const failure: Failure = stopped;
      settled.push(...group.map((change) => after(change, connection, failure, ports, "not tried")));
      continue;
    }
    const read = await Promise.all(group.map((change) => readMetaLead(connection, change.lead, ports.settings)));
    for (const [n, change] of group.entries()) {
      const answer = read[n];
      if (answer === undefined) continue;
      if (answer.ok) {
        settled.push(await take(change, answer.value, connection, context, forms, ports));
      } else {
        if (answer.failure.class === "throttled" || isTokenDead(answer.failure)) stopped = answer.failure;
        settled.push(after(change, connection, answer.failure, ports));
      }
    }
    // A Meta that fails for a whole group fails for the next one too, one timeout after another.
    const [first] = read;
    if (first?.ok === false && first.failure.class === "transient" && read.every((answer) => !answer.ok)) stopped ??= first.failure;
    if (settled.some((one) => one.outcome !== null)) await ports.poke(context.workspace).catch(() => undefined);
  }
  if (stopped?.class === "reconnect") await breakPage(ports.databases.platform, connection, stopped.reason, ports.fresh);
  if (stopped?.class === "throttled") {
    const until = ports.fresh.now() + (stopped.waitMs ?? 0);
    if (stopped.wholeApp) await pauseAllPages(ports.databases.platform, until);
    else await pausePage(ports.databases.platform, connection.page, until);
  }
  return settled;
}

async function take(
  change: ClaimedChange,
  lead: GraphLead,
  connection: Connection,
  context: IntakeContext,
  forms: Map<string, Promise<FormAtHand | null>>,
  ports: PipelinePorts,
): Promise<Settled> {
  const done = { ...base(change), workspace: connection.workspace };
  try {
    const form = await formFor(lead.form_id ?? change.form, connection, context, forms, ports);
    const workspace = { id: context.workspace, country: context.settings.country };
    const submitted = await submittedFromGraph(change, lead, form, workspace, ports.settings.ERASURE_KEY, ports.fresh.now());
    const taken = await takeSubmission(ports.databases.shard(connection.shard), context, submitted, SYSTEM, ports.fresh);
    if (taken.kind === "erased") return { ...done, state: "unread", reason: "erased_person" };
    return { ...done, state: "done", outcome: taken.lead };
  } catch (error) {
    log(ports.fresh, "error", "intake_failed", { workspace: connection.workspace, page: connection.page, cause: causeOf(error) });
    await diagnose(
      ports.databases.platform,
      { kind: "intake", cause: causeOf(error), workspace: connection.workspace, page: connection.page },
      ports.fresh,
    ).catch(() => undefined);
    return after(change, connection, { class: "transient", reason: "workspace_unwell" }, ports);
  }
}

/** The form as the shard knows it, else as Meta tells it, else its id alone: an unknown form neither holds up a lead nor hides it from the rules. */
function formFor(
  id: string | null,
  connection: Connection,
  context: IntakeContext,
  forms: Map<string, Promise<FormAtHand | null>>,
  ports: PipelinePorts,
): Promise<FormAtHand | null> {
  if (id === null) return Promise.resolve(null);
  const known = context.forms.get(id);
  if (known !== undefined) return Promise.resolve({ known, fresh: false });
  let asked = forms.get(id);
  if (asked === undefined) {
    asked = readMetaForm(connection, id, ports.settings).then((answer) => (answer.ok ? formFromGraph(answer.value) : unreadForm(id)));
    forms.set(id, asked);
  }
  return asked;
}

/** What a failure means for one change: when it is due again, or that it waits for a person. */
function after(
  change: ClaimedChange,
  connection: Connection,
  failure: Failure,
  ports: PipelinePorts,
  tried: "tried" | "not tried" = "tried",
): Settled {
  // Five times "not there yet" is an answer; five outages and one "not there yet" are not: each kind of failure counts its own.
  const before = change.failure === failure.class ? change.attempts : 0;
  // A throttled call is Meta's refusal to look, not a try at this lead.
  const attempts = failure.class === "throttled" || tried === "not tried" ? before : before + 1;
  const next = nextTry(failure, Math.max(1, attempts), ports.fresh.random());
  return {
    ...base(change),
    workspace: connection.workspace,
    attempts,
    failure: failure.class,
    reason: failure.reason,
    trace: failure.trace ?? null,
    ...(next.kind === "park" ? { state: "parked" } : { dueAt: ports.fresh.now() + next.delayMs }),
  };
}

function base(change: ClaimedChange): Settled {
  return {
    lead: change.lead,
    state: "waiting",
    workspace: null,
    outcome: null,
    failure: null,
    reason: null,
    trace: null,
    dueAt: 0,
    attempts: change.attempts,
  };
}
