import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";

/** In development only: the way in for somebody who has no password. */
export function DemoLink(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  return (
    <Show when={app.demo !== null}>
      <A href="/demo" class="touch-target relative rounded-small hover:text-text hover:underline">
        {t("signIn.demo")}
      </A>
    </Show>
  );
}
