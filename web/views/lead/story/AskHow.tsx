import X from "lucide-solid/icons/x";
import { createEffect, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useActs, useApp, useWorkspace } from "../../context.tsx";
import { wayOf } from "./asked.ts";
import { useDesk } from "./desk.ts";
import type { LogChoice } from "./log.ts";
import { useLog } from "./useLog.ts";

const ASKED = "asked-how";
const choice = (channel: LogChoice["channel"], outcome: LogChoice["outcome"]): LogChoice => ({ channel, outcome, way: "out" });

/**
 * A link that leads to the person was followed: others are told of a call while it lasts, and whoever is back from it is asked how it went.
 * A link stops no clock.
 */
export function AskHow(props: { readonly row: LeadRow }): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const acts = useActs();
  const { t } = useWords();
  const desk = useDesk();
  const log = useLog();
  const followed = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    const channel = link === null ? null : wayOf(link.getAttribute("href") ?? "");
    if (channel === null || link?.closest("[data-panel], [role=menu]") == null) return;
    leave();
    desk.asked.went({ lead: props.row.id, channel });
    if (channel === "phone") desk.call(props.row.id);
  };
  onMount(() => document.addEventListener("click", followed));
  onCleanup(() => document.removeEventListener("click", followed));

  /** Whatever was asked before is asked no more. */
  const leave = () => {
    const before = desk.asked.gone();
    if (before?.channel === "phone") desk.hangUp(before.lead);
    desk.asked.answered();
  };
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
  const subject = () => {
    const now = gone();
    return now === null || !desk.asked.back() ? undefined : workspace.leads.row(now.lead);
  };
  const question = (row: LeadRow) => {
    const channel = gone()?.channel ?? "phone";
    return row.id === props.row.id ? t(`story.ask.${channel}`) : t(`story.ask.${channel}With`, { name: calledWords(t, row) });
  };
  const answer = (row: LeadRow, said: LogChoice) => void log(row.id, said);

  // With the panel its question would be gone.
  onMount(() => app.toasts.dismiss(ASKED));
  onCleanup(() => {
    const now = gone();
    const row = now === null ? undefined : workspace.leads.row(now.lead);
    if (now === null || row === undefined) return;
    const offer = (label: string, outcome: LogChoice["outcome"]) => ({ label, run: () => answer(row, choice(now.channel, outcome)) });
    app.toasts.show({
      id: ASKED,
      text: t(`story.ask.${now.channel}With`, { name: calledWords(t, row) }),
      ms: 0,
      actions:
        now.channel === "phone"
          ? [offer(t("story.log.phone.no_answer"), "no_answer"), offer(t("story.log.phone.reached"), "reached")]
          : [offer(t("story.ask.sent"), "message_left")],
    });
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
                    onPress={() => answer(row(), choice(gone()?.channel ?? "whatsapp", "message_left"))}
                  />
                }
              >
                <Answer words={t("story.log.phone.reached")} onPress={() => answer(row(), choice("phone", "reached"))} />
                <Answer words={t("story.log.phone.no_answer")} onPress={() => answer(row(), choice("phone", "no_answer"))} />
                <Answer words={t("story.log.phone.message_left")} onPress={() => answer(row(), choice("phone", "message_left"))} />
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
