import { A, Navigate, useLocation, useNavigate } from "@solidjs/router";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createEffect, For, type JSX, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { SignedIn } from "../../store/session.ts";
import { Button } from "../../ui/Button.tsx";
import { initials } from "../../ui/face.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { useSignOut } from "../frame/account.ts";
import { Outside } from "../frame/outside.ts";
import { Alone } from "./Alone.tsx";
import { Brand } from "./Brand.tsx";
import { DemoLink } from "./DemoLink.tsx";
import { startOf } from "./start.ts";
import { failureAdvice } from "../failure.ts";

/** As long as a workspace waits for an answer before it shows what the device keeps. */
const STAND_MS = 3_000;

/** Whoever comes without a place to go: on to where they work, or to the door. */
export function Home(): JSX.Element {
  const { session, keptPlaces, clock } = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const location = useLocation();
  onMount(() => void session.load());
  /** Where the device's own shortcuts lead to. */
  const wanted = () => new URLSearchParams(location.search).get("to");
  const on = (to: string) => to + (/^\/w\/[^/]+$/.test(to) && (wanted() === "day" || wanted() === "leads") ? `/${wanted()}` : "");
  // Without a connection there is what this device keeps.
  const toKept = async () => {
    const [slug] = await keptPlaces().catch(() => []);
    if (slug !== undefined) navigate(`/w/${slug}/day`, { replace: true });
  };
  createEffect(() => failure()?.code === "offline" && void toKept());
  // A network that leads nowhere says nothing of it for long.
  onCleanup(clock.after(STAND_MS, () => session.state().kind === "unknown" && void toKept()));
  const signedIn = () => {
    const state = session.state();
    return state.kind === "in" ? state.session : undefined;
  };
  const failure = () => {
    const state = session.state();
    return state.kind === "failed" ? state.failure : undefined;
  };
  return (
    <Switch fallback={<Coming />}>
      <Match when={session.state().kind === "out"}>
        <Navigate href="/login" />
      </Match>
      <Match when={failure()}>
        {(failed) => (
          <Alone title={t("home.failed")}>
            <div role="alert">
              <p class="mt-1 text-text-quiet">{failureAdvice(t, failed().code)}</p>
            </div>
            <div class="mt-6">
              <Button onClick={() => void session.load()} class="touch:h-11">
                {t("common.retry")}
              </Button>
            </div>
            <Show when={failed().request}>
              {(request) => <p class="mt-3 select-all text-small text-text-quiet">{t("common.request", { id: request() })}</p>}
            </Show>
          </Alone>
        )}
      </Match>
      <Match when={signedIn()}>
        {(found) => (
          <Show when={startOf(found()) === "/"} fallback={<Navigate href={on(startOf(found()))} />}>
            <Choice session={found()} />
          </Show>
        )}
      </Match>
    </Switch>
  );
}

/** While it is asked who this is: the places to choose from, without their names. */
function Coming(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex min-h-dvh flex-col items-center px-5 pt-[max(32px,14vh)] pb-6">
        <div class="w-full max-w-90">
          <Brand />
          <Skeleton class="mt-6 h-5 w-48" />
          <Skeleton class="mt-3 h-3 w-64" />
          <div class="mt-6 flex flex-col gap-2">
            <SkeletonRows count={2} row={() => <Skeleton class="h-13 w-full" />} />
          </div>
        </div>
      </div>
    </SkeletonGroup>
  );
}

function Choice(props: { readonly session: SignedIn }): JSX.Element {
  const { t } = useWords();
  const any = () => props.session.workspaces.length > 0;
  const email = () => props.session.person.email;
  const signOut = useSignOut();
  return (
    <Alone title={any() ? t("home.choose") : t("home.none")} foot={<DemoLink />}>
      <Outside />
      <p class="mt-1 text-text-quiet">{any() ? t("home.signedInAs", { email: email() }) : t("home.noneHint", { email: email() })}</p>
      <ul class="mt-6 flex flex-col gap-2">
        <For each={props.session.workspaces}>
          {(place) => (
            <li>
              <A
                href={`/w/${place.slug}`}
                class="flex h-13 items-center gap-3 rounded-large border border-line bg-raised px-3 transition-colors hover:bg-hover"
              >
                <span
                  aria-hidden="true"
                  class="flex size-7 shrink-0 items-center justify-center rounded bg-accent-fill text-small font-semibold text-on-fill"
                >
                  {initials(place.name, 20).slice(0, 1)}
                </span>
                <span class="min-w-0 flex-1 truncate font-medium">
                  <bdi>{place.name}</bdi>
                </span>
                <Icon of={ChevronRight} class="text-text-quiet rtl:-scale-x-100" />
              </A>
            </li>
          )}
        </For>
        <Show when={props.session.console}>
          <li>
            <A
              href="/console"
              class="flex h-13 items-center gap-3 rounded-large border border-line bg-raised px-3 transition-colors hover:bg-hover"
            >
              <span class="flex size-7 shrink-0 items-center justify-center">
                <Brand size={24} />
              </span>
              <span class="min-w-0 flex-1 truncate font-medium">{t("platform.console")}</span>
              <Icon of={ChevronRight} class="text-text-quiet rtl:-scale-x-100" />
            </A>
          </li>
        </Show>
      </ul>
      <div class="mt-4 flex flex-wrap gap-2">
        <A
          href="/new"
          class="touch-target relative inline-flex h-8 items-center rounded border border-line bg-float px-3 font-medium hover:bg-hover touch:h-11"
        >
          {t("ways.make")}
        </A>
        <Button variant="ghost" class="touch:h-11" onClick={() => void signOut()}>
          {t("nav.signOut")}
        </Button>
      </div>
    </Alone>
  );
}
