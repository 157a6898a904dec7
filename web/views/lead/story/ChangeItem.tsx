import ArrowRight from "lucide-solid/icons/arrow-right";
import ChevronDown from "lucide-solid/icons/chevron-down";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { FieldValue } from "../../../../domain/setup.ts";
import type { TimelineData } from "../../../../domain/story.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { StageGlyph } from "../../../ui/StageGlyph.tsx";
import { VisuallyHidden } from "../../../ui/VisuallyHidden.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { useStages } from "../../stages.ts";
import { byWords, entryWords, type Telling } from "../entry.ts";
import type { FieldChanges, Item } from "./items.ts";
import { Moment } from "./Moment.tsx";
import { signOf } from "./signs.ts";
import { fieldWords, valueWords } from "./values.ts";

/** One line of the story: its sign, what happened, who it was and when. */
function Line(props: {
  readonly sign: JSX.Element;
  readonly at: number;
  readonly how: string | null;
  readonly entry?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div data-entry={props.entry} class="flex gap-3">
      <span class="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-quiet">{props.sign}</span>
      <div class="flex min-w-0 flex-1 items-baseline gap-3 pt-0.5">
        <div class="min-w-0 flex-1 wrap-anywhere">
          {props.children}
          <Show when={props.how}>{(how) => <p class="text-small text-text-quiet">{how()}</p>}</Show>
        </div>
        <Moment at={props.at} />
      </div>
    </div>
  );
}

export function ChangeItem(props: { readonly item: Extract<Item, { kind: "change" }>; readonly telling: Telling }): JSX.Element {
  const words = createMemo(() => entryWords(props.telling, props.item.entry, props.item.of));
  return (
    <Line sign={<Sign of={props.item.entry.data} />} at={props.item.at} how={words().how} entry={props.item.entry.id}>
      <p classList={{ "text-text-quiet": props.item.entry.data.kind === "withdrawn" }}>{words().what}</p>
      <Show when={words().said}>
        {(said) => (
          <p class="whitespace-pre-line">
            <bdi>{said()}</bdi>
          </p>
        )}
      </Show>
    </Line>
  );
}

function Sign(props: { readonly of: TimelineData }): JSX.Element {
  const stages = useStages();
  const stage = () => (props.of.kind === "stage" ? props.of.to : undefined);
  return (
    <Show when={stage()} fallback={<Icon of={signOf(props.of)} size={14} />}>
      {(to) => <StageGlyph look={stages.look(to())} />}
    </Show>
  );
}

/** Edits of fields: one is told with both values, several by their number, and each when it is asked for. */
export function FieldsItem(props: { readonly item: Extract<Item, { kind: "fields" }>; readonly telling: Telling }): JSX.Element {
  const { t } = useWords();
  const id = createUniqueId();
  const [showing, setShowing] = createSignal(false);
  const fields = () => new Set(props.item.changes.map(({ field }) => field)).size;
  const isOne = () => props.item.changes.length === 1;
  return (
    <Line sign={<Icon of={SlidersHorizontal} size={14} />} at={props.item.at} how={byWords(props.telling, props.item.by)}>
      <Show when={!isOne()} fallback={<Changes of={props.item.changes} />}>
        <button
          type="button"
          aria-expanded={showing()}
          aria-controls={`${id}-each`}
          class="touch-target relative -ms-1 flex items-center gap-1 rounded-small px-1 hover:bg-hover"
          onClick={() => setShowing(!showing())}
        >
          {t("story.what.fields", { n: fields() })}
          <Icon of={ChevronDown} size={12} class={`text-text-quiet transition-transform ${showing() ? "rotate-180" : ""}`} />
        </button>
        <Show when={showing()}>
          <div id={`${id}-each`} class="py-1">
            <Changes of={props.item.changes} />
          </div>
        </Show>
      </Show>
    </Line>
  );
}

function Changes(props: { readonly of: FieldChanges }): JSX.Element {
  const words = useWords();
  const { directory } = useWorkspace();
  const said = (field: string, value: FieldValue | null) => valueWords(words, directory, field, value);
  return (
    <ul class="flex flex-col gap-0.5">
      <For each={props.of}>
        {({ field, from, to }) => (
          <li>
            <bdi>{fieldWords(words, directory, field)}</bdi>
            <Show when={from !== null || to !== null}>
              {": "}
              <Value of={said(field, from)} quiet />
              <VisuallyHidden>{` ${words.t("story.to")} `}</VisuallyHidden>
              <Icon of={ArrowRight} size={12} class="mx-1 inline text-text-quiet rtl:-scale-x-100" />
              <Value of={said(field, to)} />
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

function Value(props: { readonly of: string | null; readonly quiet?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <Show when={props.of} fallback={<span class="text-text-quiet">{t("story.nothing")}</span>}>
      {(text) => <bdi classList={{ "text-text-quiet": props.quiet ?? false }}>{text()}</bdi>}
    </Show>
  );
}
