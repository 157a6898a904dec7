import { type Accessor, batch, createSignal } from "solid-js";
import type { LeadDetail } from "../../../domain/api.ts";
import type { TimelineEntry } from "../../../domain/story.ts";
import { ApiFailure } from "../../connection/call.ts";
import type { FloorApi } from "../../connection/floor.ts";

type Read = Pick<LeadDetail, "timeline" | "more"> & { readonly row: Pick<LeadDetail["row"], "masked"> };

/** One lead's story as far back as it was read, newest first. */
export interface Story {
  readonly entries: Accessor<readonly TimelineEntry[]>;
  /** There are earlier ones. */
  readonly more: Accessor<boolean>;
  readonly loading: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  /** The lead was read, again perhaps; undefined: it is not for this person any more (EV3). */
  read(detail: Read | undefined): void;
  earlier(): Promise<void>;
}

/** ST1: a story is only added to, so that what was read once stays true, and what is read again only adds to it. */
export function createStory(api: Pick<FloorApi, "story">, lead: string): Story {
  const [entries, setEntries] = createSignal<readonly TimelineEntry[]>([]);
  const [more, setMore] = createSignal(false);
  const [loading, setLoading] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  let masked = "";
  /** What is on its way belongs to a story that was forgotten since. */
  let generation = 0;

  function forget(): void {
    generation++;
    setEntries([]);
    setMore(false);
    setLoading(false);
    setFailure(null);
  }

  function read(detail: Read | undefined): void {
    batch(() => {
      const hidden = (detail?.row.masked ?? []).join();
      // PV2: what was read with other rights is read again.
      if (detail === undefined || hidden !== masked) forget();
      masked = hidden;
      if (detail === undefined) return;
      const known = entries();
      const ids = new Set(known.map(({ id }) => id));
      const joins = !detail.more || detail.timeline.some(({ id }) => ids.has(id));
      // More happened meanwhile than one reading tells: what was known before is no longer what comes next.
      if (!joins) forget();
      const last = detail.timeline.at(-1);
      const older = joins && last !== undefined ? known.filter(({ id }) => id < last.id) : [];
      setEntries([...detail.timeline, ...older]);
      if (older.length === 0) setMore(detail.more);
    });
  }

  async function earlier(): Promise<void> {
    const last = entries().at(-1);
    if (loading() || last === undefined) return;
    const mine = generation;
    batch(() => {
      setLoading(true);
      setFailure(null);
    });
    try {
      const page = await api.story(lead, last.id);
      if (mine !== generation) return;
      batch(() => {
        setEntries((all) => [...all, ...page.entries.filter(({ id }) => id < last.id)]);
        setMore(page.more);
      });
    } catch (error) {
      if (mine === generation) setFailure(error instanceof ApiFailure ? error : new ApiFailure("internal"));
    }
    if (mine === generation) setLoading(false);
  }

  return { entries, more, loading, failure, read, earlier };
}
