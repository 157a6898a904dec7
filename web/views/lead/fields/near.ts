/** Takes a line away, and gives the focus to what is then in its field: it would be lost with the line. */
export function takeAway(line: HTMLElement | undefined, act: () => void): void {
  const field = line?.closest("dd");
  act();
  queueMicrotask(() => field?.querySelector("button")?.focus({ preventScroll: true }));
}
