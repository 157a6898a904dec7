import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, type JSX, Show } from "solid-js";
import type { People } from "../../../domain/people.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";

/** Pages whose permission hangs on somebody who is gone: it ends one day, and their leads with it. */
export function FlaggedPages(props: { readonly pages: People["flagged"] }): JSX.Element {
  const { t, format } = useWords();
  const now = useNow();
  return (
    <Show when={props.pages.length > 0}>
      <div role="status" class="flex gap-3 rounded-large border border-line bg-waiting-ground px-4 py-3">
        <Icon of={TriangleAlert} class="mt-0.5 text-waiting-text" />
        <div class="min-w-0">
          <p class="font-medium text-waiting-text">{t("flagged.title", { n: props.pages.length })}</p>
          <ul>
            <For each={props.pages}>
              {(page) => (
                <li>{t("flagged.page", { page: page.name, name: page.connectedBy, time: format().relative(page.flaggedAt, now()) })}</li>
              )}
            </For>
          </ul>
        </div>
      </div>
    </Show>
  );
}
