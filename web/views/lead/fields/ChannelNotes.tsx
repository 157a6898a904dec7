import Ban from "lucide-solid/icons/ban";
import { For, type JSX } from "solid-js";
import type { Bannable, LeadRow } from "../../../../domain/lead.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { reachable } from "../reach.ts";

/** At the channel it concerns: that they asked not to be reached by it (DN1). */
export function ChannelNotes(props: { readonly row: LeadRow; readonly channels: readonly Bannable[] }): JSX.Element {
  const { t } = useWords();
  const banned = () => props.channels.filter((channel) => !reachable(props.row, channel));
  return (
    <For each={banned()}>
      {(channel) => (
        <p class="flex items-start gap-1.5 pb-1 text-small font-medium">
          <Icon of={Ban} size={12} class="mt-0.5" />
          {t(`noContact.asked.${channel}`)}
        </p>
      )}
    </For>
  );
}
