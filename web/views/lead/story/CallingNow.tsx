import PhoneCall from "lucide-solid/icons/phone-call";
import { type JSX, Show } from "solid-js";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { callingWords } from "../../called.ts";
import { useWorkspace } from "../../context.tsx";

/** A colleague is on the telephone with the person: a word, and no lock. */
export function CallingNow(props: { readonly lead: string }): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  return (
    <div role="status" class="contents">
      <Show when={callingWords(words, workspace, props.lead)}>
        {(told) => (
          <p class="flex min-h-9 animate-appear items-center gap-2 rounded bg-live-ground px-3 py-2 text-live-text">
            <Icon of={PhoneCall} />
            {told()}
          </p>
        )}
      </Show>
    </div>
  );
}
