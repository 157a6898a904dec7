import type { JSX } from "solid-js";
import { HAND_SOURCES, type HandSource, type LeadRow } from "../../../domain/lead.ts";
import { InlineMenu } from "../../ui/InlineMenu.tsx";
import { SourceGlyph, type SourceKind } from "../../ui/SourceGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { createEdits } from "./fields/edits.ts";
import { useFieldName } from "./fields/field-name.ts";

/** Whoever added the lead may have meant another way. */
export function HandSources(props: { readonly row: LeadRow; readonly glyph: SourceKind; readonly came: string }): JSX.Element {
  const { t } = useWords();
  const nameFor = useFieldName();
  const edits = createEdits(() => props.row);
  const choose = (source: HandSource) => {
    if (source !== props.row.source) void edits.save("source", t("lead.source"), { source }, { source });
  };
  return (
    <InlineMenu
      name={nameFor(t("lead.source"), props.came, props.came)}
      menuLabel={t("lead.source")}
      empty={props.came}
      chosen
      class="-my-1"
      error={edits.error("source")}
      items={HAND_SOURCES.map((source) => ({
        label: t(`fields.cameBy.${source}`),
        checked: source === props.row.source,
        onSelect: () => choose(source),
      }))}
    >
      <span class="flex items-center gap-2">
        <SourceGlyph kind={props.glyph} title={props.came} />
        <span aria-hidden="true">{props.came}</span>
      </span>
    </InlineMenu>
  );
}
