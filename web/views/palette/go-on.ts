import type { Clock } from "../../store/floor/floor.ts";
import { focusBack } from "../../ui/anchor.ts";

/** A lead that is put away leaves its list once the server has answered, on a slow line too. */
const LEAVES_MS = 8_000;

const isLost = () => document.activeElement === null || document.activeElement === document.body;
const find = (selector: string) => document.querySelector<HTMLElement>(selector);

/** What has the focus may leave with its lead: the person goes on in the open panel, else from the row that took the lead's place. */
export function goOnFromHere(clock: Pick<Clock, "after">): void {
  const regain = () => {
    const there = isLost() ? (find("[data-panel]") ?? find('[data-row][tabindex="0"]')) : null;
    if (there !== null) focusBack(there);
  };
  const watch = new MutationObserver(regain);
  watch.observe(document.body, { childList: true, subtree: true });
  clock.after(LEAVES_MS, () => {
    watch.disconnect();
    // The last one went: there is no other row.
    if (isLost()) focusBack(find("#main") ?? undefined);
  });
}
