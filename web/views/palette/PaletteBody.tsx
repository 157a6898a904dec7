import ArrowLeft from "lucide-solid/icons/arrow-left";
import CloudOff from "lucide-solid/icons/cloud-off";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { batch, createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, onMount, Show } from "solid-js";
import { MAX_SEARCH } from "../../../domain/listing.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { Hints } from "./Hints.tsx";
import { PaletteOption } from "./PaletteOption.tsx";
import type { Source } from "./source.ts";
import { type Entry, type Step, stepSections } from "./steps.ts";

const PAGE = 8;

/** What is typed, what it could mean, and the way through it by keys: the focus stays in the field. */
export function PaletteBody(props: { readonly source: () => Source; readonly onClose: () => void }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const id = createUniqueId();
  // eslint-disable-next-line solid/reactivity -- what it is about is so for as long as it is open
  const of = props.source();
  const [text, setText] = createSignal("");
  const [steps, setSteps] = createSignal<readonly Step[]>([]);
  const [chosen, setChosen] = createSignal<string | null>(null);
  let field!: HTMLInputElement;
  let list!: HTMLDivElement;
  onMount(() => field.focus());

  const step = () => steps().at(-1);
  const sections = createMemo(() => {
    const now = step();
    return now === undefined ? of.sections(text()) : stepSections(now, text());
  });
  const entries = createMemo(() => sections().flatMap((section) => section.entries));
  const byKey = createMemo(() => new Map(entries().map((entry, index) => [entry.key, { entry, index }])));
  const active = () => byKey().get(chosen() ?? "") ?? byKey().get(entries()[0]?.key ?? "");
  const nothing = () => step() === undefined && text().trim() !== "" && !entries().some(({ key }) => !key.startsWith("on."));
  const short = () => (step() === undefined && text().trim() !== "" ? of.short() : null);

  createEffect(on(text, (typed) => step() === undefined && of.typed(typed), { defer: true }));

  function type(typed: string): void {
    batch(() => {
      setText(typed);
      setChosen(null);
    });
    list.scrollTo({ top: 0 });
  }
  function reveal(): void {
    const now = active();
    if (now === undefined) return;
    if (now.index === 0) list.scrollTo({ top: 0 });
    else document.getElementById(`${id}-${now.entry.key}`)?.scrollIntoView({ block: "nearest" });
  }
  function move(to: number): void {
    const count = entries().length;
    if (count === 0) return;
    setChosen(entries()[(to + count) % count]?.key ?? null);
    reveal();
  }
  function back(): void {
    batch(() => {
      setSteps((before) => before.slice(0, -1));
      type("");
    });
  }
  function choose(entry: Entry | undefined, apart = false): void {
    if (entry === undefined) return;
    if (entry.step !== undefined) {
      const next = entry.step();
      batch(() => {
        setSteps((before) => [...before, next]);
        type("");
        setChosen(next.entries().find(({ checked }) => checked === true)?.key ?? null);
      });
      queueMicrotask(reveal);
      return;
    }
    if (apart && entry.href !== undefined) return void window.open(entry.href, "_blank", "noopener");
    props.onClose();
    // The focus is given back first: what is done may take it along.
    app.clock.after(0, () => entry.run?.());
  }
  const here = () => active()?.index ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(here() + 1),
      ArrowUp: () => move(here() - 1),
      PageDown: () => move(Math.min(here() + PAGE, entries().length - 1)),
      PageUp: () => move(Math.max(here() - PAGE, 0)),
      Enter: () => choose(active()?.entry, mod),
      Escape: () => (step() === undefined ? props.onClose() : back()),
      ...(text() === "" && step() !== undefined && { Backspace: back }),
    };
    const again = mod && (event.key.toLowerCase() === "k" || event.code === "KeyK");
    const act = again ? props.onClose : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <div class="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div class="flex shrink-0 items-center gap-2 border-b border-line ps-4 pe-2 pt-[env(safe-area-inset-top)]">
        <Show when={step()} fallback={<Icon of={Search} class="text-text-quiet" />}>
          {(now) => (
            <button
              type="button"
              aria-label={`${t("palette.back")}: ${now().title}`}
              class="touch-target relative -ms-1.5 flex h-7 max-w-[45%] shrink-0 items-center gap-1.5 rounded bg-pressed px-2 text-small font-medium"
              onPointerDown={(event) => event.preventDefault()}
              onClick={back}
            >
              <Icon of={ArrowLeft} size={12} class="rtl:-scale-x-100" />
              <span class="truncate">{now().title}</span>
            </button>
          )}
        </Show>
        <input
          ref={field}
          role="combobox"
          aria-label={step()?.title ?? of.ask}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active() === undefined ? undefined : `${id}-${active()?.entry.key ?? ""}`}
          placeholder={step() === undefined ? of.ask : step()?.typed === undefined ? t("palette.narrow") : ""}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          maxlength={MAX_SEARCH}
          dir={text() === "" ? undefined : "auto"}
          value={text()}
          onInput={(event) => type(event.currentTarget.value)}
          class="h-12 min-w-0 flex-1 bg-transparent text-title outline-none max-sm:h-14 touch:text-[16px]"
        />
        <Show when={of.asking() && step() === undefined}>
          <Spinner class="animate-late text-text-quiet" />
        </Show>
        <button
          type="button"
          aria-label={t("common.close")}
          class="touch-target relative flex size-8 shrink-0 items-center justify-center rounded text-text-quiet hover:bg-pressed hover:text-text sm:hidden"
          onClick={() => props.onClose()}
        >
          <Icon of={X} />
        </button>
      </div>
      <Show when={short()}>
        {(why) => (
          <p class="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2 text-small text-waiting-text">
            <Icon of={CloudOff} size={14} />
            {t(`palette.${why()}`)}
          </p>
        )}
      </Show>
      <Show when={nothing() && !of.asking()}>
        <div class="shrink-0 px-4 pt-4 pb-2">
          <p class="font-medium">{t("palette.nothing", { text: text().trim() })}</p>
          <Show when={of.hint}>{(hint) => <p class="text-small text-text-quiet">{hint()}</p>}</Show>
        </div>
      </Show>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        tabindex="-1"
        aria-label={t("palette.results")}
        class="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-2 outline-none"
      >
        <For each={sections().map(({ key }) => key)}>
          {(key) => {
            const section = () => sections().find((one) => one.key === key);
            return (
              <div role="group" aria-labelledby={section()?.title === undefined ? undefined : `${id}-of-${key}`} class="pb-1">
                <Show when={section()?.title}>
                  {(title) => (
                    <div
                      id={`${id}-of-${key}`}
                      role="presentation"
                      class="truncate px-2 pt-1.5 pb-1 text-small font-medium text-text-quiet"
                    >
                      {title()}
                    </div>
                  )}
                </Show>
                <For each={section()?.entries.map((entry) => entry.key) ?? []}>
                  {(own) => (
                    <Show when={byKey().get(own)?.entry}>
                      {(entry) => (
                        <PaletteOption
                          id={`${id}-${own}`}
                          entry={entry()}
                          row={entry().hit === undefined ? undefined : of.row(own)}
                          typed={text()}
                          active={active()?.entry.key === own}
                          onPoint={() => setChosen(own)}
                          onPick={(apart) => choose(entry(), apart)}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </div>
            );
          }}
        </For>
      </div>
      <p role="status" class="sr-only">
        {of.asking() ? "" : nothing() ? t("palette.nothing", { text: text().trim() }) : t("palette.found", { n: entries().length })}
      </p>
      <Hints newTab={active()?.entry.href !== undefined} back={step() !== undefined} />
    </div>
  );
}
