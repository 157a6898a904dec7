import Pencil from "lucide-solid/icons/pencil";
import { createSignal, type JSX, Show } from "solid-js";
import { PROJECT_STATES, type ProjectRow } from "../../../domain/project.ts";
import { isName, type ProjectFields, type Projects, type ProjectTrouble } from "../../store/floor/projects.ts";
import { InlineMenu } from "../../ui/InlineMenu.tsx";
import { InlineText } from "../../ui/InlineText.tsx";
import { useWords } from "../../words/index.ts";
import { type Action, offerActions } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import type { Step } from "../palette/steps.ts";
import { may } from "../rights.ts";
import { StatusMark } from "./StatusMark.tsx";
import { projectTroubleWords } from "./trouble.ts";

type Field = keyof ProjectFields;

/** What a project is called, and where it stands; each is its own input for who may change it. */
export function ProjectFacts(props: {
  readonly project: ProjectRow;
  readonly projects: Projects;
  /** Brings it on screen where there is no room for it beside the leads. */
  readonly onShow: () => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  let facts!: HTMLDListElement;
  const [trouble, setTrouble] = createSignal<{ readonly field: Field; readonly words: string }>();
  const locked = () => !may(workspace, "projects.edit");
  const wrong = (field: Field) => (trouble()?.field === field ? trouble()?.words : undefined);

  async function set(field: Field, over: Partial<ProjectFields>): Promise<void> {
    setTrouble(undefined);
    const { id, name } = props.project;
    const why: ProjectTrouble | null = await props.projects.change(id, over);
    if (why !== null) setTrouble({ field, words: projectTroubleWords(t, why, name) });
  }
  /** As if its value had been pressed. */
  function edit(field: Field): void {
    props.onShow();
    queueMicrotask(() => facts.querySelector<HTMLElement>(`[data-fact="${field}"] button`)?.click());
  }
  offerActions(() => {
    if (locked()) return [];
    const of = (field: Field, rest: Partial<Action>): Action => ({
      id: `project.${field}`,
      label: t("palette.here.project", { field: t(`projects.${field}`) }),
      icon: Pencil,
      group: "here",
      whenAsked: true,
      ...rest,
    });
    const typed = (["name", "code", "place"] as const).map((field) => of(field, { run: () => edit(field) }));
    return [...typed, of("status", { step: states })];
  });
  const states = (): Step => ({
    key: "project.status",
    title: t("projects.status"),
    entries: () =>
      PROJECT_STATES.map((status) => ({
        key: `project.status.${status}`,
        label: t(`projects.state.${status}`),
        sign: () => <StatusMark status={status} bare />,
        checked: props.project.status === status,
        run: () => void set("status", { status }),
      })),
  });
  const line = (field: "code" | "place", most: number) => (
    <Show when={!locked()} fallback={<bdi class="inline-block py-1">{props.project[field] ?? t("projects.empty")}</bdi>}>
      <InlineText
        name={t(field === "code" ? "projects.editCode" : "projects.editPlace", { value: props.project[field] ?? t("common.none") })}
        label={t(`projects.${field}`)}
        value={props.project[field] ?? ""}
        empty={t(field === "code" ? "projects.addCode" : "projects.addPlace")}
        maxLength={most}
        error={wrong(field)}
        onCancel={() => setTrouble(undefined)}
        onSave={(text) => {
          void set(field, { [field]: text === "" ? null : text });
          return true;
        }}
      />
    </Show>
  );

  return (
    <dl
      ref={facts}
      class="grid grid-cols-[80px_minmax(0,1fr)] items-start gap-x-3 gap-y-1 [&>dt]:py-1 touch:[&>dt]:py-3 [&>dt]:text-text-quiet [&>dd]:min-w-0"
    >
      <dt>{t("projects.name")}</dt>
      <dd data-fact="name">
        <Show when={!locked()} fallback={<bdi class="inline-block py-1">{props.project.name}</bdi>}>
          <InlineText
            name={t("projects.editName", { value: props.project.name })}
            label={t("projects.name")}
            value={props.project.name}
            empty={t("projects.name")}
            maxLength={80}
            error={wrong("name")}
            onCancel={() => setTrouble(undefined)}
            onSave={(text) => {
              if (!isName(text)) {
                setTrouble({ field: "name", words: t("projects.nameWrong") });
                return false;
              }
              void set("name", { name: text });
              return true;
            }}
          />
        </Show>
      </dd>
      <dt>{t("projects.code")}</dt>
      <dd data-fact="code">{line("code", 20)}</dd>
      <dt>{t("projects.place")}</dt>
      <dd data-fact="place">{line("place", 80)}</dd>
      <dt>{t("projects.status")}</dt>
      <dd>
        <Show
          when={!locked()}
          fallback={
            <span class="inline-block py-1">
              <StatusMark status={props.project.status} />
            </span>
          }
        >
          <InlineMenu
            name={t("projects.editStatus", { value: t(`projects.state.${props.project.status}`) })}
            menuLabel={t("projects.status")}
            empty=""
            chosen
            error={wrong("status")}
            items={PROJECT_STATES.map((status) => ({
              label: t(`projects.state.${status}`),
              checked: props.project.status === status,
              onSelect: () => void set("status", { status }),
            }))}
          >
            <StatusMark status={props.project.status} />
          </InlineMenu>
        </Show>
      </dd>
    </dl>
  );
}
