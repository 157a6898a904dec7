import { Navigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useWorkspace } from "../context.tsx";

/** Where a workspace begins: agents with what they have to do, all others with what came in. */
export function Start(): JSX.Element {
  const workspace = useWorkspace();
  return (
    <Show when={workspace.directory.me()}>
      {(me) => <Navigate href={`/w/${workspace.slug}/${me().role === "agent" ? "day" : "leads"}`} />}
    </Show>
  );
}
