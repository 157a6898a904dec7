import { createMemo, For, type JSX, Show } from "solid-js";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useStages } from "../stages.ts";

const COLOUR = { won: "var(--color-live)", lost: "var(--color-overdue)" } as const;

/** How leads stand, stage by stage: a bar, and the same in words and numbers beneath it. */
export function StageBar(props: {
  readonly inStage: (stage: string) => number;
  readonly total: number;
  /** There may be more than were counted. */
  readonly atLeast: boolean;
  /** What else is said of them, beneath. */
  readonly children?: JSX.Element;
}): JSX.Element {
  const { t, format } = useWords();
  const { directory } = useWorkspace();
  const stages = useStages();
  const parts = createMemo(() =>
    directory.setup().stages.flatMap(({ id, kind }) => {
      const count = props.inStage(id);
      return count === 0 ? [] : [{ id, kind, count, look: stages.look(id) }];
    }),
  );
  const said = (n: number) => (props.atLeast ? t("count.more", { n: format().number(n) }) : n);
  const colour = (part: ReturnType<typeof parts>[number]) =>
    part.kind === "open"
      ? // The further along, the fuller.
        `color-mix(in oklab, var(--color-accent) ${Math.round(30 + 70 * part.look.share)}%, var(--color-pressed))`
      : COLOUR[part.kind];
  const sentence = () =>
    t("projects.stages", {
      n: t("count.leads", { n: said(props.total) }),
      parts: parts()
        .map(({ id, count }) => t("projects.stagePart", { n: format().number(count), stage: stages.name(id) }))
        .join(t("footer.separator")),
    });
  return (
    <Show when={parts().length > 0}>
      <figure class="border-b border-line px-4 py-3 md:px-6">
        <div role="img" aria-label={sentence()} class="flex h-2 gap-0.5 overflow-hidden rounded-full">
          <For each={parts()}>
            {(part) => (
              <span
                class="min-w-1 transition-[flex-grow]"
                style={{ "flex-grow": part.count, "flex-basis": "0", background: colour(part) }}
                data-tip={`${stages.name(part.id)} ${format().number(part.count)}`}
              />
            )}
          </For>
        </div>
        {/* Said above already to whoever listens. */}
        <figcaption aria-hidden="true" class="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-small">
          <For each={parts()}>
            {(part) => (
              <span class="inline-flex items-center gap-1.5">
                <StageGlyph look={part.look} />
                <span class="text-text-quiet">{stages.name(part.id)}</span>
                <span class="tabular-nums">{format().number(part.count)}</span>
              </span>
            )}
          </For>
        </figcaption>
        {props.children}
      </figure>
    </Show>
  );
}
