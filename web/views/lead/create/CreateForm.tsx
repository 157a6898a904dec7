import ChevronRight from "lucide-solid/icons/chevron-right";
import Users from "lucide-solid/icons/users";
import { createSignal, createUniqueId, For, type JSX, Show, untrack } from "solid-js";
import { HAND_SOURCES } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { MAX_EMAIL, MAX_NAME, MAX_PHONE } from "../fields/limits.ts";
import { mayGive } from "./may-give.ts";
import { MoreFields } from "./MoreFields.tsx";
import type { Known, NewLeadForm } from "./new-lead.ts";

/** Characters of a note, as `domain/story.ts` takes them. */
const MAX_NOTE = 5_000;
/** Before a team's id among the ids of people. */
const TEAM = "team ";

export function CreateForm(props: { readonly id: string; readonly made: NewLeadForm }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const more = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const made = untrack(() => props.made);
  const { draft, set } = made;
  const people = () => {
    const me = workspace.directory.me()?.id;
    return [
      ...(mayGive(workspace, null) ? [{ value: "", label: t("create.nobody") }] : []),
      ...workspace.directory
        .members()
        .filter((member) => member.status === "active" && member.role !== "auditor" && mayGive(workspace, member))
        .sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name))
        .map(({ id, name }) => ({ value: id, label: id === me ? t("create.me", { name }) : name })),
    ];
  };
  const teams = () =>
    mayGive(workspace, null)
      ? workspace.directory
          .teams()
          .filter(({ retired }) => retired !== true)
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map(({ id, name }) => ({ value: `${TEAM}${id}`, label: t("create.team", { name }) }))
      : [];
  const give = (to: string) => {
    const team = to.startsWith(TEAM) ? to.slice(TEAM.length) : "";
    set("team", team);
    set("owner", team === "" ? to : "");
  };
  const projects = () =>
    workspace.directory
      .projects()
      .filter((project) => project.status !== "closed")
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ value: id, label: name }));
  const wrong = (field: "name" | "phone" | "email") => {
    if (field === "name" && made.wrong() === "needs") return t("create.needs");
    if (field === "email" && made.wrong() === "email") return t("fields.wrong.email");
    return made.failed()?.field === field ? made.failed()?.words : undefined;
  };
  const failed = () => (["phone", "email"].includes(made.failed()?.field ?? "") ? undefined : made.failed()?.words);
  return (
    <form
      id={props.id}
      novalidate
      class="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void made.send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void made.send();
      }}
    >
      <Field label={t("create.name")} error={wrong("name")}>
        <TextInput
          dir="auto"
          autocomplete="off"
          autocapitalize="words"
          enterkeyhint="next"
          maxLength={MAX_NAME}
          value={draft.name}
          onInput={(name) => set("name", name)}
        />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={t("create.phone")} error={wrong("phone")}>
          <TextInput
            type="tel"
            dir="ltr"
            autocomplete="off"
            enterkeyhint="next"
            maxLength={MAX_PHONE}
            value={draft.phone}
            onInput={(phone) => set("phone", phone)}
          />
        </Field>
        <Field label={t("create.email")} error={wrong("email")}>
          <TextInput
            type="email"
            dir="ltr"
            autocomplete="off"
            enterkeyhint="next"
            maxLength={MAX_EMAIL}
            value={draft.email}
            onInput={(email) => set("email", email)}
          />
        </Field>
        <Field label={t("create.source")}>
          <Select
            options={HAND_SOURCES.map((source) => ({ value: source, label: t(`fields.cameBy.${source}`) }))}
            value={draft.source}
            onChange={(value) => set("source", HAND_SOURCES.find((one) => one === value) ?? "hand")}
          />
        </Field>
        <Field label={t("create.owner")}>
          <Select options={[...people(), ...teams()]} value={draft.team === "" ? draft.owner : `${TEAM}${draft.team}`} onChange={give} />
        </Field>
        <Show when={projects().length > 0}>
          <Field label={t("create.project")}>
            <Select
              options={[{ value: "", label: t("create.noProject") }, ...projects()]}
              value={draft.project}
              onChange={(project) => set("project", project)}
            />
          </Field>
        </Show>
      </div>
      <Field label={t("create.note")}>
        <TextArea
          rows={2}
          maxLength={MAX_NOTE}
          placeholder={t("create.notePlaceholder")}
          value={draft.note}
          onInput={(note) => set("note", note)}
        />
      </Field>
      <button
        type="button"
        aria-expanded={open()}
        aria-controls={more}
        class="touch-target relative -ms-1.5 flex h-7 items-center gap-1.5 self-start rounded-small px-1.5 text-text-quiet transition-colors hover:bg-hover hover:text-text"
        onClick={() => setOpen(!open())}
      >
        <Icon of={ChevronRight} size={14} class={`transition-transform ${open() ? "rotate-90" : "rtl:-scale-x-100"}`} />
        {t(open() ? "fields.fewer" : "create.more")}
      </button>
      <Show when={open()}>
        <div id={more}>
          <MoreFields made={made} />
        </div>
      </Show>
      <Show when={made.known()}>{(known) => <KnownPerson known={known()} onOpen={(lead) => made.open(lead)} />}</Show>
      <Show when={failed()}>{(words) => <FieldError words={words()} />}</Show>
    </form>
  );
}

/** Somebody has them: whose they are as far as this person is told, and the way there. */
function KnownPerson(props: { readonly known: Known; readonly onOpen: (lead: string) => void }): JSX.Element {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const title = () => {
    const { by } = props.known;
    if (by !== null && by === directory.me()?.id) return t("create.knownYours");
    const name = directory.member(by)?.name;
    return name === undefined ? t("create.known") : t("create.knownBy", { name });
  };
  return (
    <div
      // Below the last field: where the form is longer than the screen it has to be brought there.
      ref={(made) => queueMicrotask(() => made.scrollIntoView({ block: "nearest" }))}
      role="alert"
      class="flex items-start gap-2 rounded bg-waiting-ground px-3 py-2 text-waiting-text"
    >
      <Icon of={Users} class="mt-0.5" />
      <div class="flex min-w-0 flex-1 flex-col items-start gap-2">
        <div>
          <p class="font-semibold">{title()}</p>
          <p class="text-small">{t(props.known.lead === null ? "create.knownHidden" : "create.knownHint")}</p>
        </div>
        <For each={props.known.lead === null ? [] : [props.known.lead]}>
          {(lead) => (
            <Button size="small" class="text-text" onClick={() => props.onOpen(lead)}>
              {t("create.open")}
            </Button>
          )}
        </For>
      </div>
    </div>
  );
}
