import type { JSX } from "solid-js";
import { ATTEMPT_CHANNELS, ATTEMPT_OUTCOMES } from "../../../domain/lead.ts";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import type { ActProps } from "./ActsProvider.tsx";

type Channel = (typeof ATTEMPT_CHANNELS)[number];
type Outcome = (typeof ATTEMPT_OUTCOMES)[number];

/** How a try to reach the person went: two keys from anywhere, and the waiting clock stops. */
export function AttemptMenu(props: ActProps): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const log = async (lead: string, channel: Channel, result: Outcome) => {
    const name = workspace.leads.row(lead)?.name || t("leads.noName");
    const outcome = await workspace.commands.attempt(lead, channel, result);
    if (outcome.ok) app.toasts.show({ id: outcome.mutation, tone: "live", text: t("attempt.logged", { name }) });
  };
  const items = (): MenuItem[] =>
    ATTEMPT_CHANNELS.flatMap((channel) => [
      { heading: t(`attempt.channel.${channel}`) },
      ...ATTEMPT_OUTCOMES.map((result) => ({
        label: t(`attempt.outcome.${result}`),
        onSelect: () => void log(props.lead, channel, result),
      })),
    ]);
  return (
    <Menu
      label={t("attempt.title")}
      anchor={props.anchor}
      open={props.open}
      byKeys
      onOpenChange={(open) => props.onOpenChange(open)}
      items={items()}
    />
  );
}
