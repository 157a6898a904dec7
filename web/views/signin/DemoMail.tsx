import { type JSX, Show } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";

/** In development only: where mails go that leave for nowhere. A page of the Worker's own. */
export function DemoMail(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  return (
    <Show when={app.demo !== null}>
      <a href="/demo/mail" rel="external" class="touch-target relative rounded-small hover:text-text hover:underline">
        {t("entry.demoMail")}
      </a>
    </Show>
  );
}
