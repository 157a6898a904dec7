import { createUniqueId, type JSX, Show } from "solid-js";

export function Section(props: {
  readonly title: string;
  readonly hint?: string;
  readonly class?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id} class={`flex min-w-0 flex-col gap-3 ${props.class ?? ""}`}>
      <div>
        <h2 id={id} class="text-title font-semibold">
          {props.title}
        </h2>
        <Show when={props.hint}>
          <p class="text-text-quiet">{props.hint}</p>
        </Show>
      </div>
      {props.children}
    </section>
  );
}
