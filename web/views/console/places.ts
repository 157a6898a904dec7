import { useLocation } from "@solidjs/router";
import Activity from "lucide-solid/icons/activity";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CirclePause from "lucide-solid/icons/circle-pause";
import Webhook from "lucide-solid/icons/webhook";
import { MOST_COUNTED } from "../../../domain/health.ts";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";

const PLACES = [
  { key: "overview", path: "/console", icon: Activity },
  { key: "deliveries", path: "/console/deliveries", icon: Webhook },
  { key: "parked", path: "/console/parked", icon: CirclePause },
  { key: "work", path: "/console/work", icon: CalendarClock },
] as const;

/** The console's screens. */
export function useConsolePlaces() {
  const { t, format } = useWords();
  const console = useConsole();
  const location = useLocation();
  return () =>
    PLACES.map(({ key, path, icon }) => ({
      key,
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
