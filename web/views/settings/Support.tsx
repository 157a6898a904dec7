import { A } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import LogOut from "lucide-solid/icons/log-out";
import X from "lucide-solid/icons/x";
import { createResource, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import type { GrantRow, SupportDesk } from "../../store/support.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp, useNow, useWorkspace } from "../context.tsx";
import { failureAdvice, failureWords } from "../failure.ts";
import { useDesk } from "../support/desk.tsx";
import { howWords, isOver, minutesWords, stateWords } from "../support/grant-words.ts";
import { RowsSkeleton, Section, SettingsPage } from "./states.tsx";

/** Support as owners decide on it (SU1): who asks, for what and how long; who is in; who was. */
export function Support(): JSX.Element {
  const words = useWords();
  const open = useDesk();
  const [opened, { refetch }] = createResource(async () => {
    const [desk] = await Promise.all([open(), words.fetch("grants")]);
    return desk;
  });
  return (
    <Show
      when={opened() !== undefined && words.has("grants")}
      fallback={
        <Show when={opened.error !== undefined || (opened() !== undefined && !words.has("grants"))} fallback={<RowsSkeleton count={4} />}>
          <ErrorState title={words.t("ways.partMissing")} onRetry={() => void refetch()} />
        </Show>
      }
    >
      <Show when={opened()}>{(desk) => <Desk desk={desk()} />}</Show>
    </Show>
  );
}

function Desk(props: { readonly desk: SupportDesk }): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  // eslint-disable-next-line solid/reactivity -- one desk for as long as the screen is open
  onCleanup(props.desk.follow());
  const all = () => props.desk.grants.value() ?? [];
  const waiting = () => all().filter((grant) => grant.state === "asked");
  const live = () => all().filter((grant) => grant.state === "approved" && !isOver(grant, now()));
  const past = () => all().filter((grant) => isOver(grant, now()));
  const failure = () => (props.desk.grants.value() === undefined ? props.desk.grants.failure() : null);
  return (
    <SettingsPage title={t("desk.title")} hint={t("desk.hint")}>
      <Show when={failure()}>
        {(why) => (
          <ErrorState
            title={t("part.notLoaded")}
            hint={failureAdvice(t, why().code)}
            {...(why().request === null ? {} : { request: why().request ?? "" })}
            onRetry={() => void props.desk.grants.read()}
          />
        )}
      </Show>
      <Show when={props.desk.grants.value()} fallback={failure() === null && <RowsSkeleton count={4} />}>
        <Show when={waiting().length > 0}>
          <Section title={t("desk.waiting")}>
            <ul class="flex flex-col gap-3">
              <For each={waiting()}>{(grant) => <Waiting grant={grant} desk={props.desk} />}</For>
            </ul>
          </Section>
        </Show>
        <Show when={live().length > 0}>
          <Section title={t("desk.live")}>
            <ul class="flex flex-col gap-3">
              <For each={live()}>{(grant) => <Live grant={grant} desk={props.desk} />}</For>
            </ul>
          </Section>
        </Show>
        <Show when={live().length === 0 && waiting().length === 0}>
          <EmptyState icon={<Icon of={LifeBuoy} size={20} />} title={t("desk.nobody")} hint={t("desk.nobodyHint")} />
        </Show>
        <Show when={past().length > 0}>
          <Section title={t("desk.past")}>
            <ul class="divide-y divide-line/60">
              <For each={past()}>{(grant) => <Past grant={grant} />}</For>
            </ul>
          </Section>
        </Show>
      </Show>
    </SettingsPage>
  );
}

const CARD = "flex flex-col gap-3 rounded-large border border-line bg-raised p-4";

/** Decides, and says so where it was not done. */
function createDecision(of: () => { readonly grant: GrantRow; readonly desk: SupportDesk }) {
  const { t } = useWords();
  const app = useApp();
  const [doing, setDoing] = createSignal<"approve" | "refuse" | "end" | null>(null);
  return {
    doing,
    run: async (act: "approve" | "refuse" | "end") => {
      const { grant, desk } = of();
      setDoing(act);
      const failure = await desk.decide(grant, act);
      setDoing(null);
      if (failure === null) return;
      const text = failure.code === "conflict" ? t("grant.conflict") : t("grant.notDone", { reason: failureWords(t, failure.code) });
      app.toasts.show({ id: `grant-${grant.id}`, tone: "overdue", text });
    },
  };
}

function Waiting(props: { readonly grant: GrantRow; readonly desk: SupportDesk }): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  const { directory } = useWorkspace();
  const decision = createDecision(() => props);
  const own = () => props.grant.person.id === directory.me()?.id;
  const time = () => minutesWords(t, props.grant.minutes);
  offerActions(() => {
    const { id, person } = props.grant;
    const of = (act: string) => t("palette.here.of", { name: person.name, act });
    const here = { group: "here", icon: Check } as const;
    if (own()) return [];
    return [
      { ...here, id: `support.let.${id}`, label: of(t("desk.let", { time: time() })), run: () => void decision.run("approve") },
      { ...here, id: `support.refuse.${id}`, label: of(t("desk.refuse")), icon: X, run: () => void decision.run("refuse") },
    ];
  });
  return (
    <li class={CARD} data-grant="asked">
      <div>
        <p class="font-medium">{t("desk.wants", { name: props.grant.person.name, time: time(), how: howWords(t, props.grant.edit) })}</p>
        <p class="text-small text-text-quiet">
          <When at={props.grant.askedAt} now={now} />
        </p>
      </div>
      <Reason grant={props.grant} />
      <Show when={!own()} fallback={<p class="text-text-quiet">{t("desk.own")}</p>}>
        <div class="flex flex-wrap gap-2">
          <Button variant="primary" class="touch:h-11" busy={decision.doing() === "approve"} onClick={() => void decision.run("approve")}>
            {t("desk.let", { time: time() })}
          </Button>
          <Button class="touch:h-11" busy={decision.doing() === "refuse"} onClick={() => void decision.run("refuse")}>
            {t("desk.refuse")}
          </Button>
        </div>
      </Show>
    </li>
  );
}

function Live(props: { readonly grant: GrantRow; readonly desk: SupportDesk }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const decision = createDecision(() => props);
  offerActions(() => [
    {
      id: `support.end.${props.grant.id}`,
      label: t("palette.here.of", { name: props.grant.person.name, act: t("desk.end") }),
      icon: LogOut,
      group: "here",
      run: () => void decision.run("end"),
    },
  ]);
  return (
    <li class={CARD} data-grant="approved">
      <div class="flex flex-wrap items-start gap-3">
        <div class="min-w-0 flex-1">
          <p class="font-medium">
            <bdi>{props.grant.person.name}</bdi>
          </p>
          <p class="text-text-quiet">{[stateWords(words, props.grant), howWords(t, props.grant.edit)].join(t("footer.separator"))}</p>
        </div>
        <Button variant="danger" class="touch:h-11" busy={decision.doing() === "end"} onClick={() => void decision.run("end")}>
          {t("desk.end")}
        </Button>
      </div>
      <Reason grant={props.grant} />
      <A
        href={`/w/${workspace.slug}/settings/audit?actor=${encodeURIComponent(props.grant.person.id)}`}
        class="touch-target relative self-start rounded-small font-medium text-accent-text hover:underline"
      >
        {t("desk.seen")}
      </A>
    </li>
  );
}

function Past(props: { readonly grant: GrantRow }): JSX.Element {
  const words = useWords();
  const { t, format } = words;
  const now = useNow();
  const told = () =>
    [
      // Over by the clock since it was read.
      t(
        props.grant.state === "approved"
          ? "grant.state.expired"
          : `grant.state.${props.grant.state as Exclude<GrantRow["state"], "approved">}`,
      ),
      howWords(t, props.grant.edit),
      ...(props.grant.decidedBy === null ? [] : [t("grant.decidedBy", { name: props.grant.decidedBy })]),
      format().relative(props.grant.endedAt ?? props.grant.decidedAt ?? props.grant.askedAt, now()),
    ].join(t("footer.separator"));
  return (
    <li class="py-3" data-grant={props.grant.state}>
      <p class="font-medium">
        <bdi>{props.grant.person.name}</bdi>
      </p>
      <p class="text-small text-text-quiet">{told()}</p>
      <p class="mt-1 text-text-quiet" dir="auto">
        {props.grant.reason}
      </p>
    </li>
  );
}

/** In the words of whoever asked, in their direction. */
function Reason(props: { readonly grant: GrantRow }): JSX.Element {
  return (
    <blockquote class="border-s-2 border-line-strong ps-3 whitespace-pre-line" dir="auto">
      {props.grant.reason}
    </blockquote>
  );
}
