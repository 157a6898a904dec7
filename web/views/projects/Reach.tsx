import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { type Filter, textOf } from "../../../domain/filter.ts";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useCounting } from "../lists.ts";

/** Of how many somebody tried to reach, and how many were reached; each leads to them. */
export function Reach(props: { readonly project: string }): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  // eslint-disable-next-line solid/reactivity -- the page is keyed by the project of the address
  const of: Filter = [{ field: "project", op: "any", values: [props.project] }];
  const parts = (
    [
      { what: "tried" as const, filter: [...of, { field: "firstContact", op: "filled", values: [] }] },
      { what: "reached" as const, filter: [...of, { field: "reached", op: "is", values: ["yes"] }] },
    ] satisfies { readonly what: string; readonly filter: Filter }[]
  ).map((part) => ({ ...part, counting: useCounting({ filter: part.filter, group: null }) }));
  return (
    <p class="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-small">
      <For each={parts}>
        {({ what, filter, counting }) => (
          <Show when={counting.total()}>
            {(total) => (
              <A
                href={`/w/${workspace.slug}/leads?${textOf(filter)}`}
                class="inline-flex items-center gap-1.5 rounded-small hover:underline"
              >
                <span class="text-text-quiet">{t(`projects.${what}`)}</span>
                <span class="tabular-nums">
                  {counting.atLeast() ? t("count.more", { n: format().number(total().count) }) : format().number(total().count)}
                </span>
              </A>
            )}
          </Show>
        )}
      </For>
    </p>
  );
}
