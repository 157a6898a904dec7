import { createResource, type JSX, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import { useApp } from "../context.tsx";

/** A page of the ways in: what it acts through is loaded with it. */
export function WithEntry(props: { readonly children: (entry: Entry) => JSX.Element }): JSX.Element {
  const app = useApp();
  const [opened] = createResource(() => app.openAccount());
  return <Show when={opened()}>{(made) => props.children(made().entry)}</Show>;
}
