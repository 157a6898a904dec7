import X from "lucide-solid/icons/x";
import { createMemo, type JSX, onCleanup, Show, untrack } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { MAX_NOTE } from "../../../../domain/story.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useActs, useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import type { Gone } from "./asked.ts";
import { useDesk } from "./desk.ts";
import { useItsTime } from "./its-time.ts";
import { useAsking } from "./useAsking.ts";
import type { Beside } from "./useLog.ts";

/** How it went, asked of whoever is back; what was to be sent is logged with it, unless they change it or leave it out. */
export function Question(props: {
  readonly row: LeadRow;
  /** Its lead is the one whose page it stands in. */
  readonly here: boolean;
}): JSX.Element {
  const { asked } = useDesk();
  return (
    <Show when={asked.gone()} keyed>
      {(gone) => <Asked {...props} channel={gone.channel} />}
    </Show>
  );
}

function Asked(props: { readonly row: LeadRow; readonly here: boolean; readonly channel: Gone["channel"] }): JSX.Element {
  const acts = useActs();
  const { t } = useWords();
  const workspace = useWorkspace();
  const { asked, known, followUps } = useDesk();
  const asking = useAsking();
  const its = useItsTime();
  const had = untrack(asked.text) !== "";
  const channel = untrack(() => props.channel);
  const question = () =>
    props.here ? t(`story.ask.${props.channel}`) : t(`story.ask.${props.channel}With`, { name: calledWords(t, props.row) });
  const sent = (said: string, beside?: Beside) => asking.answer(props.row.id, props.channel, "message_left", { ...beside, said });
  /** What was to be done by that way: met, it is done with the same press. */
  const due = createMemo((): Beside | null => {
    const lead = props.row.id;
    if (props.row.nextFollowUpAt == null || !mayWith(workspace, "lead.edit", props.row)) return null;
    const among = followUps.shown(known.get(lead)?.followUps ?? [], (one) => one.lead === lead);
    const done = its.due(props.channel, among);
    return done === undefined ? null : { done, among };
  });
  let box!: HTMLDivElement;
  onCleanup(() => {
    // Answered by keys, one is back at the link that was followed.
    if (!box.contains(document.activeElement)) return;
    const beside = box.closest("[role=status]")?.parentElement;
    beside?.querySelector<HTMLElement>(`[data-reach="${channel}"]`)?.focus({ preventScroll: true });
  });
  return (
    <div ref={box} class="mb-3 flex animate-rise flex-col gap-2 rounded bg-info-ground p-2 ps-3 text-info-text">
      <div class="flex items-center gap-2">
        <span class="min-w-0 flex-1 font-medium">{question()}</span>
        <Button variant="icon" size="small" label={t("story.ask.notNow")} onClick={asking.leave}>
          <Icon of={X} size={14} />
        </Button>
      </div>
      <Show when={had}>
        <textarea
          rows={3}
          dir={asked.text() === "" ? undefined : "auto"}
          aria-label={t("story.ask.text")}
          placeholder={t("story.ask.text")}
          maxlength={MAX_NOTE}
          value={asked.text()}
          onInput={(event) => asked.write(event.currentTarget.value)}
          class="me-1 block max-h-40 field-sizing-content resize-y rounded-small border border-line bg-raised px-2 py-1.5 text-small text-text outline-none focus-visible:border-accent touch:text-[16px] touch:leading-6"
        />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Show when={props.channel === "phone"} fallback={<Answer words={t("story.ask.sent")} onPress={() => sent(asked.text())} />}>
          <Answer words={t("story.log.phone.reached")} onPress={() => asking.answer(props.row.id, "phone", "reached")} />
          <Answer words={t("story.log.phone.no_answer")} onPress={() => asking.answer(props.row.id, "phone", "no_answer")} />
          <Answer words={t("story.log.phone.message_left")} onPress={() => asking.answer(props.row.id, "phone", "message_left")} />
        </Show>
        <Show when={asked.text() !== ""}>
          <Answer words={t("story.ask.sentBare")} onPress={() => sent("")} />
        </Show>
        <Show when={due()}>
          {(beside) => (
            <Answer
              words={t(props.channel === "phone" ? "story.ask.reachedDone" : "story.ask.sentDone")}
              onPress={() =>
                props.channel === "phone" ? asking.answer(props.row.id, "phone", "reached", beside()) : sent(asked.text(), beside())
              }
            />
          )}
        </Show>
        <Button
          variant="ghost"
          size="small"
          class="touch:h-11!"
          aria-haspopup="dialog"
          onClick={(event) => acts.attempt(props.row.id, event.currentTarget)}
        >
          {t("story.log.more")}
        </Button>
      </div>
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
