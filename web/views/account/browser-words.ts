import { browserOf } from "../../../domain/browser.ts";
import type { Translate } from "../../words/index.ts";

/** What a browser calls itself, as a person would say it. What is no browser's usual sentence is shown as it is. */
export function browserWords(t: Translate, agent: string | null): string {
  if (agent === null || agent === "") return t("account.unknownBrowser");
  if (!agent.startsWith("Mozilla/")) return agent.slice(0, 80);
  const { browser, system } = browserOf(agent);
  if (browser === null) return system ?? t("account.unknownBrowser");
  return system === null ? browser : t("account.browserOn", { browser, system });
}
