import { createMemo, type JSX, Show } from "solid-js";
import type { LeadDetail } from "../../../../domain/api.ts";
import type { FollowUp } from "../../../../domain/followup.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow } from "../../context.tsx";
import { offerItems } from "../offer-items.ts";
import { triesOf, unansweredBy } from "../story/tries.ts";
import { useNextTry } from "../story/useNextTry.ts";
import { SnoozeMenu } from "./SnoozeMenu.tsx";

const MINUTE_MS = 60_000;

/** Nobody answered: when to try again, with one press. */
export function Again(props: {
  readonly row: LeadRow;
  readonly detail: LeadDetail;
  readonly followUps: readonly FollowUp[];
  readonly onChoose: () => void;
}): JSX.Element {
  const { t } = useWords();
  const next = useNextTry();
  const now = useNow();
  const minute = createMemo(() => Math.floor(now() / MINUTE_MS));
  const proposed = createMemo(() => {
    // A proposal of an hour ago may have passed.
    minute();
    const { timeline } = props.detail;
    const by = unansweredBy(timeline);
    const at = by === null ? null : next.propose(props.row, by, { tries: triesOf(timeline), followUps: props.followUps });
    return by === null || at === null ? null : { by, at };
  });
  offerItems(
    () => "next",
    () => t("story.next.set"),
    () =>
      [proposed()].flatMap((again) =>
        again === null
          ? []
          : [
              {
                label: t("story.next.again", { when: next.words(again.at) }),
                onSelect: () => void next.take(props.row.id, again.by, again.at, props.followUps),
              },
            ],
      ),
  );
  return (
    <Show when={proposed()}>
      {(again) => (
        <div class="flex flex-wrap items-center gap-x-2 gap-y-1 rounded bg-hover py-1 ps-3 pe-1">
          <span class="min-w-0 flex-1 py-1">{t("story.next.proposed", { when: next.words(again().at) })}</span>
          <Button
            variant="ghost"
            size="small"
            class="text-accent-text touch:h-11!"
            onClick={() => void next.take(props.row.id, again().by, again().at, props.followUps)}
          >
            {t("story.next.set")}
          </Button>
          <SnoozeMenu
            label={t("story.next.another")}
            onMove={(dueAt) => void next.take(props.row.id, again().by, dueAt, props.followUps)}
            onChoose={() => props.onChoose()}
          />
        </div>
      )}
    </Show>
  );
}
