import ClipboardPen from "lucide-solid/icons/clipboard-pen";
import type { LucideProps } from "lucide-solid";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import { type Component, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useActs } from "../context.tsx";
import { mailAddress, phoneAddress, whatsappAddress } from "./addresses.ts";

/** Call first. Where there is no number, the next best way to reach the person takes its place. */
export function QuickActs(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const acts = useActs();
  const call = () => (props.row.phone === null ? null : phoneAddress(props.row.phone));
  const whatsapp = () => (props.row.phone === null ? null : whatsappAddress(props.row.phone));
  const mail = () => (props.row.email === null || call() !== null ? null : mailAddress(props.row.email));
  return (
    <div class="flex gap-2">
      <Show when={call()}>{(address) => <Reach href={address()} icon={Phone} words={t("lead.call")} primary />}</Show>
      <Show when={mail()}>{(address) => <Reach href={address()} icon={Mail} words={t("lead.email")} primary />}</Show>
      <Show when={whatsapp()}>
        {(address) => <Reach href={address()} icon={MessageCircle} words={t("lead.whatsapp")} label={t("lead.whatsappNew")} />}
      </Show>
      <Button
        data-act="attempt"
        aria-haspopup="menu"
        label={t("attempt.log")}
        keys="l"
        class="h-9! min-w-0 flex-1 px-2! max-md:h-11!"
        onClick={(event) => acts.attempt(props.row.id, event.currentTarget)}
      >
        <Icon of={ClipboardPen} size={14} />
        {t("attempt.log")}
      </Button>
    </div>
  );
}

function Reach(props: {
  readonly href: string;
  readonly icon: Component<LucideProps>;
  readonly words: string;
  /** Given, it opens in a new tab and says so. */
  readonly label?: string;
  readonly primary?: boolean;
}): JSX.Element {
  return (
    <a
      href={props.href}
      target={props.label === undefined ? undefined : "_blank"}
      rel={props.label === undefined ? undefined : "noopener"}
      aria-label={props.label}
      class="flex h-9 min-w-0 flex-1 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded px-2 font-medium transition-colors max-md:h-11"
      classList={{
        "bg-accent-fill text-on-fill hover:bg-accent-fill-hover": props.primary ?? false,
        "border border-line bg-float hover:bg-hover active:bg-pressed": !props.primary,
      }}
    >
      <Icon of={props.icon} size={14} />
      {props.words}
    </a>
  );
}
