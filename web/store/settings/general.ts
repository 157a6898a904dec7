import { type Accessor, batch, createSignal } from "solid-js";
import * as v from "valibot";
import type { Masks } from "../../../domain/rights.ts";
import { DEFAULT_CURRENCY, type PushShows, workspaceName, workspaceSettings, type WorkspaceSettings } from "../../../domain/workspace.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import type { PeopleApi, SettingsRead } from "../../connection/people.ts";
import { asFailure, type Resource } from "../console/resource.ts";
import type { Done, TakenBack } from "../taking-back.ts";
import { createFollow } from "./follow.ts";

export interface Form extends Omit<WorkspaceSettings, "masks" | "secondFactor" | "currency" | "namesColleague" | "pushShows" | "begun"> {
  readonly name: string;
  readonly masks: Masks;
  readonly secondFactor: "owners" | "everybody";
  readonly currency: string;
  readonly namesColleague: boolean;
  readonly pushShows: PushShows;
  readonly begun: boolean;
}
export type FormField = keyof Form;
type Own = Partial<Form>;

/** Somebody else saved first: what they changed, and what of one's own gave way to it. */
export interface Overtaken {
  /** Their id, where the server told it. */
  readonly by: string | null;
  readonly changed: readonly { readonly field: FormField; readonly before: Form; readonly after: Form }[];
  /** Fields that both changed: theirs stand, and one's own can be set again. */
  readonly gaveWay: Own;
}

export interface General {
  readonly read: Resource<SettingsRead>;
  /** As the screen shows it: the server's, with what is being saved over it. */
  readonly form: Accessor<Form | undefined>;
  readonly state: Accessor<"still" | "saving" | "saved" | "pending" | "failed">;
  readonly failure: Accessor<ApiFailure | null>;
  readonly overtaken: Accessor<Overtaken | null>;
  wrong(field: FormField): boolean;
  set<F extends FormField>(field: F, value: Form[F]): void;
  retry(): void;
  /** What gave way is set again, over theirs. */
  insist(): void;
  accept(): void;
  /** Whoever asks hears of each change once it is saved. */
  hear(did: (change: Done<FormField>) => void): void;
  close(): void;
}

const FIELDS = { name: workspaceName, ...workspaceSettings.entries } as const;
const NO_MASKS: Form["masks"] = { phone: [], email: [] };

/** Settings that are saved as one goes: a change shows at once, and changes of one moment are saved one after the other. */
export function createGeneral(deps: {
  readonly api: Pick<PeopleApi, "settings" | "setSettings">;
  readonly clock: Clock;
  readonly browser: Pick<Browser, "visible">;
}): General {
  const { api } = deps;
  const [base, setBase] = createSignal<SettingsRead>();
  const [own, setOwn] = createSignal<Own>({});
  const [wrong, setWrong] = createSignal<ReadonlySet<FormField>>(new Set());
  const [readFailure, setReadFailure] = createSignal<ApiFailure | null>(null);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [overtaken, setOvertaken] = createSignal<Overtaken | null>(null);
  const [saving, setSaving] = createSignal(false);
  const [saved, setSaved] = createSignal(false);
  /** Being taken back, which is not taken back itself. */
  const undoing = new Set<FormField>();
  let heard: ((change: Done<FormField>) => void) | undefined;
  const form = () => {
    const read = base();
    return read === undefined ? undefined : { ...formOf(read), ...own() };
  };

  async function read(): Promise<void> {
    try {
      const next = await api.settings();
      // An answer that was on its way while something was saved is older than what was saved.
      if (!saving() && next.version >= (base()?.version ?? 0)) setBase(next);
      setReadFailure(null);
    } catch (error) {
      setReadFailure(asFailure(error));
    }
  }
  const follow = createFollow(deps, read, () => base()?.pending ?? false);

  async function save(): Promise<void> {
    const known = base();
    if (saving() || known === undefined || Object.keys(own()).length === 0) return;
    const sent = own();
    const before = formOf(known);
    const next = { ...before, ...sent };
    setSaving(true);
    setFailure(null);
    try {
      const { version, pending } = await api.setSettings({ version: known.version, ...bodyOf(next) });
      batch(() => {
        setBase({ ...known, ...bodyOf(next), version, pending });
        setOwn((now) => without(now, (field) => now[field] === sent[field]));
        setSaved(true);
      });
      for (const field of fieldsOf(sent)) tell(field, before, next, version);
    } catch (error) {
      const why = asFailure(error);
      if (why.code === "conflict") await giveWay(known, why);
      else setFailure(why);
    }
    setSaving(false);
    follow.look();
    if (failure() === null) await save();
  }

  function tell(field: FormField, before: Form, after: Form, version: number): void {
    if (undoing.delete(field)) return;
    heard?.({ of: field, undo: () => takeBack(field, before, after, version) });
  }

  /** A setting is as it was, unless it is not any more as it was left. */
  async function takeBack(field: FormField, before: Form, after: Form, version: number): Promise<TakenBack> {
    await read();
    const now = form();
    if (now === undefined) return { ok: false, why: "failed", failure: readFailure() };
    if (!same(now[field], after[field])) {
      // Nobody: it is one's own next change that waits to be sent, and what is asked upon this version would be done.
      if ((base()?.version ?? 0) <= version) return { ok: false, why: "changed", by: null };
      // Asked for upon the version that one's own change made, it is refused with who made another one since.
      const asked = api.setSettings({ version, ...bodyOf({ ...after, [field]: before[field] }) });
      return {
        ok: false,
        why: "changed",
        by: await asked.then(
          () => null,
          (error: unknown) => asFailure(error).by,
        ),
      };
    }
    undoing.add(field);
    setOwn((mine) => ({ ...mine, [field]: before[field] }));
    await save();
    undoing.delete(field);
    if (same(form()?.[field], before[field]) && failure() === null) return { ok: true };
    const met = overtaken();
    return met === null ? { ok: false, why: "failed", failure: failure() } : { ok: false, why: "changed", by: met.by };
  }

  /** Theirs is taken over, one's own is put on top of it where the two do not meet. */
  async function giveWay(known: SettingsRead, why: ApiFailure): Promise<void> {
    try {
      const next = await api.settings();
      const [before, after] = [formOf(known), formOf(next)];
      const changed = fieldsOf(after).filter((field) => !same(before[field], after[field]));
      // Nothing that is to be seen changed and it is refused all the same: sent again it would be refused again.
      if (next.version === known.version) return void setFailure(why);
      batch(() => {
        const mine = own();
        const met = (field: FormField) => changed.includes(field) && !same(mine[field], after[field]);
        setOvertaken({
          by: why.by,
          changed: changed.map((field) => ({ field, before, after })),
          gaveWay: without(mine, (field) => !met(field)),
        });
        setOwn(without(mine, (field) => changed.includes(field)));
        setBase(next);
        setSaved(false);
      });
    } catch (error) {
      setFailure(asFailure(error));
    }
  }

  return {
    read: { value: base, failure: readFailure, read: () => read().then(() => follow.look()) },
    form,
    failure,
    overtaken,
    state: () => {
      if (failure() !== null) return "failed";
      if (saving()) return "saving";
      if (base()?.pending) return "pending";
      return saved() ? "saved" : "still";
    },
    wrong: (field) => wrong().has(field),
    set: (field, value) => {
      const right = v.is(FIELDS[field], value);
      setWrong((now) => new Set([...now].filter((one) => one !== field).concat(right ? [] : [field])));
      if (!right || same(form()?.[field], value)) return;
      setOwn((now) => ({ ...now, [field]: value }));
      void save();
    },
    retry: () => void save(),
    insist: () => {
      setOwn((now) => ({ ...now, ...overtaken()?.gaveWay }));
      setOvertaken(null);
      void save();
    },
    accept: () => setOvertaken(null),
    hear: (did) => (heard = did),
    close: follow.close,
  };
}

function formOf({ name, settings }: Pick<SettingsRead, "name" | "settings">): Form {
  return {
    name,
    ...settings,
    masks: settings.masks ?? NO_MASKS,
    secondFactor: settings.secondFactor ?? "owners",
    currency: settings.currency ?? DEFAULT_CURRENCY,
    namesColleague: settings.namesColleague ?? false,
    pushShows: settings.pushShows ?? "usual",
    begun: settings.begun ?? false,
  };
}

function bodyOf({ name, begun, ...settings }: Form): Pick<SettingsRead, "name" | "settings"> {
  return { name, settings: { ...settings, ...(begun && { begun }) } };
}

function fieldsOf(form: Own): FormField[] {
  return Object.keys(form) as FormField[];
}

function without(own: Own, leave: (field: FormField) => boolean): Own {
  return Object.fromEntries(Object.entries(own).filter(([field]) => !leave(field as FormField)));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Masks and hours say the same in whatever order they stand. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.every((one) => typeof one === "string") ? [...value].sort() : value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
