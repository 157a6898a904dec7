import { useLocation } from "@solidjs/router";
import Activity from "lucide-solid/icons/activity";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CirclePause from "lucide-solid/icons/circle-pause";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import ScrollText from "lucide-solid/icons/scroll-text";
import UsersRound from "lucide-solid/icons/users-round";
import Webhook from "lucide-solid/icons/webhook";
import { MOST_COUNTED } from "../../../domain/health.ts";
import type { PlatformCapability } from "../../../domain/platform.ts";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";

/** `first`: within the thumb's reach on a phone, which has room for four. */
const PLACES = [
  { key: "overview", path: "/console", icon: Activity, needs: "console.read", first: true },
  { key: "deliveries", path: "/console/deliveries", icon: Webhook, needs: "console.read", first: true },
  { key: "parked", path: "/console/parked", icon: CirclePause, needs: "console.read", first: true },
  { key: "work", path: "/console/work", icon: CalendarClock, needs: "console.read", first: true },
  { key: "support", path: "/console/support", icon: LifeBuoy, needs: "support.ask", first: false },
  { key: "people", path: "/console/people", icon: UsersRound, needs: "people.read", first: false },
  { key: "audit", path: "/console/audit", icon: ScrollText, needs: "audit.read", first: false },
] as const satisfies readonly { readonly key: string; readonly needs: PlatformCapability; readonly [more: string]: unknown }[];

/** The console's screens that this person's role opens. */
export function useConsolePlaces() {
  const { t, format } = useWords();
  const console = useConsole();
  const location = useLocation();
  return () =>
    PLACES.filter(({ needs }) => console.may(needs)).map(({ key, path, icon, first }) => ({
      key,
      first,
      icon,
      href: path,
      label: t(`console.${key}`),
      short: t(key === "work" ? "console.workShort" : `console.${key}`),
      here: key === "overview" ? location.pathname.replace(/\/$/, "") === path : location.pathname.startsWith(path),
      count: key === "parked" ? parked() : "",
      urgent: key === "parked",
    }));

  function parked(): string {
    const count = console.health.value()?.parked.count ?? 0;
    if (count === 0) return "";
    return count >= MOST_COUNTED ? t("count.more", { n: format().number(count) }) : format().number(count);
  }
}
