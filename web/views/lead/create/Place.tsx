import { createMemo, createSignal, type JSX, Show, untrack } from "solid-js";
import { MAX_TAGS } from "../../../../domain/edit.ts";
import { fold } from "../../../../domain/name.ts";
import { firstStage } from "../../../../domain/setup.ts";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { nameOf, useStages } from "../../stages.ts";
import { MAX_TAG } from "../fields/limits.ts";
import { knownTags } from "../fields/tags.ts";
import { MAX_FURTHER } from "./draft.ts";
import type { NewLeadForm } from "./new-lead.ts";
import { Several } from "./Several.tsx";

/** Where the new lead stands among others: how far it is, what else they might buy, what it is marked by. */
export function Place(props: { readonly made: NewLeadForm }): JSX.Element {
  const { t } = useWords();
  const { directory, leads } = useWorkspace();
  const stages = useStages();
  const { draft, set } = untrack(() => props.made);
  const stage = () => draft.stage || firstStage(directory.setup());
  const reasons = () =>
    directory
      .setup()
      .lostReasons.filter(({ retired }) => retired === undefined)
      .map((one) => ({ value: one.id, label: nameOf(t, "lostReason", one, one.id) }));
  const further = createMemo(() =>
    directory
      .projects()
      .filter(({ id, status }) => status !== "closed" && id !== draft.project)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ value: id, label: name })),
  );
  const [tags, setTags] = createSignal(knownTags(leads, []));
  /** Tags are one whatever their case. */
  const setTagged = (chosen: readonly string[]) => {
    const each = chosen.filter((tag, at) => chosen.findIndex((one) => fold(one) === fold(tag)) === at);
    setTags([...each.filter((tag) => !tags().includes(tag)), ...tags()]);
    set("tags", each);
  };
  return (
    <>
      <Field label={t("stage.label")}>
        <Select
          options={stages.list().map(({ id }) => ({ value: id, label: stages.name(id) }))}
          value={stage()}
          onChange={(id) => set("stage", id)}
        />
      </Field>
      <Show when={stages.of(stage())?.kind === "lost"}>
        <Field label={t("fields.lostReason")}>
          <Select
            options={[{ value: "", label: t("closing.noReason") }, ...reasons()]}
            value={draft.lostReason}
            onChange={(reason) => set("lostReason", reason)}
          />
        </Field>
      </Show>
      <Show when={further().length > 0}>
        <Several
          label={t("create.further")}
          empty={t("create.noProject")}
          find={t("fields.project.find")}
          nothing={t("fields.project.none")}
          options={further()}
          chosen={draft.projects.filter((id) => id !== draft.project)}
          most={MAX_FURTHER}
          onChange={(projects) => set("projects", projects)}
        />
      </Show>
      <Several
        label={t("fields.tags")}
        empty={t("create.noTags")}
        find={t("fields.tag.find")}
        nothing={t("fields.tag.none")}
        make={(tag) => t("fields.tag.make", { tag })}
        maxLength={MAX_TAG}
        options={tags().map((tag) => ({ value: tag, label: tag }))}
        chosen={draft.tags}
        most={MAX_TAGS}
        onChange={setTagged}
      />
    </>
  );
}
