import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { InlineText } from "../../../ui/InlineText.tsx";
import { useWords } from "../../../words/index.ts";
import { nameWords } from "../../called.ts";
import { createEdits } from "./edits.ts";
import { MAX_NAME } from "./limits.ts";
import { useMayEdit } from "./may.ts";
import { useTheirs } from "./theirs.ts";

/** Who it is, to be pressed and written anew. */
export function Name(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const edits = createEdits(() => props.row);
  const mayEdit = useMayEdit(() => props.row.id);
  const theirs = useTheirs(() => props.row.id);
  const save = (name: string) => {
    void edits.save("name", t("fields.name"), { name }, { name }, name);
    return true;
  };
  return (
    <h2 data-field="name" class="min-w-0 flex-1 text-title font-semibold">
      <Show
        when={mayEdit()}
        fallback={
          <span class="block truncate" classList={{ "text-text-quiet": props.row.name === "" }}>
            <bdi>{nameWords(t, props.row)}</bdi>
          </span>
        }
      >
        <InlineText
          label={t("fields.name")}
          name={nameWords(t, props.row)}
          empty={t("leads.noName")}
          value={props.row.name}
          draft={edits.draft("name")}
          onCancel={() => edits.forget("name")}
          error={edits.error("name")}
          theirs={theirs}
          maxLength={MAX_NAME}
          class="text-title! font-semibold"
          onSave={save}
        >
          <span class="block truncate">
            <bdi>{nameWords(t, props.row)}</bdi>
          </span>
        </InlineText>
      </Show>
    </h2>
  );
}
