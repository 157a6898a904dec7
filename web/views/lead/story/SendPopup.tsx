import { createMemo, For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { Popup } from "../../../ui/Popup.tsx";
import { mailAddress, whatsappAddress } from "../addresses.ts";
import { roveBy } from "./roving.ts";
import type { Filled } from "./templates.ts";
import type { Written } from "./offered.ts";
import { useTexts } from "./useTexts.ts";

/** Opens a message with one of the workspace's texts, or without: what would be sent is read before. */
export function SendPopup(props: {
  readonly channel: Written;
  readonly row: LeadRow;
  /** The telephone or address it goes to: one person may have several. */
  readonly to: string;
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const texts = useTexts(() => props.row);
  const offered = createMemo(() => texts(props.channel));
  let menu: HTMLDivElement | undefined;
  const address = (text?: Filled) => (props.channel === "whatsapp" ? whatsappAddress(props.to, text?.text) : mailAddress(props.to, text));
  return (
    <Popup
      label={t(`story.send.${props.channel}`)}
      anchor={props.anchor}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      first={() => menu?.querySelector<HTMLElement>('[role="menuitem"]') ?? null}
      placement="top-start"
      class="w-90 overflow-y-auto"
    >
      <div
        ref={menu}
        role="menu"
        data-lead={props.row.id}
        aria-label={t(`story.send.${props.channel}`)}
        class="flex flex-col p-1"
        onKeyDown={(event) => {
          if (!roveBy(event, event.currentTarget) && event.key === " " && event.target instanceof HTMLElement) {
            event.preventDefault();
            event.target.click();
          }
        }}
        // Gone to: it closes once the browser has followed the link.
        onClick={() => queueMicrotask(() => props.onOpenChange(false))}
      >
        <For each={offered()}>{(text) => <Choice href={address(text)} channel={props.channel} text={text} />}</For>
        <div class="mt-1 border-t border-line pt-1">
          <Choice href={address()} channel={props.channel} />
        </div>
      </div>
    </Popup>
  );
}

function Choice(props: { readonly href: string | null; readonly channel: Written; readonly text?: Filled }): JSX.Element {
  const { t } = useWords();
  return (
    <a
      role="menuitem"
      tabindex={-1}
      href={props.href ?? undefined}
      target={props.channel === "whatsapp" ? "_blank" : undefined}
      rel="noopener"
      class="flex flex-col rounded-small px-2 py-1.5 outline-none hover:bg-pressed focus-visible:bg-pressed touch:min-h-11 touch:justify-center"
    >
      <Show when={props.text} fallback={t("story.send.plain")}>
        {(text) => (
          <>
            <span class="flex items-baseline gap-2">
              <bdi class="min-w-0 flex-1 truncate font-medium">{text().name}</bdi>
              <Show when={text().missing}>
                <span class="shrink-0 text-caption text-waiting-text">{t("story.send.missing")}</span>
              </Show>
            </span>
            <Show when={text().subject}>
              {(subject) => (
                <span lang={text().language} dir="auto" class="truncate text-small">
                  {subject()}
                </span>
              )}
            </Show>
            <span lang={text().language} dir="auto" class="line-clamp-3 whitespace-pre-line text-small text-text-quiet wrap-anywhere">
              {text().text}
            </span>
          </>
        )}
      </Show>
    </a>
  );
}
