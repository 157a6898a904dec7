import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, type JSX, Match, onCleanup, onMount, Show, Suspense, Switch } from "solid-js";
import type { Console } from "../../store/console/console.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { lazyScreen } from "../../ui/part.tsx";
import { createNow } from "../../ui/now.ts";
import { useWords } from "../../words/index.ts";
import { NowContext, useApp } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { NotFound } from "../frame/NotFound.tsx";
import { Outside } from "../frame/outside.ts";
import { ConsoleContext, useConsole } from "./context.tsx";
import { ConsoleBar, ConsoleSidebar } from "./Navigation.tsx";
import { Nowhere } from "./Nowhere.tsx";
import { Lines } from "./Part.tsx";

const Overview = lazyScreen(async () => (await import("./Overview.tsx")).Overview);
const Deliveries = lazyScreen(async () => (await import("./Deliveries.tsx")).Deliveries);
const ParkedView = lazyScreen(async () => (await import("./ParkedView.tsx")).ParkedView);
const SupportPage = lazyScreen(async () => (await import("./SupportPage.tsx")).SupportPage);
const AuditPage = lazyScreen(async () => (await import("./AuditPage.tsx")).AuditPage);
const PeoplePage = lazyScreen(async () => (await import("./PeoplePage.tsx")).PeoplePage);
const StepUp = lazyScreen(async () => (await import("./StepUp.tsx")).StepUp);
const Work = lazyScreen(async () => (await import("./Work.tsx")).Work);

/** How often the frame's own figure, what is parked, is read while deliveries move. */
const FIGURES_MS = 15_000;

/** The super-admins' console and the frame around its screens. Whoever has no role there finds nothing at its address. */
export function ConsoleFrame(): JSX.Element {
  const app = useApp();
  const words = useWords();
  const navigate = useNavigate();
  const location = useLocation();
  const [opened, setOpened] = createSignal<Console>();
  const [missing, setMissing] = createSignal(false);
  let gone = false;
  const refused = async () => {
    const session = await app.session.load();
    if (session.kind === "out" && !gone)
      navigate(`/login?to=${encodeURIComponent(location.pathname + location.search)}`, { replace: true });
  };
  const open = async () => {
    setMissing(false);
    // Its door asks for a second factor in the words of one's own account.
    const parts = ["console", "grants", "account"] as const;
    const [made] = await Promise.all([app.openConsole(() => void refused()), ...parts.map((part) => words.fetch(part))]);
    if (gone) return made.close();
    if (!parts.every((part) => words.has(part))) {
      made.close();
      return void setMissing(true);
    }
    opened()?.close();
    setOpened(made);
  };
  const start = () => void open().catch(() => setMissing(true));
  onMount(start);
  onCleanup(() => {
    gone = true;
    opened()?.close();
  });
  return (
    <Show
      when={opened()}
      keyed
      fallback={
        <Show when={missing()}>
          <main>
            <ErrorState title={words.t("ways.partMissing")} onRetry={start} />
          </main>
        </Show>
      }
    >
      {(made) => (
        <ConsoleContext.Provider value={made}>
          <NowContext.Provider value={createNow()}>
            <Outside />
            <Switch fallback={<Frame />}>
              <Match when={made.state() === "denied"}>
                <NotFound />
              </Match>
              <Match when={made.state() === "closed"}>
                <StepUp onOpen={start} />
              </Match>
            </Switch>
          </NowContext.Provider>
        </ConsoleContext.Provider>
      )}
    </Show>
  );
}

function Frame(): JSX.Element {
  const words = useWords();
  const console = useConsole();
  createEffect(() => {
    if (console.state() === "ready") onCleanup(console.follow(console.health.read, FIGURES_MS));
  });
  return (
    <>
      <a
        href="#main"
        class="fixed start-2 -top-20 z-70 rounded bg-float px-3 py-2 shadow-float focus:top-2"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {words.t("app.skip")}
      </a>
      <div class="flex h-dvh flex-col md:flex-row">
        <ConsoleSidebar />
        <main id="main" tabindex="-1" class="flex min-h-0 min-w-0 flex-1 flex-col bg-ground outline-none md:border-s md:border-line">
          <Switch fallback={<Starting />}>
            <Match when={console.state() === "failed" && console.boot.failure()}>
              {(failure) => (
                <ErrorState
                  title={words.t("console.failed")}
                  hint={failureAdvice(words.t, failure().code)}
                  {...(failure().request === null ? {} : { request: failure().request ?? "" })}
                  onRetry={() => void console.boot.read()}
                />
              )}
            </Match>
            <Match when={console.state() === "ready"}>
              <Suspense fallback={<Starting />}>
                <Screen />
              </Suspense>
            </Match>
          </Switch>
        </main>
        <ConsoleBar />
      </div>
    </>
  );
}

/** A screen's head and what is below it, whichever screen it will be. */
function Starting(): JSX.Element {
  return (
    <>
      <div class="flex h-12 shrink-0 items-center border-b border-line bg-raised px-4 md:px-6">
        <span class="animate-late">
          <Skeleton class="h-4 w-28" />
        </span>
      </div>
      <div class="md:p-2">
        <Lines count={8} />
      </div>
    </>
  );
}

function Screen(): JSX.Element {
  const location = useLocation();
  const { may } = useConsole();
  const at = () =>
    location.pathname
      .replace(/^\/console\/?/, "")
      .replace(/\/$/, "")
      .split("/");
  return (
    <Switch fallback={<Nowhere />}>
      <Match when={at().length === 1 && at()[0] === ""}>
        <Overview />
      </Match>
      <Match when={at()[0] === "deliveries" && at().length <= 2}>
        <Deliveries opened={at()[1] ?? null} />
      </Match>
      <Match when={at().length === 1 && at()[0] === "parked"}>
        <ParkedView />
      </Match>
      <Match when={at().length === 1 && at()[0] === "work"}>
        <Work />
      </Match>
      <Match when={at().length === 1 && at()[0] === "support" && may("support.ask")}>
        <SupportPage />
      </Match>
      <Match when={at().length === 1 && at()[0] === "people" && may("people.read")}>
        <PeoplePage />
      </Match>
      <Match when={at().length === 1 && at()[0] === "audit" && may("audit.read")}>
        <AuditPage />
      </Match>
    </Switch>
  );
}
