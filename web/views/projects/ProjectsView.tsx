import { useParams } from "@solidjs/router";
import { createEffect, type JSX, onCleanup, Show, Suspense } from "solid-js";
import { lazyScreen } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { ProjectList } from "./ProjectList.tsx";
import { Loading } from "./states.tsx";

const ProjectPage = lazyScreen(async () => (await import("./ProjectPage.tsx")).ProjectPage);

/** All projects, or the one of the address. */
export function ProjectsView(): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const params = useParams();
  createEffect(() => (document.title = words.t("app.title", { page: words.t("nav.projects") })));
  onCleanup(() => (document.title = words.t("app.name")));
  return (
    <WithWords part="day" fallback={<Loading />}>
      <Show when={workspace.state() === "ready"} fallback={<Loading />}>
        <Suspense fallback={<Loading />}>
          <Show when={params["project"]} keyed fallback={<ProjectList />}>
            {(id) => <ProjectPage id={id} />}
          </Show>
        </Suspense>
      </Show>
    </WithWords>
  );
}
