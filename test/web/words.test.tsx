// @vitest-environment jsdom
import { cleanup, render, waitFor } from "@solidjs/testing-library";
import { createEffect } from "solid-js";
import { afterEach, expect, it, vi } from "vitest";
import { LANGUAGES, useWords, type Words, WordsProvider } from "../../web/words/index.ts";

const gates = vi.hoisted(() => ({ panel: Promise.withResolvers<void>(), views: Promise.withResolvers<void>() }));
vi.mock("../../web/words/en/panel.ts", async (read) => {
  await gates.panel.promise;
  return read();
});
vi.mock("../../web/words/en/views.ts", async (read) => {
  await gates.views.promise;
  return read();
});

afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** Everything that promises and imports have begun goes on as far as it can. */
const settle = async () => {
  for (let turn = 0; turn < 40; turn++) await new Promise((next) => setTimeout(next));
};

it("words that were waited for are here, however many others are asked for meanwhile", async () => {
  let words: Words | undefined;
  const Asks = () => {
    words = useWords();
    return null;
  };
  render(() => (
    <WordsProvider initial="en">
      <Asks />
    </WordsProvider>
  ));
  if (words === undefined) throw new Error("no words");
  const { fetch, has } = words;
  await import("../../web/words/en/settings.ts");
  const here = fetch("settings").then(() => has("settings"));
  void fetch("panel");
  await settle();
  void fetch("views");
  gates.panel.resolve();
  await settle();
  gates.views.resolve();
  expect(await here).toBe(true);
  expect([has("panel"), has("views")]).toEqual([true, true]);
});

it("words that come with a screen make nothing anew of what is on screen", async () => {
  const said: string[] = [];
  let words: Words | undefined;
  const Says = () => {
    const here = useWords();
    words = here;
    createEffect(() => void said.push(`${here.t("common.close")} ${here.format().number(1)} ${here.locale()}`));
    return null;
  };
  const told = vi.spyOn(document.documentElement, "lang", "set");
  render(() => (
    <WordsProvider initial="en">
      <Says />
    </WordsProvider>
  ));
  if (words === undefined) throw new Error("no words");
  told.mockClear();
  await words.fetch("settings");
  expect([words.has("settings"), words.t("settings.saved")]).toEqual([true, "Saved"]);
  expect([said, told.mock.calls]).toEqual([["Close 1 en-GB"], []]);
  await words.setLang("ar");
  expect([said.length, said[1]?.endsWith(words.locale()), told.mock.calls]).toEqual([2, true, [["ar"]]]);
});

it("OF1: words that are on screen stay in their language where others cannot be had", async () => {
  let words: Words | undefined;
  let online = true;
  const Asks = () => {
    words = useWords();
    return null;
  };
  const reach = async <T,>(load: () => Promise<T>): Promise<T> => (online ? load() : Promise.reject(new Error("no connection")));
  render(() => (
    <WordsProvider initial="ar" reach={reach}>
      <Asks />
    </WordsProvider>
  ));
  await vi.waitFor(() => expect(words?.lang()).toBe("ar"));
  if (words === undefined) throw new Error("no words");
  await words.fetch("settings");
  online = false;
  await words.fetch("account");
  expect([words.lang(), words.has("settings"), words.has("account")]).toEqual(["ar", true, false]);
  online = true;
  await words.fetch("account");
  expect(words.has("account")).toBe(true);
});

it.each(LANGUAGES)("%s writes a number as the browser does, with or without its formatter", async (lang) => {
  let words: Words | undefined;
  const Asks = () => {
    words = useWords();
    return null;
  };
  render(() => (
    <WordsProvider initial={lang}>
      <Asks />
    </WordsProvider>
  ));
  await waitFor(() => expect(words?.lang()).toBe(lang));
  const here = words as unknown as Words;
  const format = new Intl.NumberFormat(here.locale(), { maximumFractionDigits: 1 });
  const all = [0, 7, 42, 999, 1_000, 50_000, 1.5, 999.96, -5, Number.NaN];
  expect(all.map((value) => here.format().number(value))).toEqual(all.map((value) => format.format(value)));
  const two = new Intl.NumberFormat(here.locale(), { minimumIntegerDigits: 2 });
  expect(here.format().clock(5 * 60_000 + 7_000)).toBe(`5:${two.format(7)}`);
});
