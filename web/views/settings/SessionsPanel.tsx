import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import X from "lucide-solid/icons/x";
import { For, type JSX, onMount, Show } from "solid-js";
import type { SessionRow } from "../../../domain/account.ts";
import type { PersonRow } from "../../../domain/people.ts";
import type { MemberSessions } from "../../store/settings/sessions.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { Part } from "../console/Part.tsx";
import { useNow, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { may } from "../rights.ts";
import { useEscape, useSettings } from "./context.tsx";
import { Tag } from "./PersonLine.tsx";
import { browserWords, placeWords } from "./whence.ts";

/** Where somebody is signed in, and the end of it. */
export function SessionsPanel(props: { readonly person: PersonRow; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const settings = useSettings();
  const workspace = useWorkspace();
  // eslint-disable-next-line solid/reactivity -- another person's panel is another panel
  const sessions = settings.sessionsOf(props.person.id);
  onMount(() => void sessions.read.read());
  useEscape(() => props.onClose());
  const any = () => (sessions.read.value()?.sessions.length ?? 0) > 0;
  return (
    <Panel
      label={t("members.sessionsOf", { name: props.person.name })}
      onClose={props.onClose}
      header={
        <>
          <h2 class="min-w-0 flex-1 truncate text-title font-semibold">{t("members.sessionsOf", { name: props.person.name })}</h2>
          <Button variant="icon" label={t("members.close")} keys="esc" onClick={() => props.onClose()}>
            <Icon of={X} />
          </Button>
        </>
      }
      footer={
        <Show when={any()}>
          <Button class="w-full touch:h-11" busy={sessions.ending() === "all"} onClick={() => void sessions.end("all")}>
            {t("members.endAll")}
          </Button>
        </Show>
      }
    >
      <div class="flex flex-col gap-3">
        <p class="text-small text-text-quiet">{t("members.sessionsHint")}</p>
        <Show when={may(workspace, "sessions.addresses") && any() && !sessions.addresses()}>
          <div class="flex flex-wrap items-center gap-3">
            <Button size="small" onClick={() => sessions.showAddresses()}>
              {t("members.addresses")}
            </Button>
            <span class="text-small text-text-quiet">{t("members.addressesHint")}</span>
          </div>
        </Show>
        <div role="status">
          <Show when={sessions.failure()}>
            {(failure) => <p class="text-overdue-text">{t("settings.notDone", { reason: failureWords(t, failure().code) })}</p>}
          </Show>
          <Show when={sessions.pending()}>
            <p class="text-text-quiet">{t("members.endedPending")}</p>
          </Show>
        </div>
        <Part of={sessions.read} bare>
          {(read) => (
            <ul class="flex flex-col">
              <For
                each={read().sessions}
                fallback={<EmptyState icon={<Icon of={MonitorSmartphone} size={20} />} title={t("members.sessionsNone")} />}
              >
                {(session) => <Session of={session} sessions={sessions} />}
              </For>
            </ul>
          )}
        </Part>
      </div>
    </Panel>
  );
}

function Session(props: { readonly of: SessionRow; readonly sessions: MemberSessions }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const browser = () => browserWords(words, props.of.browser);
  return (
    <li class="flex items-start gap-3 border-b border-line/60 py-3 last:border-0">
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-center gap-x-2">
          <span class="font-medium">{browser()}</span>
          <Show when={props.of.current}>
            <Tag>{t("members.thisOne")}</Tag>
          </Show>
        </p>
        <p class="text-small text-text-quiet">
          <span>{placeWords(words, props.of)}</span>
          <Show when={props.of.ip}>
            {(ip) => (
              <>
                {" · "}
                <bdi class="select-all tabular-nums">{ip()}</bdi>
              </>
            )}
          </Show>
        </p>
        <p class="text-small text-text-quiet">
          {t("members.column.seen")} <When at={props.of.seenAt} now={now} />
          {" · "}
          {t("members.since", { time: words.format().date(props.of.createdAt, now()) })}
          <Show when={props.of.secondFactor}>
            {" · "}
            {t("members.proven")}
          </Show>
        </p>
      </div>
      <Button
        size="small"
        label={t("members.endOne", { browser: browser() })}
        busy={props.sessions.ending() === props.of.id}
        onClick={() => void props.sessions.end(props.of.id)}
      >
        {t("members.end")}
      </Button>
    </li>
  );
}
