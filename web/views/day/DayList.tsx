import ChevronRight from "lucide-solid/icons/chevron-right";
import { createMemo, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { DayRow, type DayRowProps } from "./DayRow.tsx";
import { NextCard } from "./NextCard.tsx";
import type { Section, Shown } from "./still.ts";
import { useDayWords } from "./words.ts";

export interface DayListProps {
  readonly shown: readonly Shown[];
  /** Days to come that are unfolded. */
  readonly unfolded: ReadonlySet<Section>;
  readonly onFold: (section: Section) => void;
  readonly opened: string | null;
  readonly active: string | null;
  readonly address: (lead: string) => string;
  readonly onOpen: (lead: string) => void;
  readonly onActive: (key: string) => void;
}

/** Of today, what is next stands apart from the rest. */
export function nextOf(shown: readonly Shown[]): Shown | undefined {
  const [first] = shown;
  return first === undefined || isLater(first.section) ? undefined : first;
}

export function isLater(section: Section): boolean {
  return section.startsWith("day:");
}

/** What is next, then the rest of today, then the days to come, each folded. */
export function DayList(props: DayListProps): JSX.Element {
  const { t } = useWords();
  const next = createMemo(() => nextOf(props.shown)?.key);
  const sections = createMemo(() => {
    const found: Section[] = [];
    for (const { key, section } of props.shown) if (key !== next() && !found.includes(section)) found.push(section);
    return found;
  });
  const rows = (section: Section) => props.shown.filter((one) => one.section === section && one.key !== next());
  return (
    <div role="group" aria-label={t("day.list")}>
      <Show when={next()} keyed>
        {(key) => (
          <section aria-label={t("day.next")}>
            <Heading words={t("day.next")} />
            <div role="list">
              <Item {...props} key={key} as={NextCard} />
            </div>
          </section>
        )}
      </Show>
      <For each={sections()}>{(section) => <Part {...props} section={section} rows={rows(section)} />}</For>
    </div>
  );
}

function Heading(props: { readonly words: string; readonly count?: string }): JSX.Element {
  return (
    <h2 class="flex items-baseline gap-2 px-4 pt-4 pb-1.5 text-small font-medium text-text-quiet md:px-6">
      {props.words}
      <Show when={props.count}>
        <span class="tabular-nums">{props.count}</span>
      </Show>
    </h2>
  );
}

function Part(props: DayListProps & { readonly section: Section; readonly rows: readonly Shown[] }): JSX.Element {
  const { format } = useWords();
  const words = useDayWords();
  const count = () => format().number(props.rows.filter(({ state }) => state === "here").length);
  const open = () => !isLater(props.section) || props.unfolded.has(props.section);
  return (
    <section aria-label={words.section(props.section)}>
      <Show when={isLater(props.section)} fallback={<Heading words={words.section(props.section)} count={count()} />}>
        <Fold words={words.section(props.section)} count={count()} open={open()} onPress={() => props.onFold(props.section)} />
      </Show>
      <Show when={open()}>
        <div role="list">
          <For each={props.rows.map(({ key }) => key)}>{(key) => <Item {...props} key={key} as={DayRow} />}</For>
        </div>
      </Show>
    </section>
  );
}

/** The head of what is folded away until it is asked for. */
export function Fold(props: {
  readonly words: string;
  readonly count: string;
  readonly open: boolean;
  readonly onPress: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      aria-expanded={props.open}
      class="mt-2 flex h-9 w-full items-center gap-2 px-4 text-start text-small font-medium text-text-quiet transition-colors hover:bg-hover hover:text-text md:px-6 touch:h-11"
      onClick={() => props.onPress()}
    >
      <Icon of={ChevronRight} size={14} class={`transition-transform ${props.open ? "rotate-90" : "rtl:-scale-x-100"}`} />
      <span class="first-letter:uppercase">{props.words}</span>
      <span class="tabular-nums">{props.count}</span>
    </button>
  );
}

/** A row in its place; on its way out it folds. */
function Item(props: DayListProps & { readonly key: string; readonly as: (props: DayRowProps) => JSX.Element }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const of = createMemo<Shown | undefined>((before) => props.shown.find(({ key }) => key === props.key) ?? before);
  const row = createMemo(() => workspace.leads.row(of()?.item.lead ?? ""));
  return (
    <Show when={of()}>
      {(shown) => (
        <div
          role="listitem"
          data-key={props.key}
          data-lead={shown().item.lead}
          data-state={shown().state}
          class="grid transition-[grid-template-rows,opacity] duration-160"
          classList={{
            "grid-rows-[1fr]": shown().state !== "leaving",
            "pointer-events-none grid-rows-[0fr] opacity-0": shown().state === "leaving",
          }}
        >
          <div class="min-h-0 min-w-0" classList={{ "overflow-hidden": shown().state === "leaving" }}>
            {/* EV3: of a lead that left one's sight only its place is left, until nobody is about to press there. */}
            <Show when={row()} fallback={<p class="px-4 py-3 text-small text-text-quiet md:px-6">{t("day.gone")}</p>}>
              {(lead) => (
                <Dynamic
                  component={props.as}
                  of={shown()}
                  row={lead()}
                  href={props.address(lead().id)}
                  opened={props.opened === lead().id}
                  active={props.active === props.key}
                  onOpen={() => props.onOpen(lead().id)}
                  onActive={() => props.onActive(props.key)}
                />
              )}
            </Show>
          </div>
        </div>
      )}
    </Show>
  );
}
