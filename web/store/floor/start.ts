import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { StartAnswer } from "../../../domain/start.ts";
import { ApiFailure, type Call } from "../../connection/call.ts";
import type { Clock } from "../../connection/edge.ts";
import { createStartApi, type StartApi } from "../../connection/start.ts";
import type { Done, TakenBack } from "../taking-back.ts";
import type { Workspace } from "../workspace.ts";

export interface Start {
  /** Undefined until it is read. */
  readonly state: Accessor<StartAnswer | undefined>;
  /** Whether there is something to be shown of it: leads of whatever kind, and people. */
  readonly steps: Accessor<{ readonly page: boolean; readonly leads: boolean; readonly people: boolean }>;
  readonly busy: Accessor<"adding" | "removing" | null>;
  /** Null: done. */
  add(language: "en" | "ar"): Promise<ApiFailure | null>;
  /** Whoever asks hears of it once they were loaded here. */
  hear(did: (change: Pick<Done<unknown>, "undo">) => void): void;
  remove(): Promise<ApiFailure | null>;
  /** What is left is shown to nobody any more. */
  putAway(): Promise<ApiFailure | null>;
  refresh(): Promise<void>;
}

export function openStart({
  call,
  clock,
  workspace,
}: {
  readonly call: Call;
  readonly clock: Clock;
  readonly workspace: Workspace;
}): Start {
  return createStart({ api: createStartApi(call, workspace.slug), clock, workspace });
}

/** Whatever happens in one moment is asked about once. */
const SETTLE_MS = 400;

/** How far a new workspace has come: read again as leads come and people join. Made within an owner, which it ends with. */
export function createStart(deps: {
  readonly api: StartApi;
  readonly clock: Pick<Clock, "after">;
  readonly workspace: Pick<Workspace, "directory"> & { readonly leads: Pick<Workspace["leads"], "onApplied"> };
}): Start {
  const { api, clock, workspace } = deps;
  const [state, setState] = createSignal<StartAnswer>();
  const [busy, setBusy] = createSignal<"adding" | "removing" | null>(null);
  let cancel: (() => void) | null = null;
  let asked = 0;
  let latest = Promise.resolve();

  async function refresh(): Promise<void> {
    cancel?.();
    cancel = null;
    const mine = ++asked;
    // One that fails leaves what is known; the next change asks again.
    const answer = await api.read().catch(() => undefined);
    // Of two that were on their way the later one counts; whoever waits for the earlier one waits for it too.
    if (mine !== asked) return latest;
    if (answer !== undefined) setState(answer);
  }
  const again = () => (latest = refresh());
  const soon = () =>
    (cancel ??= clock.after(SETTLE_MS, () => {
      cancel = null;
      void again();
    }));

  const tried = (work: Promise<unknown>): Promise<ApiFailure | null> =>
    work.then(
      () => null,
      (error: unknown) => (error instanceof ApiFailure ? error : new ApiFailure("internal")),
    );

  async function act(what: "adding" | "removing", work: () => Promise<unknown>): Promise<ApiFailure | null> {
    if (busy() !== null) return null;
    setBusy(what);
    const failure = await tried(work());
    await again();
    setBusy(null);
    return failure;
  }

  let heard: ((change: Pick<Done<unknown>, "undo">) => void) | undefined;

  async function add(language: "en" | "ar"): Promise<ApiFailure | null> {
    let added = 0;
    const failure = await act("adding", async () => ({ leads: added } = await api.addSamples(language)));
    // They were there already: it is whoever loaded them who takes that back.
    if (added > 0) heard?.({ undo: takeBack });
    return failure;
  }

  /** ED1: what somebody wrote into them since does not go with them. */
  async function takeBack(): Promise<TakenBack> {
    if (busy() !== null) return { ok: false, why: "failed", failure: new ApiFailure("unavailable") };
    const failure = await act("removing", () => api.removeSamples(true));
    if (failure === null) return { ok: true };
    return failure.code === "conflict" ? { ok: false, why: "changed", by: failure.by } : { ok: false, why: "failed", failure };
  }

  const stop = workspace.leads.onApplied(({ set, dropped }) => (set.length > 0 || dropped.length > 0) && soon());
  createEffect(on(() => workspace.directory.members().length, soon, { defer: true }));
  onCleanup(() => {
    asked += 1;
    cancel?.();
    stop();
  });
  void again();

  return {
    state,
    steps: () => {
      const now = state();
      return {
        page: (now?.pages ?? 0) > 0,
        leads: now !== undefined && (now.leads || now.samples > 0),
        people: now !== undefined && (now.people > 1 || now.invited > 0),
      };
    },
    busy,
    add,
    hear: (did) => (heard = did),
    remove: () => act("removing", () => api.removeSamples()),
    putAway: () => tried(api.putAway()),
    refresh: again,
  };
}
