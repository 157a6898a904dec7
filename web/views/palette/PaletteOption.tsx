import Check from "lucide-solid/icons/check";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { LeadFound } from "./LeadFound.tsx";
import { Marked } from "./Marked.tsx";
import type { Entry } from "./steps.ts";

/** One line of what the palette offers. */
export function PaletteOption(props: {
  readonly id: string;
  readonly entry: Entry;
  /** Where it is a lead. */
  readonly row: LeadRow | undefined;
  readonly typed: string;
  readonly active: boolean;
  readonly onPoint: () => void;
  /** `apart`: in a new tab. */
  readonly onPick: (apart: boolean) => void;
}): JSX.Element {
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.active}
      class="flex min-h-9 select-none items-center gap-2.5 rounded px-2 touch:min-h-12"
      classList={{ "bg-pressed": props.active }}
      onPointerMove={() => !props.active && props.onPoint()}
      // The focus stays in the field.
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => props.onPick(event.ctrlKey || event.metaKey)}
      onAuxClick={(event) => event.button === 1 && props.onPick(true)}
    >
      <Show
        when={props.row}
        fallback={
          <>
            <span class="flex w-5 shrink-0 justify-center text-text-quiet">{props.entry.sign?.()}</span>
            <span class="min-w-0 flex-1 truncate">
              <bdi>
                <Marked text={props.entry.label} ranges={props.entry.ranges ?? []} />
              </bdi>
            </span>
          </>
        }
      >
        {(row) => <LeadFound row={row()} where={props.entry.hit?.where ?? []} typed={props.typed} />}
      </Show>
      <Show when={props.entry.note}>
        {(note) => (
          <span class="max-w-[40%] shrink-0 truncate text-small tabular-nums text-text-quiet">
            <bdi>{note()}</bdi>
          </span>
        )}
      </Show>
      <Show when={props.entry.checked}>
        <Icon of={Check} size={14} class="text-accent" />
      </Show>
      <Show when={props.entry.keys}>{(keys) => <Kbd keys={keys()} class="touch:hidden" />}</Show>
      <Show when={props.entry.step}>
        <Icon of={ChevronRight} size={14} class="text-text-quiet rtl:-scale-x-100" />
      </Show>
    </div>
  );
}
