import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import Tag from "lucide-solid/icons/tag";
import User from "lucide-solid/icons/user";
import Users from "lucide-solid/icons/users";
import type { JSX } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import type { Cell } from "./matrix.ts";

const SIGN = { all: Check, team: Users, own: User, none: Minus, named: Tag } as const;
const LOOK = { all: "text-live-text", team: "text-info-text", own: "text-info-text", none: "text-text-quiet", named: "text-text" } as const;

/** How far a right reaches: a sign and its words. `lead`: it is about leads, of which one may have all. */
export function ReachMark(props: { readonly of: Cell; readonly lead: boolean }): JSX.Element {
  const { t } = useWords();
  const kind = () => ("named" in props.of ? "named" : props.of.reach);
  const words = () => (kind() === "all" && props.lead ? t("rights.leadAll") : t(`rights.reach.${kind()}`));
  return (
    <span
      class={`flex items-center gap-1.5 whitespace-nowrap text-small ${LOOK[kind()]}`}
      data-tip={"named" in props.of ? t(`rights.named.${props.of.named}`) : undefined}
    >
      <Icon of={SIGN[kind()]} size={14} />
      {words()}
    </span>
  );
}
