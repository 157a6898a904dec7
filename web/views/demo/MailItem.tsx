import ChevronDown from "lucide-solid/icons/chevron-down";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { WrittenMail } from "../../store/demo-mails.ts";
import { Icon } from "../../ui/Icon.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";

/** One mail: its subject and whom it is for; opened, its text in the mail's own language and direction. */
export function MailItem(props: { readonly mail: WrittenMail; readonly now: () => number }): JSX.Element {
  const { t } = useWords();
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  // Its own: cut off at its own end, not at its beginning.
  const dir = () => (props.mail.language === "ar" ? "rtl" : "ltr");
  return (
    <li>
      <button
        type="button"
        aria-expanded={open()}
        aria-controls={id}
        onClick={() => setOpen(!open())}
        class="flex min-h-15 w-full items-center gap-3 px-4 py-2.5 text-start transition-colors hover:bg-hover"
      >
        <span class="flex min-w-0 flex-1 flex-col items-start">
          <span lang={props.mail.language} dir={dir()} class={`max-w-full font-medium ${open() ? "" : "truncate"}`}>
            {props.mail.subject ?? props.mail.kind}
          </span>
          <span class="max-w-full truncate text-small text-text-quiet">
            {t("outbox.to")} <bdi dir="ltr">{props.mail.to}</bdi>
          </span>
        </span>
        <Show when={!props.mail.sent}>
          <span class="text-small text-waiting-text">{t("outbox.waits")}</span>
        </Show>
        <When at={props.mail.at} now={props.now} class="text-small text-text-quiet" />
        <Icon of={ChevronDown} size={14} class={`text-text-quiet transition-transform ${open() ? "rotate-180" : ""}`} />
      </button>
      <Show when={open()}>
        <div id={id} class="border-t border-line bg-ground px-4 py-4">
          <Show when={props.mail.text} fallback={<p class="text-text-quiet">{t("outbox.unread")}</p>}>
            {(text) => (
              <p lang={props.mail.language} dir={dir()} class="max-w-150 break-words whitespace-pre-wrap select-text">
                <For each={parted(text(), props.mail.link)}>
                  {(part) => (
                    <Show when={part === props.mail.link} fallback={part}>
                      <a
                        href={part}
                        target="_blank"
                        rel="noopener"
                        dir="ltr"
                        class="break-all text-accent-text underline underline-offset-2"
                      >
                        {part}
                      </a>
                    </Show>
                  )}
                </For>
              </p>
            )}
          </Show>
        </div>
      </Show>
    </li>
  );
}

/** The text with its link as a part of its own. */
function parted(text: string, link: string | null): readonly string[] {
  const at = link === null ? -1 : text.indexOf(link);
  return link === null || at < 0 ? [text] : [text.slice(0, at), link, text.slice(at + link.length).trimEnd()];
}
