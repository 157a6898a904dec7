import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { doors as ar } from "../../web/words/ar/doors.ts";
import { doors as en } from "../../web/words/en/doors.ts";
import { ROOT } from "../local/processes.ts";
import { System } from "../local/system.ts";
import { CHROMIUM_ARGS, findChromium } from "../support/chromium.ts";
import { metaOn } from "./meta.ts";
import { SHOTS } from "./screens.ts";
import type { Shot } from "./shot.ts";

/** `npm run shots`: a picture of every screen into `shots/`, for eyes only. `npm run shots -- console` takes those whose name begins so. */

const PORT = Number(process.env["PORT"] ?? 8987);
const STATE = ".local/shots";
const FOLDER = join(ROOT, "shots");
/** Longer than what slides in, the skeleton's delay and a page's own reads. */
const SETTLES_MS = 900;
/** For what a picture waits for. */
const PATIENCE_MS = 12_000;
/** Pictures taken at a time: most of each is waiting. */
const LANES = 2;

const WORDS = { en, ar };

interface Look {
  readonly lang: "en" | "ar";
  readonly scheme: "light" | "dark";
  readonly wide: boolean;
}

const ALL: readonly Look[] = (["en", "ar"] as const).flatMap((lang) =>
  (["light", "dark"] as const).flatMap((scheme) => [true, false].map((wide) => ({ lang, scheme, wide }))),
);
const WIDE = ALL.filter((look) => look.wide);
const TWO: readonly Look[] = [
  { lang: "en", scheme: "light", wide: true },
  { lang: "ar", scheme: "dark", wide: false },
];
const LOOKS = { all: ALL, two: TWO, wide: WIDE } as const;

const nameOf = (shot: Shot, look: Look) => `${shot.name}-${look.lang}-${look.scheme}-${look.wide ? "1440" : "390"}`;

async function take(browser: Browser, shot: Shot, look: Look): Promise<void> {
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
  const context = await browser.newContext({
    ...(look.wide ? { viewport: { width: 1440, height: 900 } } : phone),
    colorScheme: look.scheme,
    locale: look.lang === "ar" ? "ar-AE" : "en-GB",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    await context.addInitScript((lang) => localStorage.setItem("leadoxe.language", lang), look.lang);
    const page = await context.newPage();
    const host = shot.who === null ? "localhost" : `${shot.who}.localhost`;
    const at = (path: string) => `http://${host}:${PORT}${path}`;
    if (shot.who !== null) await page.goto(at(`/demo/enter?door=${shot.who}`));
    await shot.before?.(page);
    await page.goto(at(shot.path));
    await page.waitForTimeout(SETTLES_MS);
    await shot.then?.(page, meta);
    await page.waitForTimeout(SETTLES_MS);
    // An address that has moved would otherwise be pictured as if it were the screen.
    const nothing = await page.getByText(WORDS[look.lang].notFound.title).count();
    if (nothing > 0 && !shot.nothing) throw new Error(`nothing is at ${shot.path}`);
    await page.screenshot({ fullPage: shot.whole ?? false, path: join(FOLDER, `${nameOf(shot, look)}.png`) });
  } finally {
    await context.close();
  }
}

const wanted = process.argv[2] ?? "";
const shots = SHOTS.filter((shot) => shot.name.startsWith(wanted));
rmSync(join(ROOT, STATE), { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const meta = metaOn(PORT + 1);
const system = new System({
  port: PORT,
  metaPort: PORT + 1,
  state: STATE,
  app: "built",
  elsewhere: () => `PORT=${PORT + 10} npm run shots`,
  log: (line) => process.stdout.write(`  ${line}\n`),
  onDeath: (why) => process.stderr.write(`\n  ${why}\n\n`),
});
let [taken, missed] = [0, 0];
try {
  await system.start();
  await fetch(`${system.url}/demo/act`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"act":"stop"}' });
  await meta.setUp();
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  const left = shots.flatMap((shot) => LOOKS[shot.looks].map((look) => ({ shot, look })));
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { shot, look } = next;
      try {
        await take(browser, shot, look);
        taken += 1;
      } catch (error) {
        missed += 1;
        const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
        process.stderr.write(`  ${nameOf(shot, look)}: ${why}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await browser.close();
  process.stdout.write(`  ${taken} pictures of ${shots.length} screens and states in shots/\n`);
} catch (error) {
  process.stderr.write(`\n  ${error instanceof Error ? error.message : String(error)}\n\n`);
  missed += 1;
} finally {
  await system.stop();
}
process.exitCode = missed === 0 ? 0 : 1;
