import { type Browser, expect, type Page } from "@playwright/test";
import { JOURNEY_PORT } from "./ports.ts";

interface Mails {
  readonly mails: readonly { readonly to: string; readonly kind: string; readonly link: string | null }[];
}

/** The link in the newest mail of that kind: what its reader would press. */
export async function linkTo(email: string, kind: string): Promise<string> {
  const found = async () => {
    const answer = await fetch(`http://localhost:${JOURNEY_PORT}/demo/mails`);
    const { mails } = (await answer.json()) as Mails;
    return mails.find((mail) => mail.to === email && mail.kind === kind)?.link ?? null;
  };
  await expect.poll(found).not.toBeNull();
  return (await found()) ?? "";
}

/** Nobody yet, in a browser of their own. */
export async function stranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  return context.newPage();
}

/** An address that nobody of this run has. */
export const newEmail = (name: string) => `${name}.${Date.now().toString(36)}@marina-homes.example`;
