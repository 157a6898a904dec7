import { A, useNavigate, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Compass from "lucide-solid/icons/compass";
import { createEffect, createMemo, createSignal, type JSX, Show } from "solid-js";
import type { Filter } from "../../../domain/filter.ts";
import type { ProjectRow } from "../../../domain/project.ts";
import type { Projects } from "../../store/floor/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { DeadEnd } from "../../ui/DeadEnd.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { lazyPart } from "../../ui/part.tsx";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { useListKeys } from "../leads/keys.ts";
import { stepFrom, type Whereabouts, whereabouts } from "../leads/whereabouts.ts";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { useCounting, useQuery } from "../lists.ts";
import { useLiveWords } from "../live-words.ts";
import { ProjectFacts } from "./ProjectFacts.tsx";
import { ProjectLeads } from "./ProjectLeads.tsx";
import { ProjectSources } from "./ProjectSources.tsx";
import { Reach } from "./Reach.tsx";
import { StageBar } from "./StageBar.tsx";
import { StatusMark } from "./StatusMark.tsx";
import { useProjects } from "./useProjects.ts";

const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);

/** How this project is doing: its leads live, by stage, and what brings them. */
export function ProjectPage(props: { readonly id: string }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const projects = useProjects();
  const project = () => projects.find(props.id);
  return (
    <Show
      when={project()}
      fallback={
        <DeadEnd
          icon={Compass}
          title={t("projects.notThere")}
          hint={t("projects.notThereHint")}
          href={`/w/${workspace.slug}/projects`}
          act={t("projects.back")}
          framed
        />
      }
    >
      {(found) => <Page project={found()} projects={projects} />}
    </Show>
  );
}

function Page(props: { readonly project: ProjectRow; readonly projects: Projects }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const params = useParams();
  const navigate = useNavigate();
  const covered = createNarrow(COVERED);
  const [about, setAbout] = createSignal(false);
  const [active, setActive] = createSignal<string | null>(null);
  let handle: VirtualListHandle | undefined;
  createEffect(() => (document.title = t("app.title", { page: props.project.name })));

  // eslint-disable-next-line solid/reactivity -- the page is keyed by the project of the address
  const filter: Filter = [{ field: "project", op: "any", values: [props.project.id] }];
  const query = useQuery(filter);
  const counts = useCounting({ filter, group: "stage" });
  /** All of them are here: then they say best themselves how many there are. */
  const held = createMemo(() => {
    if (!query.complete()) return undefined;
    const byStage = new Map<string, number>();
    for (const id of query.ids()) {
      const stage = workspace.leads.row(id)?.stage;
      if (stage !== undefined) byStage.set(stage, (byStage.get(stage) ?? 0) + 1);
    }
    return byStage;
  });
  const inStage = (stage: string) => held()?.get(stage) ?? (held() === undefined ? (counts.of(stage)?.count ?? 0) : 0);
  const total = () => (held() === undefined ? counts.total()?.count : query.ids().length);
  const atLeast = () => held() === undefined && counts.atLeast();

  const opened = () => params["lead"] ?? null;
  const address = (lead: string | null) => `/w/${workspace.slug}/projects/${props.project.id}${lead === null ? "" : `/${lead}`}`;
  const open = (lead: string | null) => navigate(address(lead), { replace: opened() !== null && lead !== null, scroll: false });
  const place = createMemo<Whereabouts | null>((before) => whereabouts("project", query.ids(), opened() ?? active(), before), null);
  const at = () => query.ids()[place()?.index ?? -1] ?? null;
  const canMove = (step: 1 | -1) => stepFrom(place(), query.ids(), step) !== undefined;
  function move(step: 1 | -1): void {
    const to = place() === null ? query.ids()[0] : stepFrom(place(), query.ids(), step);
    if (to === undefined) return;
    setActive(to);
    if (opened() !== null) open(to);
    if (opened() !== null && covered()) return;
    handle?.reveal(to);
    queueMicrotask(() => handle?.element.querySelector<HTMLElement>(`[data-key="${to}"] [data-row]`)?.focus({ preventScroll: true }));
  }
  function act(kind: "assign" | "stage" | "attempt"): void {
    const lead = opened() ?? active();
    if (lead === null) return;
    if (opened() === null) handle?.reveal(lead);
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const row = `[data-key="${lead}"]`;
    const anchor = find(`[data-panel] [data-act="${kind}"]`) ?? find(`${row} [data-act="${kind}"]`) ?? find(`${row} [data-row]`);
    if (anchor !== null) acts[kind](lead, anchor);
  }
  useListKeys({
    lead: () => opened() ?? active(),
    opened: () => opened() !== null,
    next: () => move(1),
    previous: () => move(-1),
    open: () => {
      const lead = active();
      if (lead !== null) open(lead);
    },
    close: () => {
      if (opened() !== null) open(null);
    },
    top: () => handle?.toTop(),
    act,
  });

  return (
    <>
      <header class="flex h-12 shrink-0 items-center gap-2 border-b border-line ps-2 pe-4 md:ps-4">
        <A
          href={`/w/${workspace.slug}/projects`}
          aria-label={t("projects.back")}
          data-tip={t("projects.back")}
          class="touch-target relative flex size-8 shrink-0 items-center justify-center rounded text-text-quiet hover:bg-pressed/60 hover:text-text"
        >
          <Icon of={ArrowLeft} class="rtl:-scale-x-100" />
        </A>
        <h1 class="truncate text-title font-semibold">
          <bdi>{props.project.name}</bdi>
        </h1>
        <Show when={props.project.code}>
          {(code) => <bdi class="shrink-0 rounded-small border border-line px-1 text-caption text-text-quiet max-md:hidden">{code()}</bdi>}
        </Show>
        <span class="max-md:hidden">
          <StatusMark status={props.project.status} />
        </span>
        <span class="flex-1" />
        <Button class="lg:hidden" aria-expanded={about()} onClick={() => setAbout(!about())}>
          {t(about() ? "projects.leads" : "projects.facts")}
        </Button>
      </header>
      <div class="relative flex min-h-0 flex-1">
        <div class="flex min-h-0 min-w-0 flex-1 flex-col" classList={{ "max-lg:hidden": about() }}>
          <StageBar inStage={inStage} total={total() ?? 0} atLeast={atLeast()}>
            <Reach project={props.project.id} />
          </StageBar>
          <ProjectLeads
            query={query}
            opened={opened()}
            active={at()}
            address={address}
            onOpen={open}
            onActive={setActive}
            ref={(made) => {
              handle = made;
              const lead = opened();
              if (lead !== null) made.reveal(lead);
            }}
          />
        </div>
        <aside
          aria-label={t("projects.facts")}
          class="flex shrink-0 flex-col gap-6 overflow-y-auto p-4 max-lg:flex-1 lg:w-80 lg:border-s lg:border-line"
          classList={{ "max-lg:hidden": !about() }}
        >
          <section aria-label={t("projects.facts")} class="flex flex-col gap-2">
            <h2 class="font-semibold">{t("projects.facts")}</h2>
            <ProjectFacts project={props.project} projects={props.projects} onShow={() => setAbout(true)} />
          </section>
          <ProjectSources project={props.project} projects={props.projects} />
        </aside>
        <Show when={opened()}>{(lead) => <LeadPanel id={lead()} onClose={() => open(null)} onMove={move} canMove={canMove} />}</Show>
      </div>
      <Footer total={total()} atLeast={atLeast()} />
    </>
  );
}

function Footer(props: { readonly total: number | undefined; readonly atLeast: boolean }): JSX.Element {
  const { t, format } = useWords();
  const live = useLiveWords();
  return (
    <LiveFooter state={live.state()} text={live.text()}>
      <Show when={props.total !== undefined}>
        {t("count.leads", { n: props.atLeast ? t("count.more", { n: format().number(props.total ?? 0) }) : (props.total ?? 0) })}
      </Show>
    </LiveFooter>
  );
}
