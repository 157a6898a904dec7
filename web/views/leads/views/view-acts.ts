import { useNavigate } from "@solidjs/router";
import type { SavedView, ViewBody } from "../../../../domain/view.ts";
import type { ApiFailure } from "../../../store/notice.ts";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureWords } from "../../failure.ts";
import { useKeptViews } from "./useView.ts";

/** What people do with saved views, with its words: each says what became of it. */
export function useViewActs() {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const views = useKeptViews();
  const home = `/w/${workspace.slug}/leads`;
  const say = (id: string, text: string, tone: "live" | "overdue", undo?: () => void) =>
    app.toasts.show({ id, text, tone, ...(undo === undefined ? {} : { actions: [{ label: t("common.undo"), run: undo }] }) });
  const wrong = (id: string, failure: ApiFailure) => {
    const reason =
      failure.code === "conflict" ? t("views.conflict") : failure.why === "too_many" ? t("views.manyViews") : failureWords(t, failure.code);
    say(id, t("views.notSaved", { reason }), "overdue");
  };

  async function save(id: string, body: Omit<ViewBody, "version">, before?: SavedView): Promise<boolean> {
    const done = await views.save(id, body, before);
    if ("failure" in done) wrong(id, done.failure);
    else say(id, t(before === undefined ? "views.saved" : "views.savedChanges", { view: done.view.name }), "live");
    return !("failure" in done);
  }
  async function remove(view: SavedView): Promise<void> {
    const { id, name, share, team, shape } = view;
    const failure = await views.remove(view);
    if (failure !== null) return wrong(id, failure);
    navigate(home);
    // As it was, under the id that links and bookmarks have.
    const back = async () => {
      if (await save(id, { name, share, team, shape })) navigate(`${home}?view=${id}`);
    };
    say(id, t("views.removed", { view: name }), "live", () => void back());
  }
  async function copyLink(): Promise<void> {
    const done = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    say("view-link", t(done ? "views.copied" : "common.notCopied"), done ? "live" : "overdue");
  }
  return { list: views.list, save, remove, copyLink };
}
