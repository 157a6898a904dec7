import { type JSX, Show } from "solid-js";
import type { PageRow } from "../../../store/settings/pages.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow } from "../../context.tsx";
import { refusalWords } from "./refusals.ts";

const CHIP = {
  connected: "bg-live-ground text-live-text",
  broken: "bg-overdue-ground text-overdue-text",
  disconnected: "bg-hover text-text-quiet",
} as const;

/** One Page: whether its leads come, who connected it, and what to do where they do not. */
export function PageLine(props: {
  readonly page: PageRow;
  readonly busy: boolean;
  readonly onConnect: () => void;
  readonly onDisconnect: () => void;
}): JSX.Element {
  const { t, format } = useWords();
  const now = useNow();
  const since = () => {
    const { connectedBy, connectedAt } = props.page;
    const time = format().relative(connectedAt, now());
    return connectedBy === null ? t("pages.since", { time }) : t("pages.by", { name: connectedBy, time });
  };
  /** Its token may end with whoever left; one that Meta refuses has ended. */
  const urges = () => props.page.state !== "connected" || props.page.flaggedAt !== null;
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line/60 py-3" data-page={props.page.id}>
      <Avatar id={props.page.id} name={props.page.name} size={32} />
      <div class="min-w-0 flex-1 basis-52">
        <p class="flex items-center gap-2">
          <bdi class="truncate font-medium">{props.page.name}</bdi>
          <span data-state={props.page.state} class={`shrink-0 rounded-full px-2 py-px text-small font-medium ${CHIP[props.page.state]}`}>
            {t(`pages.state.${props.page.state}`)}
          </span>
        </p>
        <p class="text-small text-text-quiet">{props.page.state === "disconnected" ? t("pages.unread") : since()}</p>
        <Show when={props.page.state === "disconnected" && props.page.waiting > 0}>
          <p class="text-small text-waiting-text">{t("pages.kept", { n: props.page.waiting })}</p>
        </Show>
        <Show when={props.page.state === "broken"}>
          <p class="text-small text-overdue-text">
            {refusalWords(t, props.page.reason)} <Show when={props.page.waiting > 0}>{t("pages.waiting", { n: props.page.waiting })}</Show>
          </p>
        </Show>
        <Show when={props.page.state === "connected" && props.page.flaggedAt !== null}>
          <p class="text-small text-waiting-text">{t("pages.flagged")}</p>
        </Show>
      </div>
      <div class="flex flex-wrap gap-2">
        <Show when={urges()}>
          <Button
            class="touch:h-11"
            busy={props.busy}
            aria-label={t("pages.againOf", { name: props.page.name })}
            onClick={() => props.onConnect()}
          >
            {t("pages.again")}
          </Button>
        </Show>
        <Show when={props.page.state !== "disconnected"}>
          <Button class="touch:h-11" aria-label={t("pages.disconnectOf", { name: props.page.name })} onClick={() => props.onDisconnect()}>
            {t("pages.disconnect")}
          </Button>
        </Show>
      </div>
    </li>
  );
}
