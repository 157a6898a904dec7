import { createEffect, type JSX, onCleanup, onMount } from "solid-js";
import { useDesk } from "../lead/story/desk.ts";
import { useAsking } from "../lead/story/useAsking.ts";
import { useDayActs } from "./DayActs.tsx";

/** A link of the list to a person was followed: whoever is back is asked how it went, here where no page of a lead is open to ask it. */
export function AskAfter(props: { readonly opened: boolean }): JSX.Element {
  const desk = useDesk();
  const asking = useAsking();
  const day = useDayActs();
  const followed = (event: MouseEvent) => {
    const leadOf = (link: Element) => link.closest("[data-lead]")?.getAttribute("data-lead") ?? null;
    if (asking.followed(event, "[data-lead]", leadOf)) day.touched(desk.asked.gone()?.lead ?? "");
  };
  onMount(() => document.addEventListener("click", followed));
  onCleanup(() => document.removeEventListener("click", followed));
  createEffect(() => {
    const [now, row] = [desk.asked.gone(), asking.subject()];
    if (now !== null && row !== undefined && !props.opened) asking.byToast(now, row);
  });
  return null;
}
