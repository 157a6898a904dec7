import Compass from "lucide-solid/icons/compass";
import type { JSX } from "solid-js";
import { DeadEnd } from "../../ui/DeadEnd.tsx";
import { useWords } from "../../words/index.ts";
import { usePageTitle } from "./context.tsx";

/** An address of the console that leads nowhere. */
export function Nowhere(): JSX.Element {
  const { t } = useWords();
  usePageTitle(() => t("notFound.title"));
  return <DeadEnd icon={Compass} title={t("notFound.title")} hint={t("notFound.hint")} href="/console" act={t("console.back")} framed />;
}
