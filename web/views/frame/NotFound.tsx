import Compass from "lucide-solid/icons/compass";
import { createEffect, type JSX, onCleanup, useContext } from "solid-js";
import { DeadEnd } from "../../ui/DeadEnd.tsx";
import { useWords } from "../../words/index.ts";
import { WorkspaceContext } from "../context.tsx";

/** An address that leads nowhere; the same words alone and inside a workspace's frame. */
export function NotFound(): JSX.Element {
  const { t } = useWords();
  const framed = useContext(WorkspaceContext) !== undefined;
  createEffect(() => (document.title = t("app.title", { page: t("notFound.title") })));
  onCleanup(() => (document.title = t("app.name")));
  return <DeadEnd icon={Compass} title={t("notFound.title")} hint={t("notFound.hint")} href="/" act={t("notFound.home")} framed={framed} />;
}
