import { useNavigate } from "@solidjs/router";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createEffect, createSignal, createUniqueId, type JSX, on, Show } from "solid-js";
import { isName, type Projects, type ProjectTrouble } from "../../store/floor/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { projectTroubleWords } from "./trouble.ts";

/** A new project; its page is where it goes on. */
export function NewProject(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly projects: Projects;
}): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const form = createUniqueId();
  const [id, setId] = createSignal("");
  const [name, setName] = createSignal("");
  const [code, setCode] = createSignal("");
  const [place, setPlace] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<ProjectTrouble | null>(null);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setId(app.clock.id());
        setName("");
        setCode("");
        setPlace("");
        setTried(false);
        setTrouble(null);
      },
    ),
  );
  const taken = () => {
    const now = trouble();
    return now?.kind === "taken" ? projectTroubleWords(t, now, name()) : undefined;
  };
  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || !isName(name())) return;
    setBusy(true);
    const wrong = await props.projects.create(id(), {
      name: name().trim(),
      code: code().trim() || null,
      place: place().trim() || null,
      status: "active",
    });
    setBusy(false);
    setTrouble(wrong);
    if (wrong !== null) return;
    props.onOpenChange(false);
    navigate(`/w/${workspace.slug}/projects/${id()}`);
  };
  return (
    <Dialog
      form
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t("projects.new")}
      description={t("projects.newHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy()} class="touch:h-11">
            <span class="max-w-60 truncate">
              {isName(name()) ? t("projects.create", { name: name().trim() }) : t("projects.createPlain")}
            </span>
          </Button>
        </>
      }
    >
      <form id={form} noValidate class="flex flex-col gap-4" onSubmit={(event) => void create(event)}>
        <Field label={t("projects.name")} error={tried() && !isName(name()) ? t("projects.nameWrong") : undefined}>
          <TextInput value={name()} autocomplete="off" maxLength={80} dir="auto" onInput={setName} />
        </Field>
        <Field label={t("projects.code")} hint={t("projects.codeHint")} error={taken()}>
          <TextInput
            value={code()}
            autocomplete="off"
            maxLength={20}
            class="w-40"
            onInput={(text) => {
              setCode(text);
              setTrouble(null);
            }}
          />
        </Field>
        <Field label={t("projects.place")} hint={t("projects.placeHint")}>
          <TextInput value={place()} autocomplete="off" maxLength={80} dir="auto" onInput={setPlace} />
        </Field>
        <Show when={taken() === undefined && trouble()}>
          {(why) => (
            <p role="alert" class="flex items-start gap-2 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
              <Icon of={CircleAlert} size={14} class="mt-0.75" />
              {projectTroubleWords(t, why(), name())}
            </p>
          )}
        </Show>
      </form>
    </Dialog>
  );
}
