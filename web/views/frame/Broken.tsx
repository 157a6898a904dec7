import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createEffect, type JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";

/**
 * Something that nobody expected. It needs no data and no router, since either may be what broke. The error's own words may
 * name a person and help nobody who reads them: only what kind it was is kept, for whoever looks into the page.
 */
export function Broken(props: { readonly error: unknown }): JSX.Element {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("broken.title") })));
  return (
    <main data-error={kindOf(props.error)} class="flex min-h-dvh flex-col items-center justify-center px-6 pb-[12vh] text-center">
      <span class="mb-4 flex size-10 items-center justify-center rounded-large bg-overdue-ground text-overdue-text">
        <Icon of={TriangleAlert} size={20} />
      </span>
      <div role="alert">
        <h1 class="text-title font-medium">{t("broken.title")}</h1>
        <p class="mt-1 max-w-90 text-balance text-text-quiet">{t("broken.hint")}</p>
      </div>
      <div class="mt-5 flex flex-wrap items-center justify-center gap-2">
        <Button variant="primary" class="touch:h-11" onClick={() => location.reload()}>
          {t("broken.act")}
        </Button>
        <a href="/" class="touch-target relative inline-flex h-8 items-center rounded px-3 font-medium hover:bg-pressed/60 touch:h-11">
          {t("notFound.home")}
        </a>
      </div>
    </main>
  );
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
