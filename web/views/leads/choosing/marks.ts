import { type Accessor, createEffect, createMemo, on, onCleanup } from "solid-js";

/**
 * Shows on the rows which of them are chosen, from outside of them: a row carries nothing for it while nothing is chosen. Rows become other
 * leads' as the list is scrolled, which their key says.
 */
export function useMarks(
  list: Accessor<HTMLElement | undefined>,
  chosen: Accessor<ReadonlySet<string>>,
  may: (item: string) => boolean,
): void {
  const mark = (row: Element, ids: ReadonlySet<string>) => {
    const key = row.getAttribute("data-key");
    const is = key !== null && ids.has(key);
    if (row.hasAttribute("data-chosen") !== is) row.toggleAttribute("data-chosen", is);
    // A row of a table can be selected, an item of a list cannot.
    const said = row.getAttribute("role") === "row" && key !== null && may(key) ? String(is) : null;
    if (row.getAttribute("aria-selected") === said) return;
    if (said === null) row.removeAttribute("aria-selected");
    else row.setAttribute("aria-selected", said);
  };
  // It changes with the list, not with each choice.
  const element = createMemo(list);
  createEffect(() => {
    const lines = element()?.firstElementChild?.firstElementChild;
    if (lines == null) return;
    const grid = lines.closest("[role=grid]");
    grid?.setAttribute("aria-multiselectable", "true");
    createEffect(
      on(chosen, (ids) => {
        for (const row of lines.children) mark(row, ids);
      }),
    );
    const look = (changes: readonly MutationRecord[]) => {
      const ids = chosen();
      for (const { target, addedNodes } of changes)
        for (const row of [target, ...addedNodes]) if (row instanceof Element && row.parentElement === lines) mark(row, ids);
    };
    // Rows that come, and rows that become others; what changes within a row is nothing of this.
    const [came, became] = [new MutationObserver(look), new MutationObserver(look)];
    came.observe(lines, { childList: true });
    became.observe(lines, { subtree: true, attributeFilter: ["data-key"] });
    onCleanup(() => {
      came.disconnect();
      became.disconnect();
      grid?.removeAttribute("aria-multiselectable");
      for (const row of lines.children) {
        row.removeAttribute("data-chosen");
        row.removeAttribute("aria-selected");
      }
    });
  });
}
