import { createMemo, createSignal, createUniqueId, For, type JSX, onMount, Show, untrack } from "solid-js";
import { FOLLOW_UP_WAYS, type FollowUp } from "../../../../domain/followup.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { isBanned } from "../../../../domain/nocontact.ts";
import type { Plan } from "../../../store/floor/followups.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Select } from "../../../ui/Select.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { WAY_SIGN } from "../story/signs.ts";
import { timeChoices } from "./choices.ts";
import { remindWords, repeatWords, wayWords } from "./due.ts";
import { fieldOf, fromField } from "./field.ts";
import { TimeChoices, useHours } from "./TimeChoices.tsx";

const REPEATS: readonly (readonly [key: string, value: Plan["repeats"]])[] = [
  ["never", null],
  ["day", { every: 1, unit: "day" }],
  ["week", { every: 1, unit: "week" }],
  ["2 weeks", { every: 2, unit: "week" }],
  ["month", { every: 1, unit: "month" }],
  ["3 months", { every: 3, unit: "month" }],
];
const REMINDERS: readonly Plan["remind"][] = [null, 0, 10, 30, 60, 24 * 60];
const MAX_NOTE = 500;
const INPUT =
  "block h-8 w-full rounded border border-line-strong bg-raised px-2.5 text-body text-text outline-none focus:border-accent focus:outline-2 focus:outline-accent aria-invalid:border-overdue touch:h-11 touch:text-[16px]";

/** What is to be done, when, and what about. A new one starts as a call, at the first time that is meant most often. */
export function FollowUpForm(props: {
  readonly row: LeadRow;
  readonly of: FollowUp | null;
  readonly onSave: (plan: Plan) => void;
  readonly onEnd: () => void;
}): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const hours = useHours();
  const id = createUniqueId();
  const before = untrack(() => props.of);
  const start = untrack((): Plan => {
    if (before !== null) return before;
    const way = FOLLOW_UP_WAYS.find((one) => !isBanned(props.row.noContact, one)) ?? "other";
    const dueAt = timeChoices(app.clock.now(), hours())[0]?.at ?? app.clock.now();
    return { way, note: null, dueAt, remind: 0, repeats: null };
  });
  const [way, setWay] = createSignal(start.way);
  const [dueAt, setDueAt] = createSignal<number | null>(start.dueAt);
  const [note, setNote] = createSignal(start.note ?? "");
  const [repeats, setRepeats] = createSignal(start.repeats);
  const [remind, setRemind] = createSignal(start.remind);
  const [tried, setTried] = createSignal(false);
  let first: HTMLDivElement | undefined;
  onMount(() => first?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus());

  const sameRepeat = (a: Plan["repeats"], b: Plan["repeats"]) => a?.every === b?.every && a?.unit === b?.unit;
  /** One of its own is kept among those that are offered. */
  const rhythms = createMemo(() =>
    REPEATS.some(([, value]) => sameRepeat(value, start.repeats)) ? REPEATS : [...REPEATS, ["own", start.repeats] as const],
  );
  const reminders = createMemo(() => (REMINDERS.includes(start.remind) ? REMINDERS : [...REMINDERS, start.remind]));
  const isPast = () => {
    const at = dueAt();
    return at === null || (at <= app.clock.now() && at !== before?.dueAt);
  };
  const save = () => {
    setTried(true);
    const at = dueAt();
    if (at === null || isPast()) return;
    props.onSave({ way: way(), note: note().trim() || null, dueAt: at, remind: remind(), repeats: repeats() });
  };
  const choose = (step: 1 | -1) => {
    const free = FOLLOW_UP_WAYS.filter((one) => !isBanned(props.row.noContact, one));
    const next = free[(free.indexOf(way()) + step + free.length) % free.length];
    if (next !== undefined) setWay(next);
    queueMicrotask(() => first?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus());
  };

  return (
    <form
      aria-label={t(before === null ? "followUps.form.title" : "followUps.form.change")}
      class="flex animate-rise flex-col gap-3 rounded border border-line bg-hover p-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          props.onEnd();
        } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save();
        }
      }}
    >
      <div
        ref={first}
        role="radiogroup"
        aria-label={t("followUps.form.what")}
        class="flex flex-wrap gap-1 touch:gap-x-2 touch:gap-y-3"
        onKeyDown={(event) => {
          const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
          const on = ["ArrowDown", rtl ? "ArrowLeft" : "ArrowRight"].includes(event.key);
          if (!on && !["ArrowUp", rtl ? "ArrowRight" : "ArrowLeft"].includes(event.key)) return;
          event.preventDefault();
          choose(on ? 1 : -1);
        }}
      >
        <For each={FOLLOW_UP_WAYS}>
          {(one) => {
            const off = () => isBanned(props.row.noContact, one);
            return (
              <button
                type="button"
                role="radio"
                aria-checked={way() === one}
                aria-disabled={off() || undefined}
                tabindex={way() === one ? 0 : -1}
                data-tip={off() ? t("followUps.form.banned") : undefined}
                class="touch-target relative flex h-7 touch:h-8 select-none items-center gap-1.5 rounded-full border px-2.5 text-small transition-colors aria-disabled:opacity-50"
                classList={{
                  "border-accent bg-accent-ground text-accent-text font-medium": way() === one,
                  "border-line bg-float hover:bg-pressed": way() !== one,
                }}
                onClick={() => !off() && setWay(one)}
              >
                <Icon of={WAY_SIGN[one]} size={12} />
                {wayWords(t, one)}
              </button>
            );
          }}
        </For>
      </div>
      <TimeChoices value={dueAt()} onPick={setDueAt} />
      <div class="flex flex-col gap-1">
        <input
          type="datetime-local"
          aria-label={t("followUps.form.exact")}
          aria-invalid={(tried() && isPast()) || undefined}
          aria-describedby={`${id}-when`}
          value={dueAt() === null ? "" : fieldOf(dueAt() ?? 0, hours().timeZone)}
          onInput={(event) => setDueAt(fromField(event.currentTarget.value, hours().timeZone))}
          class={INPUT}
        />
        <p id={`${id}-when`} aria-live="polite" class="text-small text-overdue-text empty:hidden">
          <Show when={tried() && isPast()}>{t("followUps.form.past")}</Show>
        </p>
      </div>
      <input
        type="text"
        dir={note() === "" ? undefined : "auto"}
        aria-label={t("followUps.form.note")}
        placeholder={t("followUps.form.notePlaceholder")}
        maxlength={MAX_NOTE}
        value={note()}
        onInput={(event) => setNote(event.currentTarget.value)}
        class={INPUT}
      />
      <div class="grid grid-cols-2 gap-2">
        <Select
          label={t("followUps.form.repeat")}
          value={rhythms().find(([, value]) => sameRepeat(value, repeats()))?.[0] ?? "never"}
          options={rhythms().map(([key, value]) => ({
            value: key,
            label: value === null ? t("followUps.repeats.never") : repeatWords(t, value),
          }))}
          onChange={(key) => setRepeats(rhythms().find(([one]) => one === key)?.[1] ?? null)}
        />
        <Select
          label={t("followUps.form.remind")}
          value={String(remind())}
          options={reminders().map((minutes) => ({ value: String(minutes), label: remindWords(t, minutes) }))}
          onChange={(value) => setRemind(value === "null" ? null : Number(value))}
        />
      </div>
      <div class="flex justify-end gap-2">
        <Button size="small" class="touch:h-11!" onClick={() => props.onEnd()}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" variant="primary" size="small" class="touch:h-11!">
          {t(before === null ? "followUps.form.add" : "followUps.form.save")}
        </Button>
      </div>
    </form>
  );
}
