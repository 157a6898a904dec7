import { createSignal, For, type JSX, Show } from "solid-js";
import { browserOf } from "../../../domain/browser.ts";
import type { FoundPerson, SessionRow } from "../../store/console/finder.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useNow } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { roleWords } from "../role.ts";
import { useConsole } from "./context.tsx";
import { Card, Part } from "./Part.tsx";

const RecoverDialog = lazyPart(async () => (await import("./RecoverDialog.tsx")).RecoverDialog);

/** One person: where they are, how they prove who they are, where they are signed in; and help with each. */
export function Found(props: { readonly person: FoundPerson }): JSX.Element {
  const words = useWords();
  const { t, format } = words;
  const console = useConsole();
  const now = useNow();
  const [recovering, setRecovering] = createSignal(false);
  const factors = () => [
    ...(props.person.totp ? [t("finder.totp")] : []),
    ...(props.person.passkeys > 0 ? [t("finder.passkeys", { n: props.person.passkeys })] : []),
  ];
  return (
    <div class="grid items-start gap-4 lg:grid-cols-2" data-person={props.person.id}>
      <section class="flex flex-col gap-4 rounded-large border border-line bg-raised p-4">
        <header class="flex items-center gap-3">
          <Avatar id={props.person.id} name={props.person.name} size={32} />
          <div class="min-w-0">
            <h2 class="truncate text-title font-semibold">
              <bdi>{props.person.name}</bdi>
            </h2>
            <p class="truncate text-text-quiet">
              <bdi>{props.person.email}</bdi>
              {t("footer.separator")}
              {t(props.person.emailVerified ? "finder.verified" : "finder.unverified")}
            </p>
          </div>
        </header>
        <p class="text-text-quiet">
          {t("finder.since", { time: format().date(props.person.createdAt, now()) })}
          <Show when={props.person.role}>
            {(role) => <span class="block">{t("finder.platform", { role: roleWords(t, role()) })}</span>}
          </Show>
        </p>
        <Fact title={t("finder.places")}>
          <For each={props.person.workspaces} fallback={<li class="text-text-quiet">{t("finder.noPlace")}</li>}>
            {(place) => (
              <li>
                <bdi>{place.name}</bdi>
                <span class="text-text-quiet">
                  {t("footer.separator")}
                  {[roleWords(t, place.role), t(`finder.member.${place.status}`)].join(t("footer.separator"))}
                </span>
              </li>
            )}
          </For>
        </Fact>
        <Fact title={t("finder.factors")}>
          <For each={factors()} fallback={<li class="text-text-quiet">{t("finder.noFactor")}</li>}>
            {(factor) => <li>{factor}</li>}
          </For>
        </Fact>
        <Show when={console.may("recovery.ask") && factors().length > 0}>
          <div class="border-t border-line pt-4">
            <h3 class="font-medium">{t("finder.lost")}</h3>
            <Show
              when={props.person.recovery}
              fallback={
                <>
                  <p class="text-text-quiet">{t("finder.lostHint")}</p>
                  <Button class="mt-3 touch:h-11" onClick={() => setRecovering(true)}>
                    {t("finder.lostAct")}
                  </Button>
                </>
              }
            >
              {(recovery) => <p class="text-text-quiet">{t("finder.lostRunning", { time: format().exact(recovery().startsAt) })}</p>}
            </Show>
          </div>
        </Show>
      </section>
      <Sessions />
      <Show when={recovering()}>
        <RecoverDialog open name={props.person.name} onOpenChange={setRecovering} />
      </Show>
    </div>
  );
}

function Fact(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div>
      <h3 class="text-small font-medium text-text-quiet">{props.title}</h3>
      <ul class="mt-0.5 flex flex-col gap-0.5">{props.children}</ul>
    </div>
  );
}

function Sessions(): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const { finder, may } = useConsole();
  const end = async (session: string) => {
    const told = await finder.end(session);
    if ("code" in told)
      return app.toasts.show({ id: "sessions", tone: "overdue", text: t("grant.notDone", { reason: failureWords(t, told.code) }) });
    app.toasts.show({ id: "sessions", tone: "live", text: told.pending ? t("finder.pending") : t("finder.ended", { n: told.ended }) });
  };
  const rows = () => finder.sessions.value() ?? [];
  return (
    <Card
      title={t("finder.sessions")}
      hint={t("finder.sessionsHint")}
      end={
        <Show when={may("sessions.end") && rows().some((row) => !row.current)}>
          <Button size="small" class="touch:h-11" busy={finder.ending() === "all"} onClick={() => void end("all")}>
            {t("finder.endAll")}
          </Button>
        </Show>
      }
    >
      <Part of={finder.sessions}>
        {(read) => (
          <ul class="mt-2 divide-y divide-line/60">
            <For each={read()} fallback={<li class="px-4 py-6 text-text-quiet">{t("finder.noSession")}</li>}>
              {(row) => <Line row={row} end={() => void end(row.id)} />}
            </For>
          </ul>
        )}
      </Part>
    </Card>
  );
}

function Line(props: { readonly row: SessionRow; readonly end: () => void }): JSX.Element {
  const { t, format } = useWords();
  const { finder, may } = useConsole();
  const now = useNow();
  const browser = () => {
    const { browser: name, system } = browserOf(props.row.browser ?? "");
    return [name, system].filter((part) => part !== null).join(t("footer.separator")) || t("finder.unknown");
  };
  const told = () =>
    [
      ...[props.row.city, props.row.country, props.row.ip].filter((part) => part !== null),
      t("finder.seen", { time: format().relative(props.row.seenAt, now()) }),
      ...(props.row.secondFactor ? [t("finder.proven")] : []),
    ].join(t("footer.separator"));
  return (
    <li class="flex items-center gap-3 px-4 py-2.5" data-session={props.row.id}>
      <div class="min-w-0 flex-1">
        <p class="truncate" data-tip={props.row.browser ?? undefined}>
          <bdi>{browser()}</bdi>
        </p>
        <p class="text-small text-text-quiet">{told()}</p>
      </div>
      <Show
        when={!props.row.current}
        fallback={<span class="shrink-0 rounded-full bg-accent-ground px-2 py-0.5 text-caption text-accent-text">{t("finder.here")}</span>}
      >
        <Show when={may("sessions.end")}>
          <Button size="small" class="touch:h-11" busy={finder.ending() === props.row.id} onClick={() => props.end()}>
            {t("finder.end")}
          </Button>
        </Show>
      </Show>
    </li>
  );
}
