import X from "lucide-solid/icons/x";
import { createEffect, createMemo, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useActs, useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { useDesk } from "./desk.ts";
import { useItsTime } from "./its-time.ts";
import { useAsking } from "./useAsking.ts";
import type { Beside } from "./useLog.ts";

/**
 * A link that leads to the person was followed: others are told of a call while it lasts, and whoever is back from it is asked how it went.
 * A link stops no clock.
 */
export function AskHow(props: { readonly row: LeadRow }): JSX.Element {
  const workspace = useWorkspace();
  const acts = useActs();
  const { t } = useWords();
  const desk = useDesk();
  const asking = useAsking();
  const { leave, subject } = asking;
  const its = useItsTime();
  const followed = (event: MouseEvent) => {
    const { id } = props.row;
    asking.followed(event, "[data-panel], [role=menu]", (link) => link.closest("[data-lead]")?.getAttribute("data-lead") ?? id);
  };
  onMount(() => document.addEventListener("click", followed));
  onCleanup(() => document.removeEventListener("click", followed));
  // Its lead is no longer one that anything could be logged for.
  createEffect(
    on(
      () => {
        const now = desk.asked.gone();
        return now !== null && workspace.leads.row(now.lead) === undefined;
      },
      (lost) => lost && leave(),
    ),
  );

  const gone = () => desk.asked.gone();
  const question = (row: LeadRow) => {
    const channel = gone()?.channel ?? "phone";
    return row.id === props.row.id ? t(`story.ask.${channel}`) : t(`story.ask.${channel}With`, { name: calledWords(t, row) });
  };

  /** What was to be done by that way: met, it is done with the same press. */
  const due = createMemo((): Beside | null => {
    const [now, row] = [gone(), subject()];
    if (now === null || row?.nextFollowUpAt == null || !mayWith(workspace, "lead.edit", row)) return null;
    const among = desk.followUps.shown(desk.known.get(now.lead)?.followUps ?? [], (one) => one.lead === now.lead);
    const done = its.due(now.channel, among);
    return done === undefined ? null : { done, among };
  });

  // With the panel its question would be gone.
  onMount(asking.toastEnds);
  onCleanup(() => {
    const now = gone();
    const row = now === null ? undefined : workspace.leads.row(now.lead);
    if (now !== null && row !== undefined) asking.byToast(now, row);
  });

  return (
    <div role="status">
      <Show when={subject()}>
        {(row) => (
          <div class="mb-3 flex animate-rise flex-col gap-2 rounded bg-info-ground p-2 ps-3 text-info-text">
            <div class="flex items-center gap-2">
              <span class="min-w-0 flex-1 font-medium">{question(row())}</span>
              <Button variant="icon" size="small" label={t("story.ask.notNow")} onClick={leave}>
                <Icon of={X} size={14} />
              </Button>
            </div>
            <div class="flex flex-wrap gap-2">
              <Show
                when={gone()?.channel === "phone"}
                fallback={
                  <Answer
                    words={t("story.ask.sent")}
                    onPress={() => asking.answer(row().id, gone()?.channel ?? "whatsapp", "message_left")}
                  />
                }
              >
                <Answer words={t("story.log.phone.reached")} onPress={() => asking.answer(row().id, "phone", "reached")} />
                <Answer words={t("story.log.phone.no_answer")} onPress={() => asking.answer(row().id, "phone", "no_answer")} />
                <Answer words={t("story.log.phone.message_left")} onPress={() => asking.answer(row().id, "phone", "message_left")} />
              </Show>
              <Show when={due()}>
                {(beside) => (
                  <Answer
                    words={t(gone()?.channel === "phone" ? "story.ask.reachedDone" : "story.ask.sentDone")}
                    onPress={() => {
                      const channel = gone()?.channel ?? "phone";
                      asking.answer(row().id, channel, channel === "phone" ? "reached" : "message_left", beside());
                    }}
                  />
                )}
              </Show>
              <Button
                variant="ghost"
                size="small"
                class="touch:h-11!"
                aria-haspopup="dialog"
                onClick={(event) => acts.attempt(row().id, event.currentTarget)}
              >
                {t("story.log.more")}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </div>
  );
}

function Answer(props: { readonly words: string; readonly onPress: () => void }): JSX.Element {
  return (
    <Button size="small" class="text-text touch:h-11!" onClick={() => props.onPress()}>
      {props.words}
    </Button>
  );
}
