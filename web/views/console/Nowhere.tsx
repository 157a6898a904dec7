import { A } from "@solidjs/router";
import Compass from "lucide-solid/icons/compass";
import type { JSX } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { usePageTitle } from "./context.tsx";

/** An address of the console that leads nowhere. */
export function Nowhere(): JSX.Element {
  const { t } = useWords();
  usePageTitle(() => t("notFound.title"));
  return (
    <div class="flex flex-1 flex-col items-center justify-center px-6 pb-[12vh] text-center">
      <span class="mb-4 flex size-10 items-center justify-center rounded-large bg-pressed/60 text-text-quiet">
        <Icon of={Compass} size={20} />
      </span>
      <h1 class="text-title font-medium">{t("notFound.title")}</h1>
      <p class="mt-1 max-w-90 text-balance text-text-quiet">{t("notFound.hint")}</p>
      <A href="/console" class="touch-target relative mt-4 rounded-small font-medium text-accent-text hover:underline">
        {t("console.back")}
      </A>
    </div>
  );
}
