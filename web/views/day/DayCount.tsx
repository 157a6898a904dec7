import { createEffect, onCleanup } from "solid-js";
import { setDayCount } from "../frame/day-count.ts";
import { useDay } from "./useDay.ts";

/** Nothing to see: how much is left for today, for the frame to say. */
export function DayCount(): null {
  const day = useDay();
  createEffect(() => setDayCount({ left: day.count(), late: day.late() }));
  onCleanup(() => setDayCount({ left: 0, late: false }));
  return null;
}
