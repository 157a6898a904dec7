import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import Hourglass from "lucide-solid/icons/hourglass";
import type { JSX } from "solid-js";
import type { LampState } from "../../../domain/health.ts";
import { Icon } from "../../ui/Icon.tsx";

const SIGN = { well: CircleCheck, slow: Hourglass, unwell: CircleAlert } as const;
const LOOK = {
  well: "bg-live-ground text-live-text",
  slow: "bg-waiting-ground text-waiting-text",
  unwell: "bg-overdue-ground text-overdue-text",
} as const;

/** A lamp whose shape says the same as its colour; words stand beside it. */
export function LampSign(props: { readonly state: LampState; readonly small?: boolean }): JSX.Element {
  return (
    // One string: a class that changes would drop what stands in a class list beside it.
    <span class={`flex shrink-0 items-center justify-center rounded-full ${props.small ? "size-5" : "size-7"} ${LOOK[props.state]}`}>
      <Icon of={SIGN[props.state]} size={props.small ? 12 : 16} />
    </span>
  );
}
