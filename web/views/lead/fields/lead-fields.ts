import { type Accessor, createMemo, untrack } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useNow } from "../../context.tsx";
import type { Opened } from "../open.ts";
import { createEdits, type Edits } from "./edits.ts";
import { useMayEdit } from "./may.ts";
import { useTheirs } from "./theirs.ts";

/** What every field of one open lead goes by. */
export interface LeadFields {
  /** Always this lead, as last seen: a field that is being taken off the screen still has to know whose it was. */
  readonly row: Accessor<LeadRow>;
  readonly opened: Opened;
  readonly edits: Edits;
  readonly mayEdit: Accessor<boolean>;
  readonly theirs: (now: string) => string;
  readonly now: Accessor<number>;
}

export function createLeadFields(id: string, first: LeadRow, opened: Opened): LeadFields {
  const row = createMemo<LeadRow>(
    (before) => {
      const now = opened.row();
      return now?.id === id ? now : before;
    },
    untrack(() => first),
  );
  return { row, opened, edits: createEdits(row), mayEdit: useMayEdit(() => id), theirs: useTheirs(() => id), now: useNow() };
}
