import Ban from "lucide-solid/icons/ban";
import CircleX from "lucide-solid/icons/circle-x";
import { For, type JSX } from "solid-js";
import type { Unticked } from "../../../../domain/consenttext.ts";
import type { Bannable, LeadRow } from "../../../../domain/lead.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { reachable } from "../reach.ts";
/** At the channel it concerns: that they asked not to be reached by it (DN1), and what they did not agree to on the form. */
export function ChannelNotes(props: {
  readonly row: LeadRow;
  readonly channels: readonly Bannable[];
  readonly unticked: readonly Unticked[];
}): JSX.Element {
  const { t } = useWords();
  const banned = () => props.channels.filter((channel) => !reachable(props.row, channel));
  const unticked = () => props.unticked.filter((box) => box.channels.some((channel) => props.channels.includes(channel)));
  return (
    <>
      <For each={banned()}>
        {(channel) => (
          <p class="flex items-start gap-1.5 pb-1 text-small font-medium">
            <Icon of={Ban} size={12} class="mt-0.5" />
            {t(`noContact.asked.${channel}`)}
          </p>
        )}
      </For>
      <For each={unticked()}>
        {(box) => (
          <p class="flex items-start gap-1.5 pb-1 text-small text-text-quiet">
            <Icon of={CircleX} size={12} class="mt-0.5" />
            <span class="min-w-0 wrap-anywhere">{t("noContact.unticked", { text: box.label })}</span>
          </p>
        )}
      </For>
    </>
  );
}
