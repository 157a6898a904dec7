import AlarmClock from "lucide-solid/icons/alarm-clock";
import Check from "lucide-solid/icons/check";
import CircleX from "lucide-solid/icons/circle-x";
import ClipboardPen from "lucide-solid/icons/clipboard-pen";
import type { LucideProps } from "lucide-solid";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import { type Component, createMemo, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { DayItem } from "../../../domain/myday.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { mailAddress, phoneAddress, whatsappAddress } from "../lead/addresses.ts";
import { SnoozeMenu } from "../lead/followups/SnoozeMenu.tsx";
import { reachable } from "../lead/reach.ts";
import type { Written } from "../lead/story/offered.ts";
import { WayLink } from "../lead/WayLink.tsx";
import { mayWith } from "../rights.ts";
import { useDayActs } from "./DayActs.tsx";
import { useDayWords } from "./words.ts";

const QUIET = "border border-line bg-float hover:bg-hover active:bg-pressed aria-expanded:bg-pressed";

export interface ItemProps {
  readonly item: DayItem;
  readonly row: LeadRow;
}

/** How they can be reached from here: by a call where that may be, by a message, else by mail. Null: not, or they asked not to be (DN1). */
export function reachOf(row: LeadRow) {
  const call = row.phone !== null && reachable(row, "phone") ? phoneAddress(row.phone) : null;
  const whatsapp = row.phone !== null && reachable(row, "whatsapp") ? whatsappAddress(row.phone) : null;
  const mail = call === null && row.email !== null && reachable(row, "email") ? mailAddress(row.email) : null;
  return { call, whatsapp, mail };
}

/** The acts of one item, each by one press. `large`: with their words, for the one that is next. */
export function RowActs(props: ItemProps & { readonly large?: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const day = useDayActs();
  const words = useDayWords();
  const reach = createMemo(() => reachOf(props.row));
  const may = (act: "attempt" | "edit") => mayWith(workspace, `lead.${act}`, props.row);
  return (
    <span class="flex shrink-0 items-center" classList={{ "flex-wrap gap-2": props.large ?? false, "gap-0.5 touch:gap-1": !props.large }}>
      <Show when={may("attempt")}>
        <Show when={reach().call}>
          {(href) => (
            <Reach row={props.row} channel="phone" large={props.large} href={href()} icon={Phone} words={t("lead.call")} primary />
          )}
        </Show>
        <Show when={reach().mail}>
          {(href) => (
            <Reach row={props.row} channel="email" large={props.large} href={href()} icon={Mail} words={t("lead.email")} primary />
          )}
        </Show>
        <Show when={reach().whatsapp}>
          {(href) => (
            <Reach
              row={props.row}
              channel="whatsapp"
              large={props.large}
              href={href()}
              icon={MessageCircle}
              words={t("lead.whatsapp")}
              label={t("lead.whatsappNew")}
            />
          )}
        </Show>
        <Button
          data-act="attempt"
          variant={props.large ? "quiet" : "icon"}
          label={t("day.log")}
          keys="l"
          aria-haspopup="dialog"
          class={props.large ? "h-9! max-md:h-11!" : "touch:size-11!"}
          onClick={(event) => {
            day.touched(props.item.lead);
            acts.attempt(props.item.lead, event.currentTarget);
          }}
        >
          <Icon of={ClipboardPen} size={14} />
          <Show when={props.large}>{t("day.log")}</Show>
        </Button>
      </Show>
      <Show when={may("edit") && props.item.followUp}>
        {(followUp) => (
          <>
            <Show when={props.large}>
              <Button
                data-act="done"
                keys="e"
                aria-label={t("followUps.done", { what: words.what(props.item) })}
                class="h-9! max-md:h-11!"
                onClick={() => day.done(followUp())}
              >
                <Icon of={Check} size={14} class="text-live" />
                {t("day.markDone")}
              </Button>
            </Show>
            <span
              data-act="snooze"
              class="flex"
              classList={{
                "[&>button]:h-9 max-md:[&>button]:h-11": props.large ?? false,
                "[&>button]:size-8 touch:[&>button]:size-11": !props.large,
              }}
            >
              <SnoozeMenu
                label={t("followUps.snoozeOf", { what: words.what(props.item) })}
                onMove={(dueAt) => day.move(followUp(), { dueAt })}
                onChoose={() => day.choose(followUp())}
              >
                {props.large ? (
                  <>
                    <Icon of={AlarmClock} size={14} />
                    {t("day.snooze")}
                  </>
                ) : undefined}
              </SnoozeMenu>
            </span>
          </>
        )}
      </Show>
    </span>
  );
}

function Reach(props: {
  readonly row: LeadRow;
  readonly channel: "phone" | Written;
  readonly href: string;
  readonly icon: Component<LucideProps>;
  readonly words: string;
  /** Given, it opens in a new tab and says so. */
  readonly label?: string;
  readonly large?: boolean | undefined;
  readonly primary?: boolean;
}): JSX.Element {
  const { t } = useWords();
  const day = useDayActs();
  const why = createMemo(() => (day.unticked(props.row.id).includes(props.channel) ? t(`day.unticked.${props.channel}`) : null));
  const because = (words: string) => (why() === null ? words : `${words}: ${why()}`);
  const look = () => {
    if (!props.large) return "size-8 touch:size-11 text-text-quiet hover:bg-pressed/60 hover:text-text aria-expanded:bg-pressed/60";
    const ground = props.primary ? "bg-accent-fill text-on-fill hover:bg-accent-fill-hover" : QUIET;
    return `h-9 px-3 max-md:h-11 ${ground}`;
  };
  /** Its own words are to be read only on the large one, and never what was left unticked. */
  const name = () => (props.large && why() === null ? undefined : because(props.words));
  return (
    <WayLink
      row={props.row}
      channel={props.channel}
      href={props.href}
      label={props.label === undefined ? undefined : because(props.label)}
      name={name()}
      tip={props.large ? (why() ?? undefined) : name()}
      class={`touch-target relative flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded font-medium transition-colors ${look()}`}
      onChoosing={day.setChoosing}
    >
      <Icon of={props.icon} size={14} />
      <Show when={props.large}>{props.words}</Show>
      <Show when={why() !== null}>
        <Icon
          of={CircleX}
          size={12}
          class={props.large ? "opacity-80" : "absolute end-0.5 top-0.5 text-waiting-text touch:end-1.5 touch:top-1.5"}
        />
      </Show>
    </WayLink>
  );
}
