import { type Accessor, batch, createSignal } from "solid-js";
import type { Channel } from "../../../../domain/lead.ts";

/** What was gone to from a lead's page: what came of it is asked once the person is back. */
export interface Gone {
  readonly lead: string;
  readonly channel: Extract<Channel, "phone" | "whatsapp" | "email">;
}

export interface Asked {
  readonly gone: Accessor<Gone | null>;
  /** They are here again, or never left: now it may be asked. */
  readonly back: Accessor<boolean>;
  went(to: Gone): void;
  /** Answered, or not to be asked. */
  answered(): void;
}

/** A dialler that is a window of its own, or none at all, never takes the page away. */
const STAYED_MS = 2_500;

export function createAsked(): Asked {
  const [gone, setGone] = createSignal<Gone | null>(null);
  const [back, setBack] = createSignal(false);
  let stop: AbortController | null = null;

  function answered(): void {
    stop?.abort();
    batch(() => {
      setGone(null);
      setBack(false);
    });
  }

  function went(to: Gone): void {
    answered();
    const listening = (stop = new AbortController());
    const { signal } = listening;
    let left = false;
    const away = () => (left = true);
    const here = () => {
      listening.abort();
      setBack(true);
    };
    const options = { signal };
    document.addEventListener("visibilitychange", () => (document.hidden ? away() : left && here()), options);
    window.addEventListener("blur", away, options);
    window.addEventListener("focus", () => left && here(), options);
    const timer = window.setTimeout(() => !left && here(), STAYED_MS);
    signal.addEventListener("abort", () => window.clearTimeout(timer));
    setGone(to);
  }

  return { gone, back, went, answered };
}

const SCHEMES = { phone: "tel:", whatsapp: "https://wa.me/", email: "mailto:" } as const;

/** By which way a link leaves to a person; null: it does not. */
export function wayOf(href: string): Gone["channel"] | null {
  const found = Object.entries(SCHEMES).find(([, scheme]) => href.startsWith(scheme));
  return found === undefined ? null : (found[0] as Gone["channel"]);
}
