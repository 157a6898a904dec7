import Lock from "lucide-solid/icons/lock";
import { createEffect, type JSX, onCleanup } from "solid-js";
import { DeadEnd } from "../../ui/DeadEnd.tsx";
import { useWords } from "../../words/index.ts";

/** No such workspace for this person: the same words whether it exists or not (PM1). Alone: nothing of a frame would lead anywhere. */
export function Denied(): JSX.Element {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("denied.title") })));
  onCleanup(() => (document.title = t("app.name")));
  return <DeadEnd icon={Lock} title={t("denied.title")} hint={t("denied.hint")} href="/" act={t("denied.home")} framed={false} />;
}
