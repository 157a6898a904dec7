import { type RouteSectionProps, useLocation, useNavigate, useParams } from "@solidjs/router";
import { createEffect, type JSX, onCleanup, Show } from "solid-js";
import { isMember } from "../../../domain/rights.ts";
import { useWords } from "../../words/index.ts";
import { createNow } from "../../ui/now.ts";
import { holdBesides, lazyPart, loadPartsWhenIdle, missing } from "../../ui/part.tsx";
import { keysComing } from "../../ui/travel.ts";
import { allOffered, offerActions } from "../actions.ts";
import { ActsProvider } from "../acts/ActsProvider.tsx";
import { NowContext, useApp, WorkspaceContext } from "../context.tsx";
import { listenForActions } from "../keys.ts";
import { openPalette } from "../palette/open.ts";
import { may } from "../rights.ts";
import { SupportProvider } from "../support/desk.tsx";
import { announceArrivals } from "./arrivals.ts";
import { BottomBar } from "./BottomBar.tsx";
import { askKept, keptAsked } from "../offline/open.ts";
import { Denied } from "./Denied.tsx";
import { showKeys } from "./keys-open.ts";
import { toastNotices } from "./notices.ts";
import { Sidebar } from "./Sidebar.tsx";

const SupportBanner = lazyPart(async () => (await import("../support/SupportBanner.tsx")).SupportBanner, { beside: true });
const Everywhere = lazyPart(async () => (await import("../palette/Everywhere.tsx")).Everywhere, { beside: true });
const NoticeCount = lazyPart(async () => (await import("../notices/NoticeCount.tsx")).NoticeCount, { beside: true });
const Kept = lazyPart(async () => (await import("../offline/Kept.tsx")).Kept);
const KeptAsks = lazyPart(async () => (await import("../offline/KeptAsks.tsx")).KeptAsks);
const DayCount = lazyPart(async () => (await import("../day/DayCount.tsx")).DayCount, { beside: true });

/** One open workspace, and the frame around its screens. Another workspace's address opens another one. */
export function WorkspaceFrame(props: RouteSectionProps): JSX.Element {
  const params = useParams();
  return (
    <Show when={params["workspace"]} keyed>
      {(slug) => <Opened slug={slug}>{props.children}</Opened>}
    </Show>
  );
}

function Opened(props: { readonly slug: string; readonly children: JSX.Element }): JSX.Element {
  const app = useApp();
  const words = useWords();
  const navigate = useNavigate();
  const location = useLocation();
  const here = () => encodeURIComponent(location.pathname + location.search);
  // eslint-disable-next-line solid/reactivity -- the caller is keyed by the slug: another one makes another frame
  const workspace = app.openWorkspace(props.slug, {
    signedOut: () => {
      app.session.ended();
      navigate(`/login?to=${here()}`, { replace: true });
    },
    secondFactorNeeded: () => navigate(`/account?why=second_factor&to=${here()}`, { replace: true }),
  });
  onCleanup(() => workspace.close());
  onCleanup(() => askKept(null));
  onCleanup(toastNotices(workspace, app.toasts, words.t));
  const stopWatching = app.demo?.watch(workspace.leads);
  if (stopWatching !== undefined) onCleanup(stopWatching);
  if (app.session.state().kind !== "in") void app.session.load();
  /** Support that is in, or could ask for it: nobody else ever sees its banner. */
  const mayHaveSupport = () => {
    const { directory } = workspace;
    const me = directory.me();
    return me !== undefined && (directory.support().length > 0 || !isMember(me.role) || may(workspace, "support.decide"));
  };
  createEffect(() => words.setTimeZone(workspace.directory.workspace()?.settings.timeZone));
  announceArrivals(workspace, words);
  listenForActions();
  // Here from the first moment on, as the browser's own Ctrl/Cmd-K is.
  offerActions(() => [
    {
      id: "palette",
      label: words.t("palette.keys.search"),
      group: "go",
      keys: ["mod+k"],
      where: "anywhere",
      keysOnly: true,
      run: openPalette,
    },
    { id: "keys", label: words.t("palette.keys.keys"), group: "self", keys: ["?"], run: showKeys },
  ]);
  const shown = holdBesides();
  onCleanup(shown);
  createEffect(() => workspace.state() === "ready" && void loadPartsWhenIdle(shown, words.fetchAll));
  // Whoever presses something waits for nothing.
  for (const press of ["pointerdown", "keydown"] as const) {
    window.addEventListener(press, shown, { capture: true, once: true });
    onCleanup(() => window.removeEventListener(press, shown, { capture: true }));
  }
  const answered = keysComing();
  onCleanup(answered);
  // What cannot be had answers nothing, and is said.
  createEffect(() => (allOffered() || missing() !== null) && answered());

  return (
    <WorkspaceContext.Provider value={workspace}>
      <NowContext.Provider value={createNow()}>
        <Show when={workspace.state() !== "denied"} fallback={<Denied />}>
          <ActsProvider>
            <Show when={workspace.state() === "ready"}>
              <Everywhere />
              <NoticeCount />
            </Show>
            <Show when={workspace.state() === "ready" && may(workspace, "lead.attempt")}>
              <DayCount />
            </Show>
            <SupportProvider>
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
              <div class="flex h-dvh flex-col">
                <Show when={mayHaveSupport()}>
                  <SupportBanner />
                </Show>
                <div class="flex min-h-0 flex-1 flex-col md:flex-row">
                  <Sidebar />
                  <main
                    id="main"
                    tabindex="-1"
                    data-crowded={workspace.leads.crowded() ? "" : undefined}
                    class="flex min-h-0 min-w-0 flex-1 flex-col bg-raised outline-none md:border-s md:border-line"
                  >
                    {props.children}
                  </main>
                  <Show when={workspace.commands.waiting().length + workspace.commands.returned().length > 0}>
                    <Kept />
                  </Show>
                  <BottomBar />
                </div>
              </div>
              <KeptAsks open={keptAsked() !== null} onOpenChange={(open) => open || askKept(null)} />
            </SupportProvider>
          </ActsProvider>
        </Show>
      </NowContext.Provider>
    </WorkspaceContext.Provider>
  );
}
