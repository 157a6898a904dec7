import Ellipsis from "lucide-solid/icons/ellipsis";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import Search from "lucide-solid/icons/search";
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { GrantRow, WorkspaceLine } from "../../store/console/entries.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useNow } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { howWords, isOver, minutesWords, stateWords } from "../support/grant-words.ts";
import { useConsole } from "./context.tsx";
import { Page } from "./Page.tsx";
import { Card, Part } from "./Part.tsx";

const StatusDialog = lazyPart(async () => (await import("./StatusDialog.tsx")).StatusDialog);
const AskDialog = lazyPart(async () => (await import("./AskDialog.tsx")).AskDialog);
const READ_MS = 10_000;

/** Support's way into workspaces (SU1): one's own grants with what they are now, and where one can ask. */
export function SupportPage(): JSX.Element {
  const { t } = useWords();
  const { entries, follow } = useConsole();
  const [asked, setAsked] = createSignal<WorkspaceLine | null>(null);
  const [shutting, setShutting] = createSignal<WorkspaceLine | null>(null);
  onCleanup(follow(entries.grants.read, READ_MS));
  onMount(() => void entries.workspaces.read());
  return (
    <Page title={t("ask.page")}>
      <Card title={t("ask.mine")}>
        <Part of={entries.grants}>{(grants) => <Mine grants={grants()} />}</Part>
      </Card>
      <Card title={t("ask.places")} hint={t("ask.placesHint")}>
        <Part of={entries.workspaces}>
          {(read) => <Places workspaces={read().workspaces} more={read().more} onAsk={setAsked} onStatus={setShutting} />}
        </Part>
      </Card>
      <Show when={asked()}>
        {(workspace) => <AskDialog workspace={workspace()} open onOpenChange={(open: boolean) => !open && setAsked(null)} />}
      </Show>
      <Show when={shutting()}>
        {(workspace) => <StatusDialog workspace={workspace()} open onOpenChange={(open: boolean) => !open && setShutting(null)} />}
      </Show>
    </Page>
  );
}

function Mine(props: { readonly grants: readonly GrantRow[] }): JSX.Element {
  const { t } = useWords();
  const ids = createMemo(() => props.grants.map((grant) => grant.id), [], { equals: (a, b) => a.join() === b.join() });
  return (
    <Show
      when={ids().length > 0}
      fallback={<EmptyState icon={<Icon of={LifeBuoy} size={20} />} title={t("ask.none")} hint={t("ask.noneHint")} />}
    >
      <ul class="mt-2 divide-y divide-line/60">
        <For each={ids()}>
          {(id) => <Show when={props.grants.find((grant) => grant.id === id)}>{(grant) => <Entry grant={grant()} />}</Show>}
        </For>
      </ul>
    </Show>
  );
}

function Entry(props: { readonly grant: GrantRow }): JSX.Element {
  const words = useWords();
  const { t, format } = words;
  const app = useApp();
  const { entries } = useConsole();
  const now = useNow();
  const [ending, setEnding] = createSignal(false);
  const over = () => isOver(props.grant, now());
  const live = () => props.grant.state === "approved" && !over();
  const told = () =>
    [
      howWords(t, props.grant.edit),
      minutesWords(t, props.grant.minutes),
      t("grant.asked", { time: format().relative(props.grant.askedAt, now()) }),
      ...(props.grant.decidedBy === null ? [] : [t("grant.decidedBy", { name: props.grant.decidedBy })]),
    ].join(t("footer.separator"));
  const end = async () => {
    setEnding(true);
    const failure = await entries.end(props.grant);
    setEnding(false);
    if (failure === null) return;
    const text = failure.code === "conflict" ? t("grant.conflict") : t("grant.notDone", { reason: failureWords(t, failure.code) });
    app.toasts.show({ id: `grant-${props.grant.id}`, tone: "overdue", text });
  };
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3" data-grant={props.grant.state}>
      <div class="min-w-0 flex-1 basis-72">
        <p class="flex flex-wrap items-center gap-x-2">
          <bdi class="font-medium">{props.grant.workspace.name}</bdi>
          <span
            class="rounded-full px-2 py-0.5 text-caption font-medium"
            classList={{
              "bg-live-ground text-live-text": live(),
              "bg-waiting-ground text-waiting-text": props.grant.state === "asked",
              "bg-pressed text-text-quiet": over(),
            }}
          >
            {over() && props.grant.state === "approved" ? t("grant.state.expired") : stateWords(words, props.grant)}
          </span>
        </p>
        <p class="text-small text-text-quiet">{told()}</p>
        <p class="mt-1 text-text-quiet" dir="auto">
          {props.grant.reason}
        </p>
      </div>
      <div class="flex gap-2">
        <Show when={live()}>
          <a
            href={`/w/${props.grant.workspace.slug}/leads`}
            class="touch-target relative inline-flex h-8 items-center rounded bg-accent-fill px-3 font-medium text-on-fill hover:bg-accent-fill-hover touch:h-11"
          >
            {t("ask.open")}
          </a>
        </Show>
        <Show when={!over()}>
          <Button class="touch:h-11" busy={ending()} onClick={() => void end()}>
            {t(props.grant.state === "asked" ? "ask.withdraw" : "ask.end")}
          </Button>
        </Show>
      </div>
    </li>
  );
}

function Places(props: {
  readonly workspaces: readonly WorkspaceLine[];
  readonly more: boolean;
  readonly onAsk: (workspace: WorkspaceLine) => void;
  readonly onStatus: (workspace: WorkspaceLine) => void;
}): JSX.Element {
  const { t } = useWords();
  const { entries, may } = useConsole();
  const now = useNow();
  const [wanted, setWanted] = createSignal("");
  const found = () => {
    const words = wanted().trim().toLowerCase();
    return props.workspaces.filter((one) => one.name.toLowerCase().includes(words) || one.slug.includes(words));
  };
  /** One request or grant at a time. */
  const busy = (id: string) => (entries.grants.value() ?? []).some((grant) => grant.workspace.id === id && !isOver(grant, now()));
  return (
    <>
      <div class="px-4 pt-2 pb-1">
        <TextInput
          type="search"
          aria-label={t("ask.search")}
          placeholder={t("ask.search")}
          class="max-w-90"
          before={<Icon of={Search} size={14} class="text-text-quiet" />}
          onInput={setWanted}
        />
      </div>
      <ul class="divide-y divide-line/60">
        <For each={found()} fallback={<li class="px-4 py-6 text-text-quiet">{t("ask.nothing")}</li>}>
          {(one) => (
            <li class="flex min-h-12 items-center gap-x-2 px-4 py-2" data-workspace={one.slug}>
              <div class="min-w-0 flex-1">
                <p class="truncate font-medium">
                  <bdi>{one.name}</bdi>
                </p>
                <p class="flex gap-x-2 text-small text-text-quiet">
                  <bdi class="truncate">{one.slug}</bdi>
                  <span class="shrink-0" classList={{ "text-overdue-text": one.status === "suspended" || one.owners === 0 }}>
                    {one.status === "suspended"
                      ? t("ask.suspended")
                      : one.owners === 0
                        ? t("ask.noOwner")
                        : t("ask.owners", { n: one.owners })}
                  </span>
                </p>
              </div>
              <Button
                size="small"
                class="touch:h-11"
                disabled={busy(one.id) || one.status === "suspended" || one.owners === 0}
                onClick={() => props.onAsk(one)}
              >
                {t("ask.act")}
              </Button>
              <Show when={may("workspace.suspend")}>
                <MenuButton
                  variant="icon"
                  size="small"
                  class="touch:size-11"
                  label={t("status.more", { name: one.name })}
                  menuLabel={t("status.more", { name: one.name })}
                  placement="bottom-end"
                  items={[
                    {
                      label: t(one.status === "suspended" ? "status.reopen" : "status.suspend"),
                      danger: one.status === "active",
                      onSelect: () => props.onStatus(one),
                    },
                  ]}
                >
                  <Icon of={Ellipsis} />
                </MenuButton>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.more}>
        <p class="px-4 py-3 text-small text-text-quiet">{t("ask.more")}</p>
      </Show>
    </>
  );
}
