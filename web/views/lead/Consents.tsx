import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import { For, type JSX } from "solid-js";
import type { Consent } from "../../../domain/answers.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";

/** What the person agreed to, as it was asked. */
export function Consents(props: { readonly consents: readonly Consent[] }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="flex flex-col gap-2">
      <h4 class="text-small text-text-quiet">{t("lead.consents")}</h4>
      <ul class="flex flex-col gap-2">
        <For each={props.consents}>
          {(consent) => (
            <li class="flex items-start gap-2">
              <Icon
                of={consent.given ? CircleCheck : CircleX}
                size={14}
                class={`mt-0.75 ${consent.given ? "text-live" : "text-text-quiet"}`}
              />
              <span class="min-w-0 flex-1 wrap-anywhere">
                <bdi>{consent.label}</bdi>
              </span>
              <span class="shrink-0 text-small leading-5! text-text-quiet">{t(consent.given ? "lead.given" : "lead.notGiven")}</span>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
