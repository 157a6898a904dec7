const anchors = new WeakMap<Element, HTMLElement>();

/** A menu is gone when what was chosen in it ends: the control that opened it stands for it. */
export function standFor(menu: Element, anchor: HTMLElement): void {
  anchors.set(menu, anchor);
}

/** Where the person is now, to bring them back to. */
export function whereFocusIs(): HTMLElement | undefined {
  const now = document.activeElement;
  const menu = now?.closest("[role=menu]");
  const anchor = menu ? anchors.get(menu) : undefined;
  return anchor ?? (now instanceof HTMLElement ? now : undefined);
}

/** Back to where the person was, without moving the list. Not if they have gone somewhere else by themselves. */
export function focusBack(anchor: HTMLElement | undefined): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  // What they came from may have gone with what they did: then they go on from the screen it was on.
  const there = anchor === undefined || anchor.isConnected ? anchor : document.getElementById("main");
  there?.focus({ preventScroll: true });
}
