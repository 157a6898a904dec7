import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { LeadProject } from "../../../../domain/project.ts";
import type { Waiting } from "../../../store/queue.ts";
import { FieldError } from "../../../ui/FieldError.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useWorkspace } from "../../context.tsx";
import { useFloor } from "../../floor.ts";
import { AddProject, ProjectPicker } from "./AddProject.tsx";
import { FieldRow } from "./FieldRow.tsx";
import { createHeld } from "./held.ts";
import type { LeadFields } from "./lead-fields.ts";
import { ProjectLine } from "./ProjectLine.tsx";

/** A project as a change that waits puts it. */
function withWaiting(told: readonly LeadProject[], { command: { kind, path, body } }: Waiting): readonly LeadProject[] {
  if (kind !== "project") return told;
  const project = decodeURIComponent(path.split("/").at(-1) ?? "");
  const { on, interest = null, note = null } = body as Partial<LeadProject> & { readonly on?: boolean };
  if (on !== true) return told.filter((one) => one.project !== project);
  const place = told.findIndex((one) => one.project === project);
  return told.toSpliced(place < 0 ? told.length : place, 1, { project, interest, note });
}

/** What they might buy, how much they want it, and what they said of it. */
export function ProjectsField(props: { readonly of: LeadFields }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const floor = useFloor();
  /** The row tells which, the detail how much: until that is here, only which. */
  const told = (): readonly LeadProject[] =>
    props.of.opened.detail()?.projects ?? (props.of.row().projects ?? []).map((project) => ({ project, interest: null, note: null }));
  const [projects, hold] = createHeld(told, { commands: workspace.commands, lead: () => props.of.row().id, over: withWaiting });
  const ids = () => props.of.row().projects ?? [];
  const nameOfProject = (id: string) => workspace.directory.project(id)?.name ?? id;
  const put = (project: string, said: Omit<LeadProject, "project"> | null) => {
    const row = props.of.row();
    const others = projects().filter((one) => one.project !== project);
    const place = projects().findIndex((one) => one.project === project);
    const next = said === null ? others : place < 0 ? [...others, { project, ...said }] : projects().with(place, { project, ...said });
    const words = t(said === null ? "fields.project.removed" : place < 0 ? "fields.project.added" : "fields.project.changed", {
      project: nameOfProject(project),
      name: calledWords(t, row),
    });
    const sent = props.of.edits.run("projects", words, floor.fields.project(row.id, project, said, ids()), said?.note ?? "");
    hold(next, sent);
  };
  const at = (project: string) => projects().find((one) => one.project === project);
  const options = createMemo(() =>
    workspace.directory
      .projects()
      .filter((project) => project.status !== "closed" && at(project.id) === undefined)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name, place, code }) => ({ value: id, label: name, note: [code, place].filter(Boolean).join(" · ") })),
  );
  /** Where the list to add from stands: at the project it was asked for beside. */
  const [anchor, setAnchor] = createSignal<HTMLElement>();
  const [adding, setAdding] = createSignal(false);
  const mayAdd = () => props.of.mayEdit() && options().length > 0;
  const add = (project: string) => put(project, { interest: null, note: null });
  return (
    <Show when={mayAdd() || projects().length > 0}>
      <FieldRow field="projects" label={t("fields.projects")}>
        <For each={projects().map((one) => one.project)} fallback={<AddProject options={options()} onPick={add} />}>
          {(project) => (
            <Show when={at(project)}>
              {(one) => (
                <ProjectLine
                  one={one()}
                  name={nameOfProject(project)}
                  mayEdit={props.of.mayEdit()}
                  mayAdd={mayAdd()}
                  onPut={(said) => put(project, said)}
                  onAdd={(anchor) => {
                    setAnchor(anchor);
                    setAdding(true);
                  }}
                />
              )}
            </Show>
          )}
        </For>
        <ProjectPicker options={options()} anchor={anchor()} open={adding()} onOpenChange={setAdding} onPick={add} />
        <Show when={props.of.edits.error("projects")}>{(error) => <FieldError words={error()} />}</Show>
      </FieldRow>
    </Show>
  );
}
