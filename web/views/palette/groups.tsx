import Undo2 from "lucide-solid/icons/undo-2";
import { Icon } from "../../ui/Icon.tsx";
import type { Translate } from "../../words/index.ts";
import { ACTION_GROUPS, type Action, actionsNow } from "../actions.ts";
import type { Entry, Section } from "./steps.ts";

/** What the palette offers of what can be done now, group by group; empty ones too. */
export function groupsNow(t: Translate): readonly (Section & { readonly key: Action["group"] })[] {
  // Nobody presses keys on a screen that has none.
  const touched = window.matchMedia("(pointer: coarse)").matches;
  const acts = actionsNow().filter(
    ({ id, run, step, keysOnly }) => (run ?? step) !== undefined && keysOnly !== true && !(touched && id === "keys"),
  );
  return ACTION_GROUPS.map((group) => ({
    key: group,
    title: t(`palette.group.${group}`),
    entries: acts.filter((one) => one.group === group).map(entryOf),
  }));
}

/** Of what is offered from the first moment on: its sign may come later. */
const LATE_ICONS: Readonly<Record<string, Action["icon"]>> = { undo: Undo2 };

function entryOf({ id, label, also, icon = LATE_ICONS[id], keys, run, step, href, whenAsked }: Action): Entry {
  return {
    key: id,
    label,
    ...(also !== undefined && { also }),
    ...(icon !== undefined && { sign: () => <Icon of={icon} /> }),
    ...(keys?.[0] !== undefined && { keys: keys[0] }),
    ...(run !== undefined && { run }),
    ...(step !== undefined && { step }),
    ...(href !== undefined && { href }),
    ...(whenAsked === true && { whenAsked }),
  };
}
