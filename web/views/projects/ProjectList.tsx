import { A } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, type JSX, Show } from "solid-js";
import { NO_FILTER } from "../../../domain/filter.ts";
import { PROJECT_STATES, type ProjectRow } from "../../../domain/project.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { useCounting } from "../lists.ts";
import { may } from "../rights.ts";
import { StatusMark } from "./StatusMark.tsx";
import { useProjects } from "./useProjects.ts";

const NewProject = lazyPart(async () => (await import("./NewProject.tsx")).NewProject);
const GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[minmax(200px,1.4fr)_minmax(120px,1fr)_minmax(140px,1.2fr)_96px_88px]";

/** What is sold, those that are being sold first. */
export function ProjectList(): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const projects = useProjects();
  const counts = useCounting({ filter: NO_FILTER, group: "project" });
  const [adding, setAdding] = createSignal(false);
  const mayEdit = () => may(workspace, "projects.edit");
  offerActions(() =>
    mayEdit() ? [{ id: "make.project", label: t("projects.new"), icon: Plus, group: "make", run: () => setAdding(true) }] : [],
  );
  const ordered = () => PROJECT_STATES.flatMap((status) => projects.list().filter((one) => one.status === status));
  const feeds = (project: ProjectRow) =>
    [
      ...workspace.directory.forms().filter(({ id }) => projects.projectOf("form", id) === project.id),
      ...workspace.directory.campaigns().filter(({ id }) => projects.projectOf("campaign", id) === project.id),
    ].map(({ name }) => name);
  const add = () => (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Icon of={Plus} size={14} />
      {t("projects.new")}
    </Button>
  );
  return (
    <>
      <header class="flex h-12 shrink-0 items-center gap-3 border-b border-line ps-4 pe-4 md:ps-6">
        <h1 class="text-title font-semibold">{t("nav.projects")}</h1>
        <span class="flex-1" />
        <Show when={mayEdit() && projects.list().length > 0}>{add()}</Show>
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto">
        <Show
          when={projects.list().length > 0}
          fallback={
            <EmptyState
              icon={<Icon of={Building} size={20} />}
              title={t("projects.none")}
              hint={t(mayEdit() ? "projects.noneHint" : "projects.noneHintLook")}
              action={<Show when={mayEdit()}>{add()}</Show>}
            />
          }
        >
          <div role="table" aria-label={t("projects.list")}>
            <div role="row" class={`${GRID} h-8 items-center border-b border-line px-4 text-small text-text-quiet max-md:sr-only md:px-6`}>
              <span role="columnheader">{t("projects.name")}</span>
              <span role="columnheader">{t("projects.place")}</span>
              <span role="columnheader">{t("projects.feeds")}</span>
              <span role="columnheader">{t("projects.status")}</span>
              <span role="columnheader" class="text-end">
                {t("projects.leads")}
              </span>
            </div>
            <For each={ordered()}>
              {(project) => (
                <Line project={project} feeds={feeds(project)}>
                  <Show when={counts.of(project.id)}>
                    {(found) => (
                      <Show when={counts.atLeast()} fallback={format().number(found().count)}>
                        <OwnCount project={project.id} />
                      </Show>
                    )}
                  </Show>
                </Line>
              )}
            </For>
          </div>
        </Show>
      </div>
      <NewProject open={adding()} onOpenChange={setAdding} projects={projects} />
    </>
  );
}

/** Where all of them together are more than are counted, each is counted for itself. */
function OwnCount(props: { readonly project: string }): JSX.Element {
  const { t, format } = useWords();
  // eslint-disable-next-line solid/reactivity -- a line is its project's
  const counts = useCounting({ filter: [{ field: "project", op: "any", values: [props.project] }], group: null });
  return (
    <Show when={counts.total()}>
      {(total) => {
        const n = () => format().number(total().count);
        // Looked through without finding any: more than that nobody knows.
        return <>{counts.atLeast() ? (total().count === 0 ? t("projects.empty") : t("count.more", { n: n() })) : n()}</>;
      }}
    </Show>
  );
}

function Line(props: { readonly project: ProjectRow; readonly feeds: readonly string[]; readonly children: JSX.Element }): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  return (
    <div
      role="row"
      data-project={props.project.id}
      class={`${GRID} relative min-h-12 items-center border-b border-line/60 px-4 py-2 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover md:px-6`}
      classList={{ "text-text-quiet": props.project.status === "closed" }}
    >
      <span role="cell" class="flex min-w-0 items-center gap-2">
        {/* The whole line leads there. */}
        <A
          href={`/w/${workspace.slug}/projects/${props.project.id}`}
          dir="auto"
          class="truncate rounded-small font-medium after:absolute after:inset-0"
        >
          {props.project.name}
        </A>
        <Show when={props.project.code}>
          {(code) => <bdi class="shrink-0 rounded-small border border-line px-1 text-caption text-text-quiet">{code()}</bdi>}
        </Show>
      </span>
      <span role="cell" dir="auto" class="truncate text-text-quiet max-md:col-start-1 max-md:row-start-2 max-md:text-small">
        {props.project.place}
      </span>
      <span role="cell" dir="auto" class="truncate text-small text-text-quiet max-md:hidden">
        {props.feeds.length === 0 ? t("projects.noFeeds") : format().list(props.feeds)}
      </span>
      <span role="cell" class="max-md:col-start-2 max-md:row-start-2 max-md:justify-self-end">
        <StatusMark status={props.project.status} />
      </span>
      <span role="cell" class="text-end tabular-nums max-md:col-start-2 max-md:row-start-1">
        {props.children}
      </span>
    </div>
  );
}
