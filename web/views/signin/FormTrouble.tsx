import CircleAlert from "lucide-solid/icons/circle-alert";
import { type JSX, Show } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";
import { troubleAdvice, waitWords } from "../trouble.ts";
import type { Submit } from "./submit.ts";

/** Why a form's act did not happen, where it is about no single field. `except`: codes that are said beside a field. */
export function FormTrouble(props: { readonly of: Pick<Submit, "trouble" | "waits">; readonly except?: readonly string[] }): JSX.Element {
  const { t } = useWords();
  const said = () => {
    const trouble = props.of.trouble();
    return trouble === null || props.except?.includes(trouble.code) ? undefined : trouble;
  };
  return (
    <Show when={said()}>
      {(trouble) => (
        <div role="alert" class="flex items-start gap-2 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
          <Icon of={CircleAlert} size={14} class="mt-0.75" />
          <div class="min-w-0">
            <Show when={trouble().code === "too_many"} fallback={<p>{troubleAdvice(t, trouble())}</p>}>
              <p>{failureWords(t, "too_many")}</p>
              {/* Said once to those who listen, counted down for those who look. */}
              <p aria-hidden="true" class="tabular-nums">
                {waitWords(t, props.of.waits())}
              </p>
              <p class="sr-only">{waitWords(t, trouble().retryAfter ?? 60)}</p>
            </Show>
            <Show when={trouble().code === "internal" && trouble().request}>
              {(request) => <p class="mt-1 select-all text-small">{t("common.request", { id: request() })}</p>}
            </Show>
          </div>
        </div>
      )}
    </Show>
  );
}
