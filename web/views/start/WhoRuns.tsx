import { type JSX, Show } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";

/** Whom to ask, below an empty list of somebody who cannot fill it. */
export function WhoRuns(): JSX.Element {
  return (
    <WithWords part="start">
      <Named />
    </WithWords>
  );
}

const NAMED = 3;

function Named(): JSX.Element {
  const { directory } = useWorkspace();
  const { t, format } = useWords();
  const names = () =>
    directory
      .members()
      .filter(({ role, status }) => status === "active" && (role === "owner" || role === "admin"))
      .slice(0, NAMED)
      .map(({ name }) => name);
  return (
    <Show when={names().length > 0}>
      <p class="-mt-8 px-6 pb-8 text-center text-balance text-text-quiet">{t("start.who", { names: format().list(names()) })}</p>
    </Show>
  );
}
