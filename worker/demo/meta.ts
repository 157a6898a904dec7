import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import type { CastForm } from "./cast.ts";

/** The control side of Meta's stand-in, which stands where META_GRAPH_URL points in development. */

const rained = v.object({
  leads: v.array(v.object({ id: v.string(), form: v.string(), page: v.string(), sentAt: v.number() })),
  deliveries: v.array(v.object({ status: v.number(), ms: v.number() })),
});
export type Rained = v.InferOutput<typeof rained>;
const notes = v.object({ notes: v.array(v.object({ key: v.string(), value: v.unknown() })) });

export interface MetaControl {
  page(page: {
    readonly id: string;
    readonly name: string;
    readonly token: string;
    readonly forms: readonly Pick<CastForm, "id" | "name" | "locale" | "questions" | "checkboxes">[];
    readonly category?: string;
    readonly tasks?: readonly string[];
    /** Whether leads come by it of themselves, and whether anybody is told of them. */
    readonly rain?: boolean;
    readonly subscribed?: boolean;
  }): Promise<void>;
  /** Somebody fills in the form: Meta keeps the lead and sends one delivery. */
  rain(page: string, form: string): Promise<Rained>;
  deliver(leads: readonly string[]): Promise<void>;
  /** Every answer of the Graph API fails, until mended or until that moment (ms UTC). */
  fail(until: number): Promise<void>;
  mend(): Promise<void>;
  /** What screens and buttons leave for one another. */
  notes(): Promise<Record<string, unknown>>;
  note(key: string, value: unknown): Promise<void>;
}

const PATIENCE_MS = 20_000;

export function metaControl(url: string): MetaControl {
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const answer = await fetch(`${url}/_/${path}`, { method, ...json, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
    if (answer === null || !answer.ok)
      throw new Refusal("unavailable", { what: "the stand-in of Meta", path, status: answer?.status ?? 0 });
    return answer.json().catch(() => undefined);
  }
  return {
    async page({ forms, ...page }) {
      await ask("POST", "pages", { ...page, forms: forms.map(asMetaHasIt) });
    },
    async rain(page, form) {
      return v.parse(rained, await ask("POST", "rain", { page, form, count: 1 }));
    },
    async deliver(leads) {
      await ask("POST", "deliver", { leads });
    },
    async fail(until) {
      await ask("POST", "faults", { share: 1, kinds: ["http500"], until });
    },
    async mend() {
      await ask("DELETE", "faults");
    },
    async notes() {
      const kept = v.parse(notes, await ask("GET", "notes"));
      return Object.fromEntries(kept.notes.map(({ key, value }) => [key, value]));
    },
    async note(key, value) {
      await ask("PUT", `notes/${encodeURIComponent(key)}`, value);
    },
  };
}

/** Questions have ids at Meta; here their place serves. */
function asMetaHasIt({ id, name, locale, questions, checkboxes }: Pick<CastForm, "id" | "name" | "locale" | "questions" | "checkboxes">) {
  return {
    id,
    name,
    locale,
    checkboxes,
    questions: questions.map((question, at) => ({ ...question, id: String(at + 1), type: question.type ?? "CUSTOM" })),
  };
}
