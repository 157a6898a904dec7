import type { JSX } from "solid-js";
import { WithWords } from "../../WithWords.tsx";
import { useColumnName } from "./sorts.ts";

/** The name of a column that lists do not begin with. */
export function MoreHead(props: { readonly column: string }): JSX.Element {
  const name = useColumnName();
  return <WithWords part="views">{name(props.column)}</WithWords>;
}
