import { createEffect, on } from "solid-js";
import { missing } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";

const TOAST = "missing-part";

/** Says why a part of the screen does not open, and what to do about it. */
export function MissingParts(): null {
  const app = useApp();
  const { t } = useWords();
  createEffect(
    on(missing, async (part) => {
      app.toasts.dismiss(TOAST);
      if (part === null) return;
      const reached = await app.reaches();
      if (missing() !== part) return;
      app.toasts.show(
        reached
          ? { id: TOAST, text: t("part.outdated"), actions: [{ label: t("broken.act"), run: () => location.reload() }], ms: 0 }
          : { id: TOAST, tone: "overdue", text: t("part.offline"), actions: [{ label: t("common.retry"), run: () => part.retry() }] },
      );
    }),
  );
  return null;
}
