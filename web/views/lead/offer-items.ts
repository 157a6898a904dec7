import type { MenuItem } from "../../ui/Menu.tsx";
import { offerActions } from "../actions.ts";

/** Offers what stands in a menu of the open lead to whoever types it: `of` says which of several the menu is about. What is chosen already is not. */
export function offerItems(key: () => string, of: () => string, items: () => readonly MenuItem[]): void {
  offerActions(() =>
    items().flatMap((item, n) =>
      "label" in item && item.checked !== true
        ? [
            {
              id: `lead.${key()}.${n}`,
              label: `${item.label}: ${of()}`,
              group: "lead",
              whenAsked: true,
              run: item.onSelect,
            },
          ]
        : [],
    ),
  );
}
