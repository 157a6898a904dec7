import { type Accessor, createEffect, createMemo, on, onCleanup, untrack } from "solid-js";

/**
 * Shows on the rows which of them are chosen, from outside of them: a row carries nothing for it while nothing is chosen. Rows become other
 * leads' as the list is scrolled, which their key says.
 */
export function useMarks(
  list: Accessor<HTMLElement | undefined>,
  chosen: Accessor<ReadonlySet<string>>,
  may: (item: string) => boolean,
  /** That it is chosen, in words; null while they are on their way. */
  words: Accessor<string | null>,
): void {
  const mark = (row: Element, ids: ReadonlySet<string>) => {
    const key = row.getAttribute("data-key");
    const is = key !== null && ids.has(key);
    if (row.hasAttribute("data-chosen") !== is) row.toggleAttribute("data-chosen", is);
    const table = row.getAttribute("role") === "row";
    // A row of a table can be selected; an item of a list cannot, and its link says so.
    if (!table) say(row.querySelector("[data-row]"), "aria-description", is ? untrack(words) : null);
    const said = table && key !== null && may(key) ? String(is) : null;
    say(row, "aria-selected", said);
  };
  // It changes with the list, not with each choice.
  const element = createMemo(list);
  createEffect(() => {
    const lines = element()?.firstElementChild?.firstElementChild;
    if (lines == null) return;
    const grid = lines.closest("[role=grid]");
    grid?.setAttribute("aria-multiselectable", "true");
    createEffect(
      on([chosen, words], ([ids]) => {
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
        row.querySelector("[data-row]")?.removeAttribute("aria-description");
      }
    });
  });
}

function say(element: Element | null, name: string, value: string | null): void {
  if (element === null || element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
