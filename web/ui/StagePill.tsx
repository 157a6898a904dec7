import type { JSX } from "solid-js";
import { StageGlyph, type StageLook } from "./StageGlyph.tsx";

/** `bare` leaves the outline away where pills stand in a column. */
export function StagePill(props: { readonly look: StageLook; readonly label: string; readonly bare?: boolean }): JSX.Element {
  return (
    <span
      class="inline-flex h-5.5 max-w-full items-center gap-1.5 whitespace-nowrap text-small font-medium text-text"
      classList={{ "rounded-full border border-line bg-raised ps-1 pe-2": !props.bare }}
    >
      <StageGlyph look={props.look} />
      <span class="truncate">{props.label}</span>
    </span>
  );
}
