import { createMemo, type JSX, Show } from "solid-js";
import { lazyPart } from "../../ui/part.tsx";
import { useWorkspace } from "../context.tsx";
import { isAway, isYoung } from "./young.ts";

const FirstSteps = lazyPart(async () => (await import("./FirstSteps.tsx")).FirstSteps);

/** The first steps above a list, for as long as they are of use: once there, they stay until they are put away. */
export function Young(): JSX.Element {
  const workspace = useWorkspace();
  const shown = createMemo<boolean>((before) => !isAway(workspace) && (before || isYoung(workspace)), false);
  return (
    <Show when={shown()}>
      <FirstSteps />
    </Show>
  );
}
