import { createMemo, For, type JSX, Show } from "solid-js";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { fillTemplate } from "../../lead/story/templates.ts";
import type { Draft } from "./TextFields.tsx";

/** How it reads to somebody with a name of either direction: what is written with an English name in mind has to hold for an Arabic one. */
export function TextPreview(props: { readonly draft: Draft }): JSX.Element {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const sender = () => directory.me()?.name ?? "";
  const samples = () => [
    { name: t("floor.texts.sample.latin"), project: t("floor.texts.sample.projectLatin"), sender: sender() },
    { name: t("floor.texts.sample.arabic"), project: t("floor.texts.sample.projectArabic"), sender: sender() },
  ];
  return (
    <section aria-label={t("floor.texts.preview")} class="flex flex-col gap-2">
      <p class="text-small text-text-quiet">{t("floor.texts.preview")}</p>
      <div class="grid gap-2 sm:grid-cols-2">
        <For each={samples()}>
          {(sample) => {
            const filled = createMemo(() => fillTemplate({ id: "", name: "", ...props.draft }, sample));
            return (
              <figure class="flex min-w-0 flex-col rounded bg-hover p-3">
                <figcaption class="text-caption text-text-quiet">{t("floor.texts.previewTo", { name: sample.name })}</figcaption>
                <div dir={props.draft.language === "ar" ? "rtl" : "ltr"} lang={props.draft.language} class="mt-1 min-h-5 wrap-anywhere">
                  <Show when={props.draft.channel === "email" && filled().subject}>
                    {(subject) => <p class="font-medium">{subject()}</p>}
                  </Show>
                  <p class="whitespace-pre-line">{filled().text}</p>
                </div>
              </figure>
            );
          }}
        </For>
      </div>
    </section>
  );
}
