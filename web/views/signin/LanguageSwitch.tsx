import Languages from "lucide-solid/icons/languages";
import { For, type JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";

/** The other languages, each written in itself: whoever needs it cannot read this one. `end`: it stands at the end of its line. */
export function LanguageSwitch(props: { readonly end?: boolean }): JSX.Element {
  const words = useWords();
  return (
    <div role="group" aria-label={words.t("language.label")} class={`flex ${props.end ? "-me-2" : "-ms-2"}`}>
      <For each={LANGUAGES.filter((lang) => lang !== words.lang())}>
        {(lang) => (
          <Button variant="ghost" lang={lang} onClick={() => void words.setLang(lang)} class="px-2! font-regular! text-text-quiet">
            <Icon of={Languages} size={14} />
            {words.t(`language.${lang}`)}
          </Button>
        )}
      </For>
    </div>
  );
}
