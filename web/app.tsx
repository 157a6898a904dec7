import { Route, Router } from "@solidjs/router";
import { ErrorBoundary, type JSX, Suspense } from "solid-js";
import { createApi } from "./connection/api.ts";
import { createCall } from "./connection/call.ts";
import { createChime } from "./connection/chime.ts";
import { createDemoApi } from "./connection/demo.ts";
import { browser, clock } from "./connection/edge.ts";
import { watchInstall } from "./connection/install.ts";
import { fetcher, slugAtStart } from "./early.ts";
import { createDemo } from "./store/demo.ts";
import { KEEPS, PUSHES } from "./store/keeping.ts";
import { forgetDone, keepDoneOf } from "./store/remembering.ts";
import { createSession } from "./store/session.ts";
import { createWorkspace } from "./store/workspace.ts";
import { Announcer } from "./ui/Announcer.tsx";
import { holdBesides, lazyPart, lazyScreen } from "./ui/part.tsx";
import { reach } from "./ui/reach.ts";
import { ToastRegion } from "./ui/ToastRegion.tsx";
import { createToasts } from "./ui/toasts.ts";
import { type AppServices, AppContext } from "./views/context.tsx";
import { Broken } from "./views/frame/Broken.tsx";
import { MissingParts } from "./views/frame/MissingParts.tsx";
import { Start } from "./views/frame/Start.tsx";
import { WordsProvider } from "./words/index.ts";

const Home = lazyScreen(async () => (await import("./views/signin/Home.tsx")).Home);
const SignIn = lazyScreen(async () => (await import("./views/signin/SignIn.tsx")).SignIn);
const Forgot = lazyScreen(async () => (await import("./views/signin/Forgot.tsx")).Forgot);
const Reset = lazyScreen(async () => (await import("./views/signin/Reset.tsx")).Reset);
const Verify = lazyScreen(async () => (await import("./views/signin/Verify.tsx")).Verify);
const Recover = lazyScreen(async () => (await import("./views/signin/Recover.tsx")).Recover);
const Invite = lazyScreen(async () => (await import("./views/signin/Invite.tsx")).Invite);
const AccountView = lazyScreen(async () => (await import("./views/account/AccountView.tsx")).AccountView);
const WorkspaceFrame = lazyScreen(async () => (await import("./views/frame/WorkspaceFrame.tsx")).WorkspaceFrame);
const LeadsView = lazyPart(async () => (await import("./views/leads/LeadsView.tsx")).LeadsView);
const DayView = lazyPart(async () => (await import("./views/day/DayView.tsx")).DayView);
const ProjectsView = lazyPart(async () => (await import("./views/projects/ProjectsView.tsx")).ProjectsView);
const BoardView = lazyPart(async () => (await import("./views/board/BoardView.tsx")).BoardView);
const NoticesView = lazyPart(async () => (await import("./views/notices/NoticesView.tsx")).NoticesView);
const SearchView = lazyPart(async () => (await import("./views/search/SearchView.tsx")).SearchView);
const SettingsFrame = lazyPart(async () => (await import("./views/settings/SettingsFrame.tsx")).SettingsFrame);
const NewWorkspace = lazyScreen(async () => (await import("./views/new/NewWorkspace.tsx")).NewWorkspace);
const ConsoleFrame = lazyScreen(async () => (await import("./views/console/ConsoleFrame.tsx")).ConsoleFrame);
const NotFound = lazyPart(async () => (await import("./views/frame/NotFound.tsx")).NotFound);
const DemoView = __DEMO__ ? lazyScreen(async () => (await import("./views/demo/DemoView.tsx")).DemoView) : null;
const MailView = __DEMO__ ? lazyScreen(async () => (await import("./views/demo/MailView.tsx")).MailView) : null;
const Leaving = lazyPart(async () => (await import("./views/offline/Leaving.tsx")).Leaving, { beside: true });
const TooltipLayer = lazyPart(async () => (await import("./ui/TooltipLayer.tsx")).TooltipLayer);

/** Every screen's address. What a screen needs of the outside world is made here and handed down. */
export function App(): JSX.Element {
  // Nothing that stands beside all screens comes before a workspace's own: its frame says when.
  if (slugAtStart !== undefined) holdBesides();
  const api = createApi(fetcher);
  const toasts = createToasts();
  const chime = createChime();
  const origin = `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}`;
  const edge = { clock, browser };
  const quietly = (work: (kept: typeof import("./kept.ts")) => Promise<unknown>, otherwise?: () => unknown) => {
    // Nothing was ever kept here: what would destroy it need not come.
    if (browser.recall(KEEPS) === null) return Promise.resolve();
    return import("./kept.ts").then(work).then(
      () => undefined,
      () => void otherwise?.(),
    );
  };
  const session = createSession({
    api,
    left: () => {
      forgetDone(browser);
      // Nobody is told here of what whoever goes would have been told; the server forgets this browser with the session.
      if (browser.recall(PUSHES) !== null) void import("./connection/push.ts").then((push) => push.unsubscribe()).catch(() => undefined);
      // Nor is it remembered which place it was; still that there was one, until all of it is gone.
      if (browser.recall(KEEPS) !== null) browser.remember(KEEPS, "");
      // Where even that cannot be fetched, the key goes with everything that stands there.
      return quietly(
        (kept) => kept.destroyKept(clock),
        () => indexedDB.deleteDatabase("leadoxe"),
      );
    },
    entered: ({ person, workspaces }) => {
      const slugs = workspaces.map(({ slug }) => slug);
      keepDoneOf(browser, person.id, slugs, clock.now());
      void quietly((kept) => kept.keepOnly(clock, person.id, slugs));
    },
  });
  const services: AppServices = {
    session,
    toasts,
    call: createCall(fetcher),
    clock,
    browser,
    install: watchInstall(),
    demo: __DEMO__ ? createDemo({ api: createDemoApi(fetcher), clock, browser }) : null,
    reaches: () =>
      fetch("/icon.svg", { method: "HEAD", cache: "no-store" }).then(
        (answer) => answer.ok,
        () => false,
      ),
    enterConsole: async () => (await import("./console.ts")).enter(fetcher),
    openSupport: async (slug) => (await import("./support.ts")).openSupport(fetcher, { clock, browser }, slug),
    openConsole: async (refused) => (await import("./console.ts")).openConsole(fetcher, { clock, browser, origin }, refused),
    openWorkspace: (slug, ends) =>
      createWorkspace(slug, {
        api,
        clock,
        browser,
        chime,
        socket: { origin },
        reach,
        openKeeper: async (place, queue) => (await reach(() => import("./kept.ts"))).openKeeper(edge, place, queue),
        ...ends,
      }),
    keptPlaces: async () => {
      const last = browser.recall(KEEPS);
      return last === null ? [] : (await import("./kept.ts")).keptPlaces(clock, last);
    },
    keptWaiting: async () => (browser.recall(KEEPS) === null ? 0 : (await import("./kept.ts")).keptWaiting(clock)),
    openSettings: async (slug, failed) => (await import("./settings.ts")).openSettings(fetcher, { clock, browser }, slug, failed),
    openMaking: async () => (await import("./settings.ts")).openMaking(fetcher, clock),
    openAccount: async () => (await import("./account.ts")).openAccount(fetcher, session),
  };
  return (
    <WordsProvider reach={reach}>
      <AppContext.Provider value={services}>
        <ErrorBoundary fallback={(error: unknown) => <Broken error={error} />}>
          <Suspense>
            <Router>
              <Route path="/" component={Home} />
              <Route path="/login" component={SignIn} />
              <Route path="/login/forgot" component={Forgot} />
              <Route path="/reset" component={Reset} />
              <Route path="/verify" component={Verify} />
              <Route path="/recover" component={Recover} />
              <Route path="/invite" component={Invite} />
              <Route path="/account" component={AccountView} />
              <Route path="/w/:workspace" component={WorkspaceFrame}>
                <Route path="/" component={Start} />
                <Route path="/day/:lead?" component={DayView} />
                <Route path="/leads/:lead?" component={LeadsView} />
                <Route path="/projects/:project?/:lead?" component={ProjectsView} />
                <Route path="/board/:lead?" component={BoardView} />
                <Route path="/notices/:lead?" component={NoticesView} />
                <Route path="/search/:lead?" component={SearchView} />
                <Route path="/settings/*" component={SettingsFrame} />
                <Route path="*" component={NotFound} />
              </Route>
              <Route path="/new" component={NewWorkspace} />
              <Route path="/console/*" component={ConsoleFrame} />
              {DemoView !== null && <Route path="/demo" component={DemoView} />}
              {MailView !== null && <Route path="/demo/mail" component={MailView} />}
              <Route path="*" component={NotFound} />
            </Router>
          </Suspense>
        </ErrorBoundary>
        <ToastRegion toasts={toasts.list()} onDismiss={(id) => toasts.dismiss(id)} />
        <MissingParts />
        <Leaving />
        <Announcer />
        <TooltipLayer />
      </AppContext.Provider>
    </WordsProvider>
  );
}
