import { createMemo, For, type JSX, Show } from "solid-js";
import { MAX_TAGS } from "../../../../domain/edit.ts";
import { fold } from "../../../../domain/name.ts";
import { InlineChecks, Pill } from "../../../ui/InlineChecks.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { FieldRow, Read } from "./FieldRow.tsx";
import { useFieldName } from "./field-name.ts";
import type { LeadFields } from "./lead-fields.ts";
import { MAX_TAG } from "./limits.ts";
import { knownTags } from "./tags.ts";

export function TagsField(props: { readonly of: LeadFields }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const nameFor = useFieldName();
  const tags = () => props.of.row().tags ?? [];
  /** Tags are one whatever their case: what is there already is taken as it is written there. */
  const options = createMemo(() => knownTags(workspace.leads, tags()).map((tag) => ({ value: tag, label: tag })));
  const save = (chosen: string[]) => {
    const seen = new Set<string>();
    const kept = chosen.filter((tag) => !seen.has(fold(tag)) && seen.add(fold(tag)));
    void props.of.edits.save("tags", t("fields.tags"), { tags: kept }, { tags: kept });
  };
  return (
    <Show when={props.of.mayEdit() || tags().length > 0}>
      <FieldRow field="tags" label={t("fields.tags")}>
        <Show when={props.of.mayEdit()} fallback={<Pills of={tags()} />}>
          <InlineChecks
            label={t("fields.tags")}
            name={(shown) => nameFor(t("fields.tags"), words.format().list(shown), t("fields.add.tags"))}
            empty={t("fields.add.tags")}
            find={t("fields.tag.find")}
            nothing={t("fields.tag.none")}
            make={(tag) => t("fields.tag.make", { tag })}
            maxLength={MAX_TAG}
            most={MAX_TAGS}
            full={t("fields.tag.most", { n: MAX_TAGS })}
            options={options()}
            chosen={tags()}
            error={props.of.edits.error("tags")}
            onSave={save}
          />
        </Show>
      </FieldRow>
    </Show>
  );
}

export function Pills(props: { readonly of: readonly string[] }): JSX.Element {
  return (
    <Read>
      <span class="flex flex-wrap gap-1">
        <For each={props.of}>{(one) => <Pill>{one}</Pill>}</For>
      </span>
    </Read>
  );
}
