import { useLocation } from "@solidjs/router";
import CircleX from "lucide-solid/icons/circle-x";
import Columns3 from "lucide-solid/icons/columns-3";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import ListPlus from "lucide-solid/icons/list-plus";
import Megaphone from "lucide-solid/icons/megaphone";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import ScrollText from "lucide-solid/icons/scroll-text";
import ShieldCheck from "lucide-solid/icons/shield-check";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import UserRoundCog from "lucide-solid/icons/user-round-cog";
import UsersRound from "lucide-solid/icons/users-round";
import type { Capability } from "../../../domain/rights.ts";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";

/** The settings' screens, and what each asks for. */
export const SCREENS = [
  { key: "general", needs: "workspace.read", icon: SlidersHorizontal },
  { key: "people", needs: "people.read", icon: UserRoundCog },
  { key: "teams", needs: "people.read", icon: UsersRound },
  { key: "pages", needs: "meta.connect", icon: Megaphone },
  { key: "rights", needs: "rights.read", icon: ShieldCheck },
  { key: "stages", needs: "workspace.read", icon: Columns3, floor: true },
  { key: "reasons", needs: "workspace.read", icon: CircleX, floor: true },
  { key: "fields", needs: "workspace.read", icon: ListPlus, floor: true },
  { key: "texts", needs: "workspace.read", icon: MessageSquareText, floor: true },
  { key: "audit", needs: "audit.read", icon: ScrollText },
  { key: "support", needs: "support.decide", icon: LifeBuoy },
] as const satisfies readonly {
  readonly key: string;
  readonly needs: Capability;
  readonly icon: unknown;
  /** Of the sales floor: saved under the setup's version. */
  readonly floor?: true;
}[];

/** Those that this person's role opens. */
export function useSettingsPlaces() {
  const { t } = useWords();
  const workspace = useWorkspace();
  const location = useLocation();
  return () =>
    SCREENS.filter(({ needs }) => may(workspace, needs)).map((screen) => {
      const { key, icon } = screen;
      const href = `/w/${workspace.slug}/settings/${key}`;
      const label = t(`settings.${key}`);
      return {
        key,
        icon,
        href,
        label,
        short: label,
        here: location.pathname.replace(/\/$/, "") === href,
        count: "",
        floor: "floor" in screen,
      };
    });
}
