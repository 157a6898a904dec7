import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { reasonOf, start } from "../../local/processes.ts";
import { CHROMIUM_ARGS, findChromium } from "../../support/chromium.ts";
import type { Lab } from "../lab.ts";
import type { BenchWorld } from "../world.ts";
import { installProbe } from "./probe.ts";
import { Room } from "./room.ts";

/** The screens that people sit at. */
export const SCREENS = {
  wide: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
export type Screen = keyof typeof SCREENS;

/** A middling telephone beside the machine this runs on. */
export const SLOWED = 4;

/** The app as it is deployed, in a folder of its own until `work` is done. */
export async function withApp<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "leadoxe-app-"));
  try {
    const building = start("vite", ["build", "--logLevel", "error", "--outDir", folder], { env: { LEADOXE_DEMO: "off" } });
    if ((await building.end) !== 0) throw new Error(`the app cannot be built: ${reasonOf(building.printed())}`);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });

export interface Desk {
  readonly page: Page;
  readonly room: Room;
  /** So many times slower than the machine is; 1: as fast. */
  slow(times: number): Promise<void>;
  leave(): Promise<void>;
  readonly cdp: Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;
}

/** Somebody signed in, in a browser that knows nothing yet, at an empty page. The API is the lab's; the room is this process. */
export async function sit(browser: Browser, lab: Lab, world: BenchWorld, who: string, screen: Screen): Promise<Desk> {
  const context = await browser.newContext({ ...SCREENS[screen], locale: "en-GB", baseURL: lab.url.href, bypassCSP: true });
  const [name = "", value = ""] = (world.cookies[who] ?? "").split(";")[0]?.split(/=(.*)/s) ?? [];
  await context.addCookies([{ name, value, url: lab.url.href }]);
  const page = await context.newPage();
  await page.addInitScript(installProbe);
  const room = await Room.at(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  return {
    page,
    room,
    cdp,
    slow: async (times) => void (await cdp.send("Emulation.setCPUThrottlingRate", { rate: times })),
    leave: () => context.close(),
  };
}
