import { type Accessor, batch, createSignal } from "solid-js";
import type { Channel } from "../../../../domain/lead.ts";
import { MAX_NOTE } from "../../../../domain/story.ts";

/** What was gone to from a lead's page: what came of it is asked once the person is back. */
export interface Gone {
  readonly lead: string;
  readonly channel: Extract<Channel, "phone" | "whatsapp" | "email">;
}

export interface Asked {
  readonly gone: Accessor<Gone | null>;
  /** What was to be sent, as whoever sent it leaves it to be logged; empty where nothing is known of it. */
  readonly text: Accessor<string>;
  write(text: string): void;
  /** They are here again, or never left: now it may be asked. */
  readonly back: Accessor<boolean>;
  went(to: Gone, text?: string): void;
  /** Answered, or not to be asked. */
  answered(): void;
}

/** A dialler that is a window of its own, or none at all, never takes the page away. */
const STAYED_MS = 2_500;

export function createAsked(): Asked {
  const [gone, setGone] = createSignal<Gone | null>(null);
  const [text, write] = createSignal("");
  const [back, setBack] = createSignal(false);
  let stop: AbortController | null = null;

  function answered(): void {
    stop?.abort();
    batch(() => {
      setGone(null);
      write("");
      setBack(false);
    });
  }

  function went(to: Gone, said = ""): void {
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
    batch(() => {
      setGone(to);
      write(said);
    });
  }

  return { gone, text, write, back, went, answered };
}

const SCHEMES = { phone: "tel:", whatsapp: "https://wa.me/", email: "mailto:" } as const;

/** By which way a link leaves to a person; null: it does not. */
export function wayOf(href: string): Gone["channel"] | null {
  const found = Object.entries(SCHEMES).find(([, scheme]) => href.startsWith(scheme));
  return found === undefined ? null : (found[0] as Gone["channel"]);
}

/** What stands in the message that a link opens: its subject, if any, and its text. Empty: nothing does. */
export function textOf(href: string): string {
  const said = new URL(href).searchParams;
  const parts = [said.get("subject"), said.get("text") ?? said.get("body")];
  return parts
    .flatMap((part) => (part === null || part.trim() === "" ? [] : [part.replaceAll("\r\n", "\n").trim()]))
    .join("\n\n")
    .slice(0, MAX_NOTE);
}
