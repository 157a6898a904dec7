import { type JSX, Show } from "solid-js";

export type Tone = "info" | "waiting" | "overdue" | "live";

const LOOK: Readonly<Record<Tone, string>> = {
  info: "bg-info-ground text-info-text",
  waiting: "bg-waiting-ground text-waiting-text",
  overdue: "bg-overdue-ground text-overdue-text",
  live: "bg-live-ground text-live-text",
};

/** One line across a view that stays until its reason is gone. */
export function Banner(props: {
  readonly tone: Tone;
  readonly icon: JSX.Element;
  readonly children: JSX.Element;
  readonly action?: JSX.Element;
}): JSX.Element {
  return (
    <div role={props.tone === "overdue" ? "alert" : "status"} class={`flex min-h-10 items-center gap-2 px-4 py-1.5 ${LOOK[props.tone]}`}>
      {props.icon}
      <span class="min-w-0 flex-1">{props.children}</span>
      <Show when={props.action}>
        <span class="text-text">{props.action}</span>
      </Show>
    </div>
  );
}
