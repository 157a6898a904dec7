import { type JSX, Match, Switch } from "solid-js";
import type { FilterField } from "../../../../domain/filter.ts";
import { PRIORITIES } from "../../../../domain/lead.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { PriorityGlyph } from "../../../ui/PriorityGlyph.tsx";
import { SourceGlyph } from "../../../ui/SourceGlyph.tsx";
import { StageGlyph } from "../../../ui/StageGlyph.tsx";
import { useWorkspace } from "../../context.tsx";
import { sourceKind } from "../../source.ts";
import { useStages } from "../../stages.ts";
import { useNames } from "./names.ts";

/** What a value is known by at a glance: a face, how far along, how pressing. */
export function ValueMark(props: { readonly field: FilterField; readonly value: string }): JSX.Element {
  const workspace = useWorkspace();
  const stages = useStages();
  const names = useNames();
  const person = () => (props.value === "me" ? (workspace.directory.me()?.id ?? null) : props.value === "none" ? null : props.value);
  return (
    <Switch>
      <Match when={props.field === "stage"}>
        <StageGlyph look={stages.look(props.value)} />
      </Match>
      <Match when={props.field === "owner"}>
        <Avatar id={person()} name={workspace.directory.member(person())?.name ?? names.value("owner", props.value)} size={16} />
      </Match>
      <Match when={props.field === "priority" && PRIORITIES.find((one) => one === props.value)}>
        {(one) => <PriorityGlyph of={one()} />}
      </Match>
      <Match when={props.field === "source"}>
        <span aria-hidden="true" class="flex">
          <SourceGlyph kind={sourceKind({ isTest: false, source: props.value })} title="" size={14} />
        </span>
      </Match>
    </Switch>
  );
}
