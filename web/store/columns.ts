import { createSignal, type Signal } from "solid-js";
import type { ViewShape } from "../../domain/view.ts";
import type { Browser } from "../connection/edge.ts";

export type Columns = ViewShape["columns"];

/** Columns of lists as this person wants them, each under its key in their browser. */
export interface KeptColumns {
  /** Reactive; null: none are kept. */
  of(key: string): Columns | null;
  set(key: string, columns: Columns | null): void;
}

export function createKeptColumns(browser: Pick<Browser, "recall" | "remember">): KeptColumns {
  const signals = new Map<string, Signal<Columns | null>>();
  const signalOf = (key: string): Signal<Columns | null> => {
    let found = signals.get(key);
    if (found === undefined) {
      found = createSignal(read(browser.recall(key)));
      signals.set(key, found);
    }
    return found;
  };
  return {
    of: (key) => signalOf(key)[0](),
    set: (key, columns) => {
      signalOf(key)[1](columns);
      browser.remember(key, columns === null ? "" : JSON.stringify(columns));
    },
  };
}

/** Something else may have written there. */
function read(text: string | null): Columns | null {
  if (text === null || text === "") return null;
  try {
    const found: unknown = JSON.parse(text);
    if (!Array.isArray(found)) return null;
    const columns = found.filter(
      (one: unknown): one is { id: string; width?: number } =>
        typeof one === "object" &&
        one !== null &&
        "id" in one &&
        typeof one.id === "string" &&
        (!("width" in one) || typeof one.width === "number"),
    );
    return columns.length === 0 ? null : columns;
  } catch {
    return null;
  }
}
