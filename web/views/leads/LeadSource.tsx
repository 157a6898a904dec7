import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { SourceGlyph } from "../../ui/SourceGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { sourceKind } from "../source.ts";
import { splitProject } from "./split-project.ts";

/** Where a lead came from: the form, and the project it belongs to. `whole`: where that has no column of its own, however wide the screen. */
export function LeadSource(props: { readonly row: LeadRow; readonly whole?: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const project = () => workspace.directory.project(props.row.projects?.[0] ?? null)?.name;
  const form = () => workspace.directory.form(props.row.form)?.name ?? project() ?? t(`source.${sourceKind(props.row)}`);
  const parts = () => splitProject(form(), project());
  const told = () => [form(), project()].filter((part) => part !== undefined && part !== "");
  return (
    <span class="flex min-w-0 items-center gap-2" data-tip={[...new Set(told())].join(" · ")}>
      <SourceGlyph kind={sourceKind(props.row)} title={t(`source.${sourceKind(props.row)}`)} size={14} />
      <span dir="auto" class="truncate text-text-quiet" classList={{ "xl:first-letter:uppercase": !props.whole && parts()[0] !== "" }}>
        {/* Beside the project's own column its name again would leave no room for what tells the forms apart. */}
        <Show when={parts()[0]}>{(start) => <span classList={{ "xl:hidden": !props.whole }}>{start()}</span>}</Show>
        {parts()[1]}
      </span>
    </span>
  );
}
