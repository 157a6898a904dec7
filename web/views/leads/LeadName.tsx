import CloudUpload from "lucide-solid/icons/cloud-upload";
import PhoneCall from "lucide-solid/icons/phone-call";
import Users from "lucide-solid/icons/users";
import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { isDummy } from "../../../domain/testlead.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { callingWords, nameWords } from "../called.ts";
import { useWorkspace } from "../context.tsx";

declare module "solid-js" {
  // eslint-disable-next-line typescript/no-namespace -- where solid's own elements stand
  namespace JSX {
    interface ExplicitAttributes {
      /** The router's: what is scrolled stays where it is. */
      noscroll: string;
    }
  }
}

/** The person's name as the row's link, with what must be seen at once: new, test, maybe somebody we know, whose change it was. */
export function LeadName(props: {
  readonly row: LeadRow;
  readonly href: string;
  readonly active: boolean;
  readonly onActive: () => void;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const calling = () => callingWords(words, workspace, props.row.id);
  const by = () => workspace.directory.member(workspace.leads.changedBy(props.row.id) ?? null);
  return (
    <span class="flex min-w-0 items-center gap-2">
      <Show when={workspace.leads.fresh(props.row.id)}>
        <span class="absolute start-2.5 size-2 rounded-full bg-accent max-md:start-1" />
        <VisuallyHidden>{t(props.row.againAt == null ? "leads.new" : "leads.again")}</VisuallyHidden>
      </Show>
      {/* The router takes a press on any link; its own component asks on each row, with each address, whether it is the one. */}
      <a
        href={props.href}
        attr:noscroll=""
        data-row
        dir="auto"
        tabindex={props.active ? 0 : -1}
        class="truncate rounded-small font-medium text-text"
        classList={{ "text-text-quiet!": props.row.name === "" }}
        onFocus={() => props.onActive()}
      >
        {nameWords(t, props.row)}
      </a>
      <Show when={props.row.isTest && !isDummy(props.row.name)}>
        <span class="rounded-full border border-line px-1.5 text-caption text-text-quiet">{t("leads.isTest")}</span>
      </Show>
      <Show when={props.row.twin}>
        <span role="img" aria-label={t("leads.samePerson")} data-tip={t("leads.samePerson")} class="text-waiting-text">
          <Icon of={Users} size={14} />
        </span>
      </Show>
      <Show when={calling()}>
        {(told) => (
          <span role="img" aria-label={told()} data-tip={told()} class="text-live">
            <Icon of={PhoneCall} size={14} />
          </span>
        )}
      </Show>
      <Show when={workspace.commands.waits(props.row.id)}>
        <span role="img" data-waits="" aria-label={t("footer.waits")} data-tip={t("footer.waits")} class="text-waiting-text">
          <Icon of={CloudUpload} size={14} />
        </span>
      </Show>
      <Show when={by()}>
        {(person) => <Avatar id={person().id} name={person().name} size={16} label={t("leads.changedBy", { name: person().name })} />}
      </Show>
    </span>
  );
}
