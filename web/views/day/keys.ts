import AlarmClock from "lucide-solid/icons/alarm-clock";
import Check from "lucide-solid/icons/check";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { type ListActs, useListKeys } from "../leads/keys.ts";

/** The keys of My day: those of a list, and what becomes of the one thing that one is at. */
export function useDayKeys(day: Omit<ListActs, "calls" | "filter"> & { done(): void; snooze(): void }): void {
  const { t } = useWords();
  useListKeys({ ...day, calls: () => ({ next: t("day.key.next"), previous: t("day.key.previous") }) });
  offerActions(() =>
    day.lead() === null
      ? []
      : [
          { id: "day.done", label: t("day.key.done"), icon: Check, group: "list", keys: ["e"], run: day.done },
          { id: "day.snooze", label: t("day.key.snooze"), icon: AlarmClock, group: "list", keys: ["h"], run: day.snooze },
        ],
  );
}
