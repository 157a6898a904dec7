import { type StageSetup, stageOf } from "../../domain/setup.ts";
import type { StageLook } from "../ui/StageGlyph.tsx";
import { type Key, type Translate, useWords } from "../words/index.ts";
import { useWorkspace } from "./context.tsx";

export interface Stages {
  /** Those that a lead can be moved to, in their order. */
  list(): readonly StageSetup[];
  of(id: string): StageSetup | undefined;
  name(id: string): string;
  look(id: string): StageLook;
}

/** The workspace's stages as a screen shows them: their words, and how far along each is. */
export function useStages(): Stages {
  const { directory } = useWorkspace();
  const { t } = useWords();
  const open = () => directory.setup().stages.filter((one) => one.kind === "open" && one.retired === undefined);
  const of = (id: string) => stageOf(directory.setup(), id);
  return {
    list: () => directory.setup().stages.filter((one) => one.retired === undefined),
    of,
    name: (id) => nameOf(t, "stage", of(id), id),
    look: (id) => {
      const kind = of(id)?.kind ?? "open";
      return {
        kind,
        share:
          kind === "open"
            ? Math.max(
                0,
                open().findIndex((one) => one.id === id),
              ) / Math.max(1, open().length)
            : 1,
      };
    },
  };
}

/** What the workspace calls it, or, for one it started with, the reader's own words. */
export function nameOf(t: Translate, of: "stage" | "lostReason", one: { readonly name: string | null } | undefined, id: string): string {
  return one?.name ?? (one === undefined ? id : (t as (key: Key) => string)(`${of}.${id}` as Key));
}
