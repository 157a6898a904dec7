import StickyNote from "lucide-solid/icons/sticky-note";
import { type Accessor, createEffect, createMemo, createSignal, createUniqueId, For, type JSX, onCleanup, Show, untrack } from "solid-js";
import type { LeadDetail } from "../../../domain/api.ts";
import { wallAt } from "../../../domain/localtime.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { createStory } from "../../store/floor/story.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useFloor } from "../floor.ts";
import { useStages } from "../stages.ts";
import type { Telling } from "./entry.ts";
import { Section } from "./Facts.tsx";
import { offerItems } from "./offer-items.ts";
import { Composer } from "./story/Composer.tsx";
import { useDesk } from "./story/desk.ts";
import { FilterChips } from "./story/FilterChips.tsx";
import { Happened } from "./story/Happened.tsx";
import { byDay, type Filter, FILTERS, type Item, itemsOf, takes, threadsOf } from "./story/items.ts";
import { CHANNEL_SIGN } from "./story/signs.ts";
import { triesOf } from "./story/tries.ts";

interface Block {
  readonly key: string;
  readonly at: number;
  readonly items: readonly Item[];
}

/** Everything that happened to the lead, newest first, and where more is written into it. Keyed by the lead: another one has its own. */
export function Timeline(props: { readonly row: LeadRow; readonly detail: LeadDetail; readonly mayEdit: boolean }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const floor = useFloor();
  const desk = useDesk();
  const stages = useStages();
  const now = useNow();
  const [filter, setFilter] = createSignal<Filter>("all");
  const lead = untrack(() => props.row.id);
  const story = createStory(floor.api, lead);
  let composer: HTMLTextAreaElement | undefined;

  createEffect(() => {
    const { row, timeline, more } = props.detail;
    // While another lead is on its way in, what is here may be of the one before.
    if (row.id !== lead) return;
    const read = { row: { masked: row.masked && [...row.masked] }, timeline: [...timeline], more };
    const { version } = row;
    untrack(() => {
      story.read(read);
      desk.notes.told(lead, version);
    });
  });
  createEffect(() => {
    const { row, followUps } = props.detail;
    if (row.id === lead) desk.known.set(lead, { version: row.version, tries: triesOf(story.entries()), followUps });
  });
  onCleanup(() => desk.known.delete(lead));
  offerActions(() =>
    props.mayEdit
      ? [{ id: "lead.note", label: t("palette.keys.note"), icon: StickyNote, group: "lead", run: () => composer?.focus() }]
      : [],
  );

  offerItems(
    () => "story",
    () => t("story.title"),
    () => [
      ...FILTERS.map((one) => ({ label: t(`story.filter.${one}`), checked: one === filter(), onSelect: () => setFilter(one) })),
      ...(story.more() ? [{ label: t("story.earlier"), onSelect: () => void story.earlier() }] : []),
    ],
  );

  const zone = () => workspace.directory.workspace()?.settings.timeZone ?? "UTC";
  const items = createMemo(() => {
    const me = workspace.directory.me()?.id ?? "";
    return itemsOf(story.entries(), desk.notes.sending(lead), me, workspace.commands.ahead(lead));
  });
  const blocks = createMemo((): readonly Block[] => {
    const shown = items().filter((item) => takes(filter(), item));
    if (filter() === "talks") return threadsOf(shown).map((thread) => ({ ...thread, at: thread.items[0]?.at ?? 0 }));
    return byDay(shown, (at) => wallAt(at, zone()).day);
  });
  // Drawn by their keys: what is on the page stays there, with its selection and its focus, whatever is added.
  const drawn = createMemo(() => blocks().map(({ key }) => key));

  const telling: Telling = {
    words,
    directory: workspace.directory,
    stages,
    get submissions() {
      return props.detail.submissions;
    },
    get now() {
      return now();
    },
  };

  return (
    <Section title={t("story.title")}>
      <Show when={props.mayEdit}>
        <div class="z-10 bg-raised max-lg:sticky max-lg:-top-panel max-lg:py-2 max-lg:-my-2">
          <Composer row={props.row} ref={(area) => (composer = area)} />
        </div>
      </Show>
      <FilterChips value={filter()} onChange={setFilter} />
      <For each={drawn()}>
        {(key) => (
          <Part block={blocks().find((one) => one.key === key)}>
            {(item) => <Happened item={item()} row={props.row} telling={telling} mayEdit={props.mayEdit} bare={filter() === "talks"} />}
          </Part>
        )}
      </For>
      <Show when={drawn().length === 0}>
        <p class="text-text-quiet">{story.more() ? t("story.noneSoFar") : t(`story.none.${filter()}`)}</p>
      </Show>
      <Show when={story.failure()}>
        {(failure) => (
          <p role="alert" class="text-small text-overdue-text">
            {t("story.earlierFailed")}: {failureWords(t, failure().code)}
          </p>
        )}
      </Show>
      <Show when={story.more()}>
        <Button class="self-start touch:h-11!" busy={story.loading()} onClick={() => void story.earlier()}>
          {t("story.earlier")}
        </Button>
      </Show>
    </Section>
  );
}

/** What happened on one day, or by one channel. */
function Part(props: { readonly block: Block | undefined; readonly children: (item: Accessor<Item>) => JSX.Element }): JSX.Element {
  const id = createUniqueId();
  const items = createMemo(() => new Map((props.block?.items ?? []).map((item) => [item.key, item])));
  return (
    <section aria-labelledby={id} class="flex flex-col gap-3 pt-1">
      <h4 id={id} class="flex items-center gap-2 text-small font-medium text-text-quiet">
        <Show when={props.block}>{(block) => <Heading block={block()} />}</Show>
      </h4>
      <ol class="flex flex-col gap-4">
        <For each={[...items().keys()]}>
          {(key) => (
            <li>
              <Show when={items().get(key)}>{(item) => props.children(item)}</Show>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}

/** A day, or a channel and how much was said by it. */
function Heading(props: { readonly block: Block }): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const channel = () => (props.block.key in CHANNEL_SIGN ? (props.block.key as keyof typeof CHANNEL_SIGN) : undefined);
  const day = () => {
    const zone = workspace.directory.workspace()?.settings.timeZone ?? "UTC";
    const ago = wallAt(now(), zone).day - Number(props.block.key);
    return ago === 0 ? words.t("story.today") : ago === 1 ? words.t("story.yesterday") : words.format().day(props.block.at, now());
  };
  return (
    <Show when={channel()} fallback={day()}>
      {(by) => (
        <>
          <Icon of={CHANNEL_SIGN[by()]} size={14} />
          {words.t("story.talk", { n: props.block.items.length, channel: words.t(`story.channel.${by()}`) })}
        </>
      )}
    </Show>
  );
}
