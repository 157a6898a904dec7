import type { LucideProps } from "lucide-solid";
import FileText from "lucide-solid/icons/file-text";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import Undo2 from "lucide-solid/icons/undo-2";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundX from "lucide-solid/icons/user-round-x";
import { type Component, createMemo, For, type JSX, Show } from "solid-js";
import type { SubmissionRow } from "../../../domain/api.ts";
import type { TimelineData, TimelineEntry } from "../../../domain/story.ts";
import { Icon } from "../../ui/Icon.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { useStages } from "../stages.ts";
import { entryWords } from "./entry.ts";
import { Section } from "./Facts.tsx";

const CHANNEL = { phone: Phone, whatsapp: MessageCircle, email: Mail, messenger: MessageCircle, in_person: UserRound } as const;

/** Everything that happened to the lead, newest first. */
export function Timeline(props: {
  readonly entries: readonly TimelineEntry[];
  readonly submissions: readonly SubmissionRow[];
}): JSX.Element {
  const { t } = useWords();
  const withdrawn = createMemo(() => new Set(props.entries.flatMap(({ data }) => (data.kind === "withdrawn" ? [data.of] : []))));
  return (
    <Show when={props.entries.length > 0}>
      <Section title={t("lead.timeline")}>
        <ol class="flex flex-col">
          <For each={props.entries}>
            {(entry) => <Happened entry={entry} submissions={props.submissions} withdrawn={withdrawn().has(entry.id)} />}
          </For>
        </ol>
      </Section>
    </Show>
  );
}

function Happened(props: {
  readonly entry: TimelineEntry;
  readonly submissions: readonly SubmissionRow[];
  /** Taken back since: it stays, and counts no more. */
  readonly withdrawn: boolean;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const stages = useStages();
  const words = createMemo(() => entryWords(t, props.entry, props.submissions, workspace.directory, stages));
  return (
    <li class="group relative flex gap-3 pb-4 last:pb-0">
      <span class="absolute start-3 top-7 bottom-1 w-px bg-line group-last:hidden" />
      <span class="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-quiet">
        <Sign of={props.entry.data} withdrawn={props.withdrawn} />
      </span>
      <div class="flex min-w-0 flex-1 items-baseline gap-3 pt-0.5">
        <div class="min-w-0 flex-1 wrap-anywhere">
          <p classList={{ "text-text-quiet": props.withdrawn }}>
            <Show when={props.withdrawn} fallback={words().what}>
              {t("timeline.takenBack", { what: words().what })}
            </Show>
          </p>
          <Show when={words().how}>{(how) => <p class="text-small text-text-quiet">{how()}</p>}</Show>
        </div>
        <When at={props.entry.at} now={now} class="shrink-0 text-small text-text-quiet" />
      </div>
    </li>
  );
}

function Sign(props: { readonly of: TimelineData; readonly withdrawn: boolean }): JSX.Element {
  const stages = useStages();
  const stage = () => (props.of.kind === "stage" ? props.of.to : undefined);
  return (
    <Show
      when={stage()}
      fallback={<Icon of={icon(props.of)} size={14} class={isReached(props.of) && !props.withdrawn ? "text-live" : ""} />}
    >
      {(to) => <StageGlyph look={stages.look(to())} />}
    </Show>
  );
}

function icon(data: TimelineData): Component<LucideProps> {
  if (data.kind === "attempt") return CHANNEL[data.channel];
  if (data.kind === "assignment") return data.to === null ? UserRoundX : UserRound;
  return data.kind === "withdrawn" ? Undo2 : FileText;
}

function isReached(data: TimelineData): boolean {
  return data.kind === "attempt" && data.outcome === "reached";
}
