/** Keys of a menu that is not Kobalte's: arrows go through its items in order, Home and End to its ends. Returns whether the key was one of these. */
export function roveBy(event: KeyboardEvent, menu: HTMLElement): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')].filter(
    (item) => item.getAttribute("aria-disabled") !== "true",
  );
  const at = items.indexOf(document.activeElement as HTMLElement);
  const onward = getComputedStyle(menu).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const to = (): number | null => {
    switch (event.key) {
      case "ArrowDown":
        return at + 1;
      case "ArrowUp":
        return at - 1;
      case "ArrowLeft":
      case "ArrowRight":
        return event.key === onward ? at + 1 : at - 1;
      case "Home":
        return 0;
      case "End":
        return items.length - 1;
      default:
        return null;
    }
  };
  const next = to();
  if (next === null || items.length === 0) return false;
  event.preventDefault();
  items[(next + items.length) % items.length]?.focus();
  return true;
}
