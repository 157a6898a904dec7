import { type JSX, Show } from "solid-js";
import { Kbd } from "../../ui/Kbd.tsx";
import { useWords } from "../../words/index.ts";

/** Which keys lead on from here; nobody presses them on a phone. */
export function Hints(props: { readonly newTab: boolean; readonly back: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <footer
      aria-hidden="true"
      class="flex h-9 shrink-0 items-center gap-4 border-t border-line px-4 text-small text-text-quiet max-sm:hidden touch:hidden"
    >
      <span class="flex items-center gap-1.5">
        <Kbd keys="up" />
        <Kbd keys="down" />
        {t("palette.press.move")}
      </span>
      <span class="flex items-center gap-1.5">
        <Kbd keys="enter" />
        {t("palette.press.choose")}
      </span>
      <Show when={props.newTab}>
        <span class="flex items-center gap-1.5">
          <Kbd keys="mod+enter" />
          {t("palette.press.newTab")}
        </span>
      </Show>
      <Show when={props.back}>
        <span class="flex items-center gap-1.5">
          <Kbd keys="backspace" />
          {t("palette.press.back")}
        </span>
      </Show>
    </footer>
  );
}
