import { useNavigate } from "@solidjs/router";
import { createSignal, untrack } from "solid-js";
import { createStore } from "solid-js/store";
import type { FieldValue } from "../../../../domain/setup.ts";
import type { ApiFailure } from "../../../store/notice.ts";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureAdvice } from "../../failure.ts";
import { useFloor } from "../../floor.ts";
import { begun } from "./asked.ts";
import { type Draft, emptyDraft, readDraft, type Wrong } from "./draft.ts";

/** Somebody has this person already: which lead it is and whose, as far as this person is told. */
export interface Known {
  readonly lead: string | null;
  readonly by: string | null;
}

export interface NewLeadForm {
  readonly draft: Draft;
  set<K extends keyof Draft>(field: K, value: Draft[K]): void;
  setOwn(field: string, value: FieldValue): void;
  wrong(): Wrong | null;
  /** Why it was not added, in words, and the field it is about where the server says so. */
  failed(): { readonly words: string; readonly field: string | null } | null;
  known(): Known | null;
  busy(): boolean;
  send(): Promise<void>;
  open(lead: string): void;
}

/** A lead being added: what is typed, what is wrong with it, and what became of it. */
export function createNewLead(close: () => void): NewLeadForm {
  const app = useApp();
  const workspace = useWorkspace();
  const floor = useFloor();
  const navigate = useNavigate();
  const { t } = useWords();
  const me = workspace.directory.me()?.id ?? "";
  // Whoever is here as support is nobody's owner.
  const mine = workspace.directory.member(me) === undefined ? "" : me;
  const [draft, setDraft] = createStore<Draft>({ ...emptyDraft(floor.clock.id(), mine), ...untrack(begun) });
  const [wrong, setWrong] = createSignal<Wrong | null>(null);
  const [failed, setFailed] = createSignal<{ words: string; field: string | null } | null>(null);
  const [known, setKnown] = createSignal<Known | null>(null);
  const [busy, setBusy] = createSignal(false);
  /** What was wrong with it may be right now, and somebody else may be meant. */
  const anew = () => {
    setWrong(null);
    setFailed(null);
    setKnown(null);
  };
  const open = (lead: string) => {
    close();
    navigate(`/w/${workspace.slug}/leads/${lead}`);
  };
  const refused = (failure: ApiFailure) => {
    if (failure.code === "known_person") return void setKnown({ lead: failure.lead, by: failure.by });
    const words = failure.why === "erased" ? t("fields.wrong.erased") : failureAdvice(t, failure.code);
    setFailed({ words, field: failure.field });
  };
  return {
    draft,
    set: (field, value) => {
      anew();
      setDraft({ [field]: value });
    },
    setOwn: (field, value) => {
      anew();
      setDraft("custom", field, value);
    },
    wrong,
    failed,
    known,
    busy,
    open,
    send: async () => {
      if (busy()) return;
      const read = readDraft(draft, workspace.directory.setup());
      if ("wrong" in read) return void setWrong(read.wrong);
      setFailed(null);
      setBusy(true);
      const outcome = await floor.fields.create({ ...read.lead, ...(known() !== null && { anyway: true }) });
      setBusy(false);
      const name = draft.name.trim() || draft.phone.trim() || draft.email.trim();
      const undo = { label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) };
      if (!outcome.ok) {
        if (outcome.waits === undefined) return refused(outcome.failure);
        close();
        return app.toasts.show({ id: `edited-${read.lead.id}`, text: t("create.waits", { name }), actions: [undo] });
      }
      app.toasts.show({
        id: `edited-${outcome.lead}`,
        tone: "live",
        text: t("create.added", { name }),
        actions: [undo],
      });
      // Given to somebody whose leads one does not see: there is nothing to open.
      if (outcome.inSight) open(outcome.lead);
      else close();
    },
  };
}
