import { createMemo, For, type JSX, Show } from "solid-js";
import { ATTEMPT_BACK_MS } from "../../../../domain/attempt.ts";
import { Kbd } from "../../../ui/Kbd.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { fieldOf, fromField } from "../followups/field.ts";

/** How long ago it was, or a moment as a date and time field has it. */
export type WhenChosen = { readonly ago: number } | { readonly field: string };

export const NOW: WhenChosen = { ago: 0 };
const AGO = [0, 15 * 60_000, 60 * 60_000] as const;
const AGO_WORDS = ["now", "minutes15", "hour"] as const;

/** When a lead's try may have been, and what is chosen of it. `since`: when the lead came. */
export function useWhen(since: () => number) {
  const { clock } = useApp();
  const { directory } = useWorkspace();
  const zone = () => directory.workspace()?.settings.timeZone ?? "UTC";
  const earliest = () => Math.max(since(), clock.now() - ATTEMPT_BACK_MS);
  const field = (at: number) => fieldOf(at, zone());
  return {
    /** Nobody was tried before they were here. */
    agos: () => AGO.filter((ago) => ago === 0 || clock.now() - ago >= since()),
    earliest: () => field(earliest()),
    latest: () => field(clock.now()),
    /** The moment; undefined: now. Null: that field holds none that it can have been. */
    at: (chosen: WhenChosen): number | undefined | null => {
      if ("ago" in chosen) return chosen.ago === 0 ? undefined : clock.now() - chosen.ago;
      const at = fromField(chosen.field, zone());
      // A field knows no seconds: the minute in which they came is not before they came.
      return at === null || at > clock.now() || at < earliest() - 60_000 ? null : at;
    },
  };
}

/** Now, unless somebody says that it was earlier. */
export function WhenLogged(props: {
  readonly when: ReturnType<typeof useWhen>;
  readonly value: WhenChosen;
  readonly onChange: (value: WhenChosen) => void;
  /** Keys that choose nothing here. */
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onEnd: () => void;
}): JSX.Element {
  const { t } = useWords();
  let input: HTMLInputElement | undefined;
  const choices = createMemo(() => [...props.when.agos(), null]);
  const chosen = () => ("ago" in props.value ? props.value.ago : null);
  const choose = (ago: number | null) => props.onChange(ago === null ? { field: props.when.latest() } : { ago });
  const step = (group: HTMLElement, by: number) => {
    const all = choices();
    choose(all[(all.indexOf(chosen() as (typeof all)[number]) + by + all.length) % all.length] ?? null);
    group.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    if (event.key === (rtl ? "ArrowLeft" : "ArrowRight")) step(event.currentTarget, 1);
    else if (event.key === (rtl ? "ArrowRight" : "ArrowLeft")) step(event.currentTarget, -1);
    else if (event.key === "ArrowDown" || event.key === "Enter") (chosen() === null && input ? () => input?.focus() : props.onEnd)();
    else return props.onKey(event);
    event.preventDefault();
  };
  return (
    <div class="flex shrink-0 flex-col gap-2 border-b border-line px-3 py-2">
      <div class="flex items-center gap-2">
        <div
          role="radiogroup"
          aria-label={t("story.log.when.label")}
          data-when
          class="flex flex-1 flex-wrap gap-1 touch:gap-2"
          onKeyDown={onKeyDown}
        >
          <For each={choices()}>
            {(ago) => (
              <button
                type="button"
                role="radio"
                aria-checked={chosen() === ago}
                tabindex={chosen() === ago ? 0 : -1}
                class="touch-target relative flex h-6 select-none items-center rounded-full border px-2 text-small transition-colors touch:h-9"
                classList={{
                  "border-accent bg-accent-ground text-accent-text font-medium": chosen() === ago,
                  "border-line hover:bg-pressed": chosen() !== ago,
                }}
                onClick={() => {
                  choose(ago);
                  if (ago === null) input?.focus();
                }}
              >
                {t(`story.log.when.${AGO_WORDS[AGO.indexOf(ago as (typeof AGO)[number])] ?? "another"}`)}
              </button>
            )}
          </For>
        </div>
        <Kbd keys="b" class="touch:hidden" />
      </div>
      <Show when={"field" in props.value ? props.value : undefined}>
        {(value) => (
          <div class="flex flex-col gap-1">
            <input
              ref={input}
              type="datetime-local"
              aria-label={t("story.log.when.exact")}
              aria-invalid={props.when.at(value()) === null || undefined}
              min={props.when.earliest()}
              max={props.when.latest()}
              value={value().field}
              onInput={(event) => props.onChange({ field: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                props.onEnd();
              }}
              class="h-8 w-full rounded border border-line bg-float px-2 tabular-nums outline-none focus:border-accent touch:h-11 touch:text-[16px]"
            />
            <Show when={props.when.at(value()) === null}>
              <p role="alert" class="text-small text-overdue-text">
                {t("story.log.when.wrong")}
              </p>
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}
