/** Back to where the person was, without moving the list. Not if they have gone somewhere else by themselves. */
export function focusBack(anchor: HTMLElement | undefined): void {
  if (document.activeElement === document.body || document.activeElement === null) anchor?.focus({ preventScroll: true });
}
