import { createStore } from "solid-js/store";
import { onCleanup } from "solid-js";
import type { LeadFieldsInput } from "../../../../domain/edit.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import type { Outcome } from "../../../store/pending.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureWords } from "../../failure.ts";
import { useFloor } from "../../floor.ts";

/** What became of a value that was not taken. */
interface Trouble {
  readonly words: string;
  /** As it was typed, to go on from. */
  readonly draft: string;
}

/** Changing one lead's fields: at once on screen, with a way back; what is refused is said beside its field. */
export interface Edits {
  save(field: string, words: string, fields: LeadFieldsInput, shown: Partial<LeadRow>, draft?: string): Promise<Outcome>;
  /** Any other command about a field. `said`: the words for it once it is done. */
  run(field: string, said: string, sent: Promise<Outcome>, draft?: string): Promise<Outcome>;
  /** It was never sent: it cannot be right. Returns false, for an editor to stay open. */
  refuse(field: string, words: string, draft: string): false;
  /** It was given up. */
  forget(field: string): void;
  error(field: string): string | undefined;
  draft(field: string): string | undefined;
}

/** Of the lead that is open; made anew for another one. */
export function createEdits(lead: () => LeadRow): Edits {
  const app = useApp();
  const workspace = useWorkspace();
  const floor = useFloor();
  const { t } = useWords();
  const [troubles, setTroubles] = createStore<Record<string, Trouble | undefined>>({});
  let here = true;
  onCleanup(() => (here = false));

  async function run(field: string, said: string, sent: Promise<Outcome>, draft = ""): Promise<Outcome> {
    const row = lead();
    setTroubles(field, undefined);
    const before = workspace.leads.base(row.id)?.version;
    const outcome = await sent;
    if (outcome.ok) {
      // It stood there already, written in another way: nothing was changed, and there is nothing to undo.
      if (outcome.inSight && workspace.leads.base(row.id)?.version === before) return outcome;
      // One for all fields of a lead: whoever goes through them sees the last change, and not a tower of them.
      app.toasts.show({
        id: `edited-${row.id}`,
        tone: "live",
        text: said,
        actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
      });
      return outcome;
    }
    if (outcome.waits !== undefined) return outcome;
    const { why } = outcome.failure;
    const reason = why === "erased" || why === "many" ? t(`fields.wrong.${why}`) : failureWords(t, outcome.code);
    // Nobody reads it beside a field that is not on screen any more.
    if (here) setTroubles(field, { words: t("fields.wrong.refused", { reason }), draft });
    else app.toasts.show({ id: outcome.mutation, tone: "overdue", text: t("refused.notSavedFor", { lead: calledWords(t, row), reason }) });
    return outcome;
  }

  return {
    save: (field, words, fields, shown, draft) => {
      const row = lead();
      const name = calledWords(t, { ...row, ...shown });
      const emptied = Object.values(fields).every((value) => value === null || value === "");
      return run(
        field,
        t(emptied ? "fields.emptied" : "fields.saved", { field: words, name }),
        floor.fields.change(row.id, fields, shown),
        draft,
      );
    },
    run,
    refuse: (field, words, draft) => {
      setTroubles(field, { words, draft });
      return false;
    },
    forget: (field) => setTroubles(field, undefined),
    error: (field) => troubles[field]?.words,
    draft: (field) => troubles[field]?.draft,
  };
}
