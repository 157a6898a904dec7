import { createEffect, createRoot } from "solid-js";
import type { Clock } from "../../store/floor/floor.ts";
import { travel } from "../../ui/travel.ts";
import { actionsNow } from "../actions.ts";

/** Until the screen or panel that an act happens in has come. */
const COMES_MS = 8_000;

/** Does what is offered on the screen or panel that is on its way; what is typed meanwhile is meant for what it opens. */
export function onceOffered(clock: Clock, id: string): void {
  const arrived = travel("away");
  createRoot((end) => {
    const cancel = clock.after(COMES_MS, end);
    createEffect(() => {
      const run = actionsNow().find((one) => one.id === id && one.far !== true)?.run;
      if (run === undefined) return;
      cancel();
      queueMicrotask(() => {
        end();
        run();
        arrived();
      });
    });
  });
}
