import { A } from "@solidjs/router";
import type { LucideProps } from "lucide-solid";
import type { Component, JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Icon } from "./Icon.tsx";

/** Where there is nothing to show, and the way on. `framed`: within a frame, which is a `main` already. */
export function DeadEnd(props: {
  readonly icon: Component<LucideProps>;
  readonly title: string;
  readonly hint: string;
  readonly href: string;
  readonly act: string;
  readonly framed: boolean;
}): JSX.Element {
  return (
    <Dynamic
      component={props.framed ? "div" : "main"}
      class={`flex flex-1 flex-col items-center justify-center px-6 pb-[12vh] text-center ${props.framed ? "" : "min-h-dvh"}`}
    >
      <span class="mb-4 flex size-10 items-center justify-center rounded-large bg-pressed/60 text-text-quiet">
        <Icon of={props.icon} size={20} />
      </span>
      <h1 class="text-title font-medium">{props.title}</h1>
      <p class="mt-1 max-w-90 text-balance text-text-quiet">{props.hint}</p>
      <A href={props.href} class="touch-target relative mt-4 rounded-small font-medium text-accent-text hover:underline">
        {props.act}
      </A>
    </Dynamic>
  );
}
