import { useNavigate } from "@solidjs/router";
import type { SavedView, ViewBody } from "../../../../domain/view.ts";
import type { ApiFailure } from "../../../store/notice.ts";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useDid } from "../../did.ts";
import { failureWords } from "../../failure.ts";
import { sharedPath, viewPath } from "../../../store/views.ts";
import { useKeptViews, useView } from "./useView.ts";

/** What people do with saved views, with its words: each says what became of it. */
export function useViewActs() {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const views = useKeptViews();
  const { layout, state, saved } = useView();
  const home = () => `/w/${workspace.slug}/${layout() === "board" ? "board" : "leads"}`;
  const did = useDid();
  const say = (id: string, text: string, tone: "live" | "overdue") => app.toasts.show({ id, text, tone });
  const wrong = (id: string, failure: ApiFailure) => {
    const reason =
      failure.code === "conflict" ? t("views.conflict") : failure.why === "too_many" ? t("views.manyViews") : failureWords(t, failure.code);
    say(`did-view-${id}`, t("views.notSaved", { reason }), "overdue");
  };

  async function save(id: string, body: Omit<ViewBody, "version">, before?: SavedView): Promise<boolean> {
    const done = await views.save(id, body, before);
    if ("failure" in done) wrong(id, done.failure);
    else {
      const called = done.view.name;
      const text = t(before === undefined ? "views.saved" : "views.savedChanges", { view: called });
      did(done, () => ({ key: `view-${id}`, called, text }));
    }
    return !("failure" in done);
  }
  async function remove(view: SavedView): Promise<void> {
    const { id, name: called } = view;
    const done = await views.remove(view);
    if ("failure" in done) return wrong(id, done.failure);
    navigate(home());
    const undo = async () => {
      const became = await done.undo();
      if (became.ok) navigate(viewPath(workspace.slug, view));
      return became;
    };
    did({ undo }, () => ({ key: `view-${id}`, called, text: t("views.removed", { view: called }) }));
  }
  async function copyLink(): Promise<void> {
    const asked = state();
    const of = saved();
    // Not read yet, only its name says what is asked for.
    const unread = asked.view !== null && of === undefined;
    const path = unread
      ? `${home()}${location.search}`
      : sharedPath(workspace.slug, layout(), asked, of ?? undefined, workspace.directory.setup());
    const done = await navigator.clipboard.writeText(`${location.origin}${path}`).then(
      () => true,
      () => false,
    );
    say("view-link", t(done ? "views.copied" : "common.notCopied"), done ? "live" : "overdue");
  }
  return { list: views.list, save, remove, copyLink };
}
