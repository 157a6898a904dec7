import { A, Navigate, useLocation, useNavigate } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createMemo, createSignal, For, type JSX, Match, onCleanup, onMount, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { ApiFailure } from "../../store/notice.ts";
import type { Settings } from "../../store/settings/settings.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyScreen } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { NotFound } from "../frame/NotFound.tsx";
import { may } from "../rights.ts";
import { SettingsContext, useSettings } from "./context.tsx";
import { useSetup } from "./floor/setup.ts";
import { NoRight } from "./NoRight.tsx";
import { usePeopleDid } from "./people-did.ts";
import { SCREENS, useSettingsPlaces } from "./places.ts";
import { SaveState } from "./SaveState.tsx";
import { FormSkeleton } from "./states.tsx";

const PARTS = {
  general: lazyScreen(async () => (await import("./GeneralView.tsx")).GeneralView),
  people: lazyScreen(async () => (await import("./PeopleView.tsx")).PeopleView),
  teams: lazyScreen(async () => (await import("./TeamsView.tsx")).TeamsView),
  pages: lazyScreen(async () => (await import("./pages/PagesView.tsx")).PagesView),
  rights: lazyScreen(async () => (await import("./RightsView.tsx")).RightsView),
  stages: lazyScreen(async () => (await import("./floor/StagesView.tsx")).StagesView),
  reasons: lazyScreen(async () => (await import("./floor/ReasonsView.tsx")).ReasonsView),
  fields: lazyScreen(async () => (await import("./floor/FieldsView.tsx")).FieldsView),
  texts: lazyScreen(async () => (await import("./floor/TextsView.tsx")).TextsView),
  audit: lazyScreen(async () => (await import("./AuditView.tsx")).AuditView),
  support: lazyScreen(async () => (await import("./Support.tsx")).Support),
} as const;

/** The settings of the open workspace: their own way around, and the screen that the address names. */
export function SettingsFrame(): JSX.Element {
  const app = useApp();
  const words = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const location = useLocation();
  const [opened, setOpened] = createSignal<Settings>();
  const [missing, setMissing] = createSignal(false);
  let gone = false;
  const refused = (failure: ApiFailure) => {
    const here = encodeURIComponent(location.pathname + location.search);
    if (failure.code === "not_signed_in") {
      app.session.ended();
      navigate(`/login?to=${here}`, { replace: true });
    }
    if (failure.code === "second_factor_needed") navigate(`/account?why=second_factor&to=${here}`, { replace: true });
  };
  const open = async () => {
    setMissing(false);
    const [made] = await Promise.all([app.openSettings(workspace.slug, refused), words.fetch("settings")]);
    if (gone || !words.has("settings")) {
      made.close();
      setMissing(true);
    } else setOpened(made);
  };
  const start = () => void open().catch(() => setMissing(true));
  onMount(start);
  onCleanup(() => {
    gone = true;
    opened()?.close();
  });
  return (
    <Switch fallback={<FormSkeleton />}>
      <Match when={missing()}>
        <ErrorState title={words.t("ways.partMissing")} onRetry={start} />
      </Match>
      <Match when={workspace.state() === "loading" && workspace.failure()}>
        {(failure) => <ErrorState title={words.t("home.failed")} hint={failureAdvice(words.t, failure().code)} />}
      </Match>
      <Match when={workspace.state() === "ready" && words.has("settings") && opened()}>
        {(made) => (
          <SettingsContext.Provider value={made()}>
            <Frame />
          </SettingsContext.Provider>
        )}
      </Match>
    </Switch>
  );
}

function Frame(): JSX.Element {
  const { t } = useWords();
  const { general } = useSettings();
  const setup = useSetup();
  usePeopleDid();
  const places = useSettingsPlaces();
  const workspace = useWorkspace();
  const onFloor = () => places().some(({ here, floor }) => here && floor);
  return (
    <>
      <header class="flex min-h-12 shrink-0 items-center gap-1 border-b border-line ps-2 pe-4 md:ps-4">
        <A
          href={`/w/${workspace.slug}/leads`}
          aria-label={t("ways.back")}
          data-tip={t("ways.back")}
          class="touch-target relative flex size-8 items-center justify-center rounded text-text-quiet hover:bg-pressed/60 hover:text-text"
        >
          <Icon of={ArrowLeft} class="rtl:-scale-x-100" />
        </A>
        <span class="shrink-0 text-title font-semibold">{t("settings.nav")}</span>
        <span class="flex-1" />
        <SaveState of={onFloor() ? setup : general} />
      </header>
      <div class="flex min-h-0 flex-1 max-md:flex-col">
        <SettingsLinks />
        <div class="relative flex min-h-0 min-w-0 flex-1 flex-col">
          <Suspense fallback={<FormSkeleton />}>
            <Screen />
          </Suspense>
        </div>
      </div>
    </>
  );
}

/** Down the side where there is one; on a phone a line that scrolls. */
function SettingsLinks(): JSX.Element {
  const { t } = useWords();
  const places = useSettingsPlaces();
  let line!: HTMLElement;
  onMount(() => line.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" }));
  return (
    <nav
      ref={line}
      aria-label={t("settings.nav")}
      class="flex shrink-0 gap-0.5 p-2 max-md:overflow-x-auto max-md:border-b max-md:border-line max-md:px-3 max-md:py-1 md:w-46 md:flex-col md:border-e md:border-line md:p-3 [scrollbar-width:none]"
    >
      <For each={places()}>
        {(place, index) => {
          const before = () => places()[index() - 1]?.floor ?? false;
          return (
            <>
              <Show when={place.floor && !before()}>
                <p class="mt-3 px-2 pb-1 text-small font-medium text-text-quiet max-md:hidden">{t("floor.group")}</p>
              </Show>
              <A
                href={place.href}
                aria-current={place.here ? "page" : undefined}
                class="flex h-8 min-w-11 shrink-0 items-center gap-2 rounded px-2 text-text-quiet transition-colors hover:bg-pressed/60 hover:text-text aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-text max-md:h-11 max-md:px-3"
                classList={{ "md:mt-3": before() && !place.floor }}
              >
                <Icon of={place.icon} class="max-md:hidden" />
                <span class="truncate">{place.label}</span>
              </A>
            </>
          );
        }}
      </For>
    </nav>
  );
}

function Screen(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const location = useLocation();
  const at = () => location.pathname.slice(`/w/${workspace.slug}/settings`.length).replace(/^\/|\/$/g, "");
  const screen = createMemo(() => SCREENS.find(({ key }) => key === at()));
  return (
    <Show when={at() !== ""} fallback={<Navigate href={`/w/${workspace.slug}/settings/general`} />}>
      <Show when={screen()} keyed fallback={<NotFound />}>
        {({ key, needs }) => (
          <Show when={may(workspace, needs)} fallback={<NoRight title={t(`settings.${key}`)} owner={key === "support"} />}>
            <Dynamic component={PARTS[key]} />
          </Show>
        )}
      </Show>
    </Show>
  );
}
