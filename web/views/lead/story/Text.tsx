import { createMemo, For, type JSX, Show } from "solid-js";
import { useWorkspace } from "../../context.tsx";
import { partsOf } from "./mentions.ts";

/** What a person wrote, with the names of whom it mentions. */
export function Text(props: { readonly text: string; readonly mentions: readonly string[]; readonly class?: string }): JSX.Element {
  const { directory } = useWorkspace();
  const parts = createMemo(() =>
    partsOf(
      props.text,
      props.mentions.flatMap((id) => directory.member(id) ?? []),
    ),
  );
  return (
    <p dir="auto" class={`whitespace-pre-line wrap-anywhere ${props.class ?? ""}`}>
      <For each={parts()}>
        {(part) => (
          <Show when={part.person !== null} fallback={part.text}>
            <bdi
              class="rounded-small px-0.5 font-medium"
              classList={{
                "bg-accent-ground text-accent-text": part.person !== directory.me()?.id,
                "bg-waiting-ground text-waiting-text": part.person === directory.me()?.id,
              }}
            >
              {part.text}
            </bdi>
          </Show>
        )}
      </For>
    </p>
  );
}
