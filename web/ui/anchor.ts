/** Whether something happened on the control that opened a floating part: that control closes it itself. */
export function within(anchor: HTMLElement | undefined, event: Event): boolean {
  return event.target instanceof Node && (anchor?.contains(event.target) ?? false);
}

/** Back to where the person was, without moving the list. Not if they have gone somewhere else by themselves. */
export function focusBack(anchor: HTMLElement | undefined): void {
  if (document.activeElement === document.body || document.activeElement === null) anchor?.focus({ preventScroll: true });
}
