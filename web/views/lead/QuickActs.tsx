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
import { offerActions } from "../actions.ts";
import { useActs } from "../context.tsx";
import { mailAddress, phoneAddress, whatsappAddress } from "./addresses.ts";
import { reachable, unreachableWords } from "./reach.ts";
import { AskHow } from "./story/AskHow.tsx";
import type { Written } from "./story/offered.ts";
import { WayLink } from "./WayLink.tsx";

/** Call first. Where there is no number, the next best way to reach the person takes its place. What they asked not to be reached by is off. */
export function QuickActs(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const acts = useActs();
  const call = () => (props.row.phone === null ? null : phoneAddress(props.row.phone));
  const whatsapp = () => (props.row.phone === null ? null : whatsappAddress(props.row.phone));
  const mail = () => (props.row.email === null ? null : mailAddress(props.row.email));
  let ways!: HTMLDivElement;
  /** As if it had been pressed: what came of it is asked as well. */
  const reach = (channel: ReachProps["channel"]) => () => {
    const control = ways.querySelector<HTMLElement>(`[data-reach="${channel}"]`);
    control?.focus({ preventScroll: true });
    control?.click();
  };
  offerActions(() => [
    ...(call() === null || !reachable(props.row, "phone")
      ? []
      : [{ id: "lead.call", label: t("lead.call"), icon: Phone, group: "lead", run: reach("phone") } as const]),
    ...(whatsapp() === null || !reachable(props.row, "whatsapp")
      ? []
      : [{ id: "lead.whatsapp", label: t("lead.whatsapp"), icon: MessageCircle, group: "lead", run: reach("whatsapp") } as const]),
    ...(mail() === null || !reachable(props.row, "email")
      ? []
      : [{ id: "lead.mail", label: t("palette.lead.mail"), icon: Mail, group: "lead", run: reach("email") } as const]),
  ]);
  return (
    <div>
      <AskHow row={props.row} />
      <div ref={ways} class="flex gap-2">
        <Show when={call()}>
          {(address) => <Reach row={props.row} channel="phone" href={address()} icon={Phone} words={t("lead.call")} keys="p" primary />}
        </Show>
        <Show when={whatsapp()}>
          {(address) => (
            <Reach
              row={props.row}
              channel="whatsapp"
              href={address()}
              icon={MessageCircle}
              words={t("lead.whatsapp")}
              keys="w"
              label={t("lead.whatsappNew")}
            />
          )}
        </Show>
        <Show when={mail()}>
          {(address) => (
            <Reach
              row={props.row}
              channel="email"
              href={address()}
              icon={Mail}
              words={t("lead.email")}
              keys="shift+m"
              primary={call() === null}
              narrow={call() !== null}
            />
          )}
        </Show>
        <Button
          data-act="attempt"
          aria-haspopup="dialog"
          label={t("attempt.log")}
          keys="l"
          class="h-9! min-w-0 flex-auto px-2! max-md:h-11!"
          onClick={(event) => acts.attempt(props.row.id, event.currentTarget)}
        >
          <Icon of={ClipboardPen} size={14} />
          {t("attempt.log")}
        </Button>
      </div>
    </div>
  );
}

interface ReachProps {
  readonly row: LeadRow;
  readonly channel: "phone" | Written;
  readonly href: string;
  readonly icon: Component<LucideProps>;
  readonly words: string;
  readonly keys: string;
  /** Given, it opens in a new tab and says so. */
  readonly label?: string;
  readonly primary?: boolean;
  /** Only its sign is seen. */
  readonly narrow?: boolean;
}

/** A way to the person, or why it is off. */
function Reach(props: ReachProps): JSX.Element {
  const { t } = useWords();
  const off = () => unreachableWords(t, props.row, props.channel);
  const look = () =>
    `touch-target relative flex h-9 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded font-medium transition-colors max-md:h-11 ${
      props.narrow ? "w-9 shrink-0 max-md:w-11" : "min-w-0 flex-auto px-2"
    } ${props.primary ? "bg-accent-fill text-on-fill hover:bg-accent-fill-hover" : "border border-line bg-float hover:bg-hover active:bg-pressed aria-expanded:bg-pressed"}`;
  return (
    <Show
      when={off()}
      fallback={
        <WayLink
          row={props.row}
          channel={props.channel}
          href={props.href}
          label={props.label}
          name={props.narrow ? props.words : undefined}
          tip={props.words}
          keys={props.keys}
          class={look()}
        >
          <Inside {...props} />
        </WayLink>
      }
    >
      {(why) => (
        <button
          type="button"
          aria-disabled="true"
          aria-label={`${props.words}: ${why()}`}
          data-tip={why()}
          class={`${look()} pointer-events-auto opacity-50`}
        >
          <Inside {...props} />
        </button>
      )}
    </Show>
  );
}

function Inside(props: Pick<ReachProps, "icon" | "words" | "narrow">): JSX.Element {
  return (
    <>
      <Icon of={props.icon} size={14} />
      <Show when={!props.narrow}>
        <span class="truncate">{props.words}</span>
      </Show>
    </>
  );
}
