import { createResource, type JSX, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";

/** A page of the ways in: what it acts through and its words are loaded with it. */
export function WithEntry(props: { readonly children: (entry: Entry) => JSX.Element }): JSX.Element {
  const app = useApp();
  const words = useWords();
  const [opened, { refetch }] = createResource(async () => {
    const [made] = await Promise.all([app.openAccount(), words.fetch("account")]);
    return { entry: words.has("account") ? made.entry : null };
  });
  return (
    <Show when={opened()}>
      {(made) => (
        <Show
          when={made().entry}
          keyed
          fallback={
            <main>
              <ErrorState title={words.t("ways.partMissing")} onRetry={() => void refetch()} />
            </main>
          }
        >
          {(entry) => props.children(entry)}
        </Show>
      )}
    </Show>
  );
}
