import Check from "lucide-solid/icons/check";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { FollowUp } from "../../../domain/followup.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { nameWords } from "../called.ts";
import { useWorkspace } from "../context.tsx";
import { followUpWords } from "../lead/followups/due.ts";
import { Fold } from "./DayList.tsx";

/** What was done since midnight, folded away: to look back on, and to take back what was pressed by mistake. */
export function DoneToday(props: { readonly done: readonly FollowUp[]; readonly onOpen: (lead: string) => void }): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={props.done.length > 0}>
      <section aria-label={t("day.doneToday")} class="mt-2">
        <Fold words={t("day.doneToday")} count={format().number(props.done.length)} open={open()} onPress={() => setOpen(!open())} />
        <Show when={open()}>
          <ul>
            <For each={props.done}>
              {(one) => (
                <Show when={workspace.leads.row(one.lead)}>
                  {(row) => (
                    <li class="flex min-h-9 items-center gap-3 border-b border-line/60 px-4 py-1 text-text-quiet md:px-6">
                      <span class="flex size-6 shrink-0 items-center justify-center text-live">
                        <Icon of={Check} size={14} />
                      </span>
                      <button
                        type="button"
                        dir="auto"
                        class="touch-target relative shrink-0 truncate rounded-small hover:text-text hover:underline max-md:max-w-40"
                        onClick={() => props.onOpen(one.lead)}
                      >
                        {nameWords(t, row())}
                      </button>
                      <span dir="auto" class="min-w-0 flex-1 truncate text-small">
                        {followUpWords(t, one)}
                      </span>
                      <span class="shrink-0 text-small tabular-nums">{t("day.doneAt", { time: format().time(one.doneAt ?? 0) })}</span>
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </Show>
  );
}
