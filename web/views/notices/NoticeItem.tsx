import { A } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import { createUniqueId, type JSX, Show } from "solid-js";
import type { NoticeRow } from "../../store/notices.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { NOTICE_SIGN, useNoticeWords } from "./words.ts";

/** One notice: about whom, what happened by whose hand, and when. */
export function NoticeItem(props: {
  readonly notice: NoticeRow;
  /** Null: its lead is out of sight, and there is nowhere to go. */
  readonly href: string | null;
  readonly opened: boolean;
  /** The one that Tab comes to. */
  readonly active: boolean;
  readonly onActive: () => void;
  readonly onOpen: () => void;
  readonly onRead: () => void;
}): JSX.Element {
  const { t } = useWords();
  const words = useNoticeWords();
  const opens = (event: MouseEvent) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
    props.onOpen();
  };
  const id = createUniqueId();
  const describedBy = () => (props.notice.read ? undefined : id);
  const weight = () => ({ "font-semibold text-text": !props.notice.read, "text-text-quiet": props.notice.read });
  return (
    <div
      data-key={props.notice.id}
      data-unread={props.notice.read ? undefined : ""}
      class="group/notice relative flex min-h-15 items-center gap-3 border-b border-line/60 py-2 ps-7 pe-4 transition-colors touch:pe-1 md:ps-9 md:pe-6"
      classList={{
        "row-selected": props.opened,
        "hover:bg-hover has-[[data-row]:focus-visible]:bg-hover": !props.opened,
        "cursor-pointer": props.href !== null,
      }}
      onClick={opens}
    >
      <Show when={!props.notice.read}>
        <span id={id} role="img" aria-label={t("notices.unread")} class="absolute start-3 size-2 rounded-full bg-accent md:start-4" />
      </Show>
      <Face notice={props.notice} />
      <div class="min-w-0 flex-1">
        <p class="flex min-w-0 items-baseline gap-3">
          <Show
            when={props.href}
            fallback={
              // Not a link: it leads nowhere. By keys one comes to it all the same.
              <span
                data-row
                role="button"
                aria-describedby={describedBy()}
                tabindex={props.active ? 0 : -1}
                class="min-w-0 flex-1 truncate rounded-small italic"
                classList={weight()}
                onFocus={() => props.onActive()}
                onClick={() => props.onOpen()}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  props.onOpen();
                }}
              >
                {words.lead(props.notice)}
              </span>
            }
          >
            {(href) => (
              <span class="flex min-w-0 flex-1">
                <A
                  href={href()}
                  noScroll
                  data-row
                  aria-describedby={describedBy()}
                  dir="auto"
                  tabindex={props.active ? 0 : -1}
                  class="truncate rounded-small"
                  classList={weight()}
                  onFocus={() => props.onActive()}
                  onClick={(event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    props.onOpen();
                  }}
                >
                  {words.lead(props.notice)}
                </A>
              </span>
            )}
          </Show>
          <time
            dateTime={new Date(props.notice.at).toISOString()}
            data-tip={words.exact(props.notice.at)}
            class="shrink-0 whitespace-nowrap text-small tabular-nums text-text-quiet"
            classList={{
              "group-hover/notice:invisible group-has-[[data-row]:focus-visible]/notice:invisible touch:visible!": !props.notice.read,
            }}
          >
            {words.when(props.notice.at)}
          </time>
        </p>
        <p class="flex min-w-0 items-center gap-1.5 text-text-quiet">
          <Show when={words.by(props.notice)}>
            <Icon of={NOTICE_SIGN[props.notice.kind]} size={14} />
          </Show>
          <span dir="auto" class="min-w-0 truncate">
            {words.what(props.notice)}
            <Show when={props.notice.lead?.form}>
              {(form) => (
                <span class="text-small">
                  {" · "}
                  <bdi>{form()}</bdi>
                </span>
              )}
            </Show>
          </span>
        </p>
      </div>
      {/* Over the time, where a pointer or the focus is; beside it under a finger. */}
      <span class="absolute end-3 top-1/2 flex -translate-y-1/2 md:end-5 touch:static touch:w-11 touch:shrink-0 touch:translate-y-0">
        <Show when={!props.notice.read}>
          <Button
            variant="icon"
            label={t("notices.read")}
            keys="e"
            class="opacity-0 group-hover/notice:opacity-100 group-has-[[data-row]:focus-visible]/notice:opacity-100 focus-visible:opacity-100 touch:size-11! touch:opacity-100"
            onClick={() => props.onRead()}
          >
            <Icon of={Check} size={14} />
          </Button>
        </Show>
      </span>
    </div>
  );
}

/** Whose hand it was; the sign of what happened where it was nobody's. */
function Face(props: { readonly notice: NoticeRow }): JSX.Element {
  const words = useNoticeWords();
  return (
    <Show
      when={words.by(props.notice)}
      fallback={
        <span
          class="flex size-8 shrink-0 items-center justify-center rounded-full"
          classList={{
            "bg-waiting-ground text-waiting-text": props.notice.kind === "over_goal",
            "bg-hover text-text-quiet": props.notice.kind !== "over_goal",
          }}
        >
          <Icon of={NOTICE_SIGN[props.notice.kind]} size={16} />
        </span>
      }
    >
      {(person) => <Avatar id={person().id} name={person().name} size={32} />}
    </Show>
  );
}
