import FileText from "lucide-solid/icons/file-text";
import Megaphone from "lucide-solid/icons/megaphone";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { For, type JSX, Show } from "solid-js";
import type { ProjectRow } from "../../../domain/project.ts";
import type { Projects } from "../../store/floor/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import type { Step } from "../palette/steps.ts";
import { may } from "../rights.ts";

const SIGN = { form: FileText, campaign: Megaphone } as const;

/** Which forms and campaigns bring leads to a project from now on. */
export function ProjectSources(props: { readonly project: ProjectRow; readonly projects: Projects }): JSX.Element {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const none = () => directory.forms().length === 0 && directory.campaigns().length === 0;
  return (
    <section aria-label={t("projects.sources")} class="flex flex-col gap-3">
      <div>
        <h2 class="font-semibold">{t("projects.sources")}</h2>
        <p class="text-small text-text-quiet">{t(none() ? "projects.noneKnown" : "projects.sourcesHint")}</p>
      </div>
      <Sources {...props} of="form" />
      <Sources {...props} of="campaign" />
    </section>
  );
}

function Sources(props: { readonly project: ProjectRow; readonly projects: Projects; readonly of: "form" | "campaign" }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const { directory } = workspace;
  const locked = () => !may(workspace, "projects.edit");
  const all = () => (props.of === "form" ? directory.forms() : directory.campaigns()).toSorted((a, b) => a.name.localeCompare(b.name));
  const mine = () => all().filter(({ id }) => props.projects.projectOf(props.of, id) === props.project.id);
  const others = () => all().filter(({ id }) => props.projects.projectOf(props.of, id) !== props.project.id);

  async function map(id: string, to: string | null): Promise<void> {
    const failure = await props.projects.map(props.of, id, to);
    if (failure !== null)
      app.toasts.show({
        id: `did-${props.of}-${id}`,
        tone: "overdue",
        text: t("projects.notSaved", { reason: failureAdvice(t, failure.code) }),
        ms: 0,
      });
  }

  const add = () => t(props.of === "form" ? "projects.addForm" : "projects.addCampaign");
  const nowOf = (id: string) => {
    const now = props.projects.find(props.projects.projectOf(props.of, id) ?? "")?.name;
    return now === undefined ? {} : { note: t("projects.now", { project: now }) };
  };
  const step = (): Step => ({
    key: `project.${props.of}`,
    title: add(),
    entries: () =>
      others().map(({ id, name }) => ({
        key: `project.${props.of}.${id}`,
        label: name,
        ...nowOf(id),
        run: () => void map(id, props.project.id),
      })),
  });
  offerActions(() =>
    locked() || others().length === 0
      ? []
      : [{ id: `project.${props.of}`, label: add(), icon: SIGN[props.of], group: "here", whenAsked: true, step }],
  );

  return (
    <Show when={all().length > 0}>
      <div class="flex flex-col gap-1">
        <h3 class="text-small font-medium text-text-quiet">{t(props.of === "form" ? "projects.forms" : "projects.campaigns")}</h3>
        <ul class="flex flex-col">
          <For
            each={mine()}
            fallback={<li class="py-1 text-text-quiet">{t(props.of === "form" ? "projects.noForms" : "projects.noCampaigns")}</li>}
          >
            {(source) => (
              <li data-source={source.id} class="flex min-h-8 items-center gap-2 touch:min-h-11">
                <Icon of={SIGN[props.of]} size={14} class="text-text-quiet" />
                <span class="min-w-0 flex-1 truncate">
                  <bdi>{source.name}</bdi>
                </span>
                <Show when={!locked()}>
                  <Button
                    variant="icon"
                    size="small"
                    label={t("projects.take", { name: source.name })}
                    onClick={() => void map(source.id, null)}
                  >
                    <Icon of={X} size={14} />
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={!locked() && others().length > 0}>
          <span>
            <MenuButton
              size="small"
              variant="ghost"
              class="-ms-2 text-text-quiet touch:h-11!"
              menuLabel={add()}
              items={others().map(({ id, name }) => ({ label: name, ...nowOf(id), onSelect: () => void map(id, props.project.id) }))}
            >
              <Icon of={Plus} size={14} />
              {add()}
            </MenuButton>
          </span>
        </Show>
      </div>
    </Show>
  );
}
