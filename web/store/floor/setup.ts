import { type Accessor, batch, createSignal } from "solid-js";
import * as v from "valibot";
import { changeOf, SETUP_PARTS, setup as setupSchema, type Setup, type SetupFlaw, type SetupPart } from "../../../domain/setup.ts";
import { ApiFailure, type FailureCode } from "../../connection/call.ts";
import type { FloorApi } from "../../connection/floor.ts";
import type { Done, TakenBack } from "../taking-back.ts";
import type { SetupEdit, SetupItem } from "./setup-edits.ts";
import { type Made, takenBack } from "./setup-undo.ts";

/** Somebody else changed the same entries first: theirs stand, and one's own can be made again. */
export interface Overtaken {
  /** Their id, where the server told it. */
  readonly by: string | null;
  readonly part: SetupPart;
  readonly gaveWay: readonly SetupEdit[];
}

/** What cannot be, however often it is sent: the edit is gone, and why is said at its entry. */
export interface Refused {
  readonly part: SetupPart;
  readonly touches: readonly string[];
  /** `leads`: some stand in that stage; `shape`: a rule of the list itself. Null: the failure alone says it. */
  readonly why: SetupFlaw["why"] | "leads" | "shape" | null;
  /** How many stand in it. */
  readonly leads: number;
  /** Null where it was not even sent. */
  readonly failure: ApiFailure | null;
}

/** What was changed; `id` null: the order alone. `added`: taken back, it is retired. */
export interface SetupChange {
  readonly part: SetupPart;
  readonly id: string | null;
  readonly added: boolean;
  /** As it is called now, or was while it was there. */
  readonly name: string | null;
}

export interface SetupStore {
  /** As the screen shows it: the server's, with what is being saved over it. Reactive. */
  list<P extends SetupPart>(part: P): readonly SetupItem<P>[];
  readonly state: Accessor<"still" | "saving" | "saved" | "failed">;
  /** Why saving does not get on; what was changed is kept and can be sent again. */
  readonly failure: Accessor<ApiFailure | null>;
  readonly overtaken: Accessor<Overtaken | null>;
  readonly refused: Accessor<Refused | null>;
  /** False: what it would make is not right, and nothing was changed. */
  edit(edit: SetupEdit): boolean;
  retry(): void;
  insist(): void;
  /** Whatever was said of the last save was read. */
  accept(): void;
}

const FLAWS: readonly string[] = ["removed", "kind", "type", "options", "name", "first"] satisfies readonly SetupFlaw["why"][];
const leadsNow = v.fallback(v.object({ leads: v.number() }), { leads: 0 });

/** Each conflict means that somebody else saved in the moment between: who meets that often has to look first. */
const TRIES = 5;
/** Sent again as it is, it may work. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>(["offline", "aborted", "unavailable", "internal", "too_many"]);

/** What a workspace's admins set up, saved as they go: a list at a time, compare-and-set, upon whatever others did meanwhile. */
export function createSetup(deps: {
  readonly api: Pick<FloorApi, "setUp">;
  /** The setup as the room tells it. */
  readonly known: Accessor<Setup>;
  /** Hears of each change once it is saved. */
  readonly did?: (change: Done<SetupChange>) => void;
}): SetupStore {
  /** As the last save or conflict told it, until the room has told it too. */
  const [told, setTold] = createSignal<Setup>();
  const [edits, setEdits] = createSignal<readonly SetupEdit[]>([]);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [overtaken, setOvertaken] = createSignal<Overtaken | null>(null);
  const [refused, setRefused] = createSignal<Refused | null>(null);
  const [saving, setSaving] = createSignal(false);
  const [saved, setSaved] = createSignal(false);
  /** What each edit made of its list: that is taken back. */
  const making = new Map<SetupEdit, Made>();
  /** Edits that take one back, which are not taken back themselves, and who waits for what becomes of them. */
  const undoing = new Map<SetupEdit, (became: TakenBack) => void>();

  const base = (): Setup => {
    const [known, last] = [deps.known(), told()];
    return last !== undefined && last.version > known.version ? last : known;
  };
  const made = (part: SetupPart, of: Setup, by: readonly SetupEdit[]) =>
    by.reduce<ReturnType<SetupEdit["apply"]>>((list, one) => (one.part === part ? one.apply(list) : list), of[part]);
  const list = <P extends SetupPart>(part: P) => made(part, base(), edits()) as readonly SetupItem<P>[];

  async function save(): Promise<void> {
    if (saving()) return;
    setSaving(true);
    setFailure(null);
    let tries = 0;
    while (failure() === null) {
      const part = edits()[0]?.part;
      if (part === undefined) break;
      tries = (await send(part)) === "overtaken" ? tries + 1 : 0;
      if (tries === TRIES) setFailure(new ApiFailure("conflict"));
    }
    setSaving(false);
  }

  async function send(part: SetupPart): Promise<"settled" | "overtaken"> {
    const mine = edits().filter((one) => one.part === part);
    const sent = base();
    const value = made(part, sent, mine);
    const settle = () => setEdits((now) => now.filter((one) => !mine.includes(one)));
    if (same(value, sent[part])) {
      settle();
      became(mine, { ok: true });
      return "settled";
    }
    try {
      const { version } = await deps.api.setUp(part, { version: sent.version, value: value as never });
      batch(() => {
        setTold({ ...sent, [part]: value, version });
        settle();
        setSaved(true);
      });
      for (const one of mine) tell(one, version);
      became(mine, { ok: true });
    } catch (error) {
      const why = error instanceof ApiFailure ? error : new ApiFailure("internal");
      const now = v.safeParse(setupSchema, why.now);
      if (why.code === "conflict" && now.success && now.output.version !== sent.version) {
        giveWay(part, mine, sent, now.output, why.by);
        return "overtaken";
      }
      if (PASSING.has(why.code)) setFailure(why);
      else {
        const refusal = refusedBy(part, mine, why);
        batch(() => {
          // Who takes something back is told where they do that.
          if (mine.some((one) => !undoing.has(one))) setRefused(refusal);
          settle();
          setSaved(false);
        });
        const { leads } = refusal;
        became(mine, refusal.why === "leads" ? { ok: false, why: "leads", leads } : { ok: false, why: "failed", failure: why });
      }
    }
    return "settled";
  }

  /** Theirs is taken over, one's own is made upon it wherever the two are not about the same entry. */
  function giveWay(part: SetupPart, mine: readonly SetupEdit[], before: Setup, after: Setup, by: string | null): void {
    const at = (of: Setup, id: string) => of[part].find((one) => one.id === id);
    const gaveWay = mine.filter(({ touches }) => touches !== null && !same(at(before, touches), at(after, touches)));
    const own = gaveWay.filter((one) => !undoing.has(one));
    batch(() => {
      setTold(after);
      if (gaveWay.length === 0) return;
      setEdits((now) => now.filter((one) => !gaveWay.includes(one)));
      if (own.length > 0) setOvertaken({ by, part, gaveWay: own });
      setSaved(false);
    });
    became(gaveWay, { ok: false, why: "changed", by });
  }

  function became(these: readonly SetupEdit[], outcome: TakenBack): void {
    for (const one of these) {
      undoing.get(one)?.(outcome);
      undoing.delete(one);
      making.delete(one);
    }
  }

  function tell(one: SetupEdit, version: number): void {
    const { part, touches: id } = one;
    const change = making.get(one);
    if (change === undefined || undoing.has(one)) return;
    const called = (of: Made["before"]) => of.find((known) => known.id === id) as { readonly name?: string | null } | undefined;
    const added = id !== null && called(change.before) === undefined;
    const name = (called(change.after) ?? called(change.before))?.name ?? null;
    deps.did?.({ of: { part, id, added, name }, undo: () => takeBack(part, change, version) });
  }

  async function takeBack(part: SetupPart, change: Made, version: number): Promise<TakenBack> {
    const back = takenBack(part, change, list(part));
    if (back === null) return { ok: false, why: "changed", by: await whoChanged(part, change, version) };
    return new Promise((resolve) => {
      undoing.set(back, resolve);
      if (edit(back)) return;
      undoing.delete(back);
      setRefused(null);
      resolve({ ok: false, why: "failed", failure: null });
    });
  }

  /** Asked for upon the version that one's own change made, it is refused with who made another one since. */
  function whoChanged(part: SetupPart, change: Made, version: number): Promise<string | null> {
    // Nobody: it is one's own next change that waits to be sent, and what is asked upon this version would be done.
    if (base().version <= version) return Promise.resolve(null);
    const value = takenBack(part, change, change.after)?.apply(change.after) ?? change.before;
    return deps.api.setUp(part, { version, value: value as never }).then(
      () => null,
      (error: unknown) => (error instanceof ApiFailure ? error.by : null),
    );
  }

  function edit(one: SetupEdit): boolean {
    const { part } = one;
    const before = list(part);
    const next = made(part, base(), [...edits(), one]);
    const flaw = v.is(SETUP_PARTS[part], next) ? changeOf(part, base()[part], next as never)?.why : "shape";
    if (flaw != null) {
      setRefused({ part, touches: one.touches === null ? [] : [one.touches], why: flaw, leads: 0, failure: null });
      return false;
    }
    making.set(one, { before, after: next });
    batch(() => {
      setEdits((now) => [...now, one]);
      setRefused(null);
    });
    void save();
    return true;
  }

  return {
    list,
    failure,
    overtaken,
    refused,
    state: () => {
      if (failure() !== null || refused()?.failure != null) return "failed";
      if (saving()) return "saving";
      return saved() ? "saved" : "still";
    },
    edit,
    retry: () => void save(),
    insist: () => {
      const again = overtaken()?.gaveWay ?? [];
      setOvertaken(null);
      for (const one of again) edit(one);
    },
    accept: () =>
      batch(() => {
        setOvertaken(null);
        setRefused(null);
      }),
  };
}

function refusedBy(part: SetupPart, mine: readonly SetupEdit[], failure: ApiFailure): Refused {
  const { why } = failure;
  return {
    part,
    touches: mine.flatMap(({ touches }) => touches ?? []),
    why: why === "leads" || (why !== null && FLAWS.includes(why)) ? (why as Refused["why"]) : null,
    leads: v.parse(leadsNow, failure.now).leads,
    failure,
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** An entry says the same in whatever order its fields stand. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, ordered(one)]),
  );
}
