import Info from "lucide-solid/icons/info";
import { For, type JSX, Show } from "solid-js";
import type { Form, FormField, General } from "../../store/settings/general.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { createSettingWords } from "./setting-words.ts";

/** Another admin was first: what they changed, and the choice where both changed the same. */
export function OvertakenNotice(props: { readonly general: General }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { directory } = useWorkspace();
  const said = createSettingWords(words);
  const name = (by: string | null) => (by === directory.me()?.id ? undefined : directory.member(by)?.name);
  return (
    <Show when={props.general.overtaken()}>
      {(found) => (
        <div role="alert" class="sticky top-3 z-20 flex gap-3 rounded-large bg-info-ground px-4 py-3 text-info-text shadow-float">
          <Icon of={Info} class="mt-0.5" />
          <div class="min-w-0 flex-1">
            <p class="font-medium">
              <Show when={name(found().by)} fallback={t("general.overtakenBySomebody")}>
                {(who) => <>{t("general.overtaken", { name: who() })}</>}
              </Show>
            </p>
            <ul class="mt-1 flex flex-col gap-0.5 text-text">
              <For each={found().changed}>
                {(one) => (
                  <li>
                    {t("general.was", {
                      field: said.field(one.field),
                      before: said.value(one.field, one.before),
                      after: said.value(one.field, one.after),
                    })}
                  </li>
                )}
              </For>
            </ul>
            <p class="mt-1 text-text">
              {t("general.overtakenHint")} <Show when={gave(found().gaveWay)}>{t("general.overtakenMine")}</Show>
            </p>
            <div class="mt-2 flex flex-wrap gap-2 text-text">
              <Show when={gave(found().gaveWay)}>
                <Button size="small" onClick={() => props.general.insist()}>
                  {t("general.insist")}
                </Button>
              </Show>
              <Button size="small" onClick={() => props.general.accept()}>
                {t(gave(found().gaveWay) ? "general.accept" : "common.close")}
              </Button>
            </div>
          </div>
        </div>
      )}
    </Show>
  );
}

function gave(own: Partial<Form>): boolean {
  return (Object.keys(own) as FormField[]).length > 0;
}
