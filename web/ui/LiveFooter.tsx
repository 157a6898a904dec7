import { type JSX, Match, onCleanup, Switch } from "solid-js";
import { useWords } from "../words/index.ts";
import { footerPlace, setFooterPlace } from "./footer-place.ts";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

export type LiveState = "live" | "behind" | "offline";

const TEXT: Readonly<Record<LiveState, string>> = { live: "text-text-quiet", behind: "text-waiting-text", offline: "text-overdue-text" };

/** The truth about the list above it. `text` may change each second; only a change of state is spoken. */
export function LiveFooter(props: { readonly state: LiveState; readonly text: string; readonly children?: JSX.Element }): JSX.Element {
  const { t } = useWords();
  let place: HTMLElement | undefined;
  onCleanup(() => footerPlace() === place && setFooterPlace());
  return (
    <div class="flex min-h-8 shrink-0 flex-wrap items-center gap-x-4 border-t border-line bg-raised px-4 py-1 text-small md:flex-nowrap md:px-6 tabular-nums text-text-quiet">
      <span data-live={props.state} class={`inline-flex items-center gap-1.5 whitespace-nowrap ${TEXT[props.state]}`}>
        <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" class="shrink-0">
          <Switch>
            <Match when={props.state === "live"}>
              <circle cx="5" cy="5" r="4" class="fill-live" />
            </Match>
            <Match when={props.state === "behind"}>
              <path d="M5 1a4 4 0 0 1 0 8z" class="fill-waiting" />
              <circle cx="5" cy="5" r="4" fill="none" stroke-width="1.5" class="stroke-waiting" />
            </Match>
            <Match when={props.state === "offline"}>
              <path d="m1.5 1.5 7 7m0-7-7 7" stroke-width="2" stroke-linecap="round" class="stroke-overdue" />
            </Match>
          </Switch>
        </svg>
        <span>{props.text}</span>
      </span>
      <span ref={(made) => setFooterPlace((place = made))} class="contents" />
      <span class="min-w-0 truncate">{props.children}</span>
      <span role="status">
        <VisuallyHidden>{props.state === "live" ? "" : t(`footer.announce.${props.state}`)}</VisuallyHidden>
      </span>
    </div>
  );
}
