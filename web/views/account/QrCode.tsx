import type { JSX } from "solid-js";
import { encode } from "uqr";

/** Quiet zone around the code, in its own squares, as readers want it. */
const BORDER = 2;

/** Black on white in either theme: a camera reads it. Load it lazily. */
export function QrCode(props: { readonly text: string; readonly label: string }): JSX.Element {
  const code = () => encode(props.text, { ecc: "M", border: BORDER });
  const path = () =>
    code()
      .data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join("");
  return (
    <svg role="img" aria-label={props.label} viewBox={`0 0 ${code().size} ${code().size}`} shape-rendering="crispEdges" class="size-full">
      <path d={path()} fill="#000" />
    </svg>
  );
}
