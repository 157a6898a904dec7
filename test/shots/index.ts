import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { doors as ar } from "../../web/words/ar/doors.ts";
import { doors as en } from "../../web/words/en/doors.ts";
import { ROOT } from "../local/processes.ts";
import { System } from "../local/system.ts";
import { CHROMIUM_ARGS, findChromium } from "../support/chromium.ts";
import { type Shot, SHOTS } from "./screens.ts";

/** `npm run shots`: a picture of every screen into `shots/`, for eyes only. `npm run shots -- console` takes those whose name begins so. */

const PORT = Number(process.env["PORT"] ?? 8987);
const STATE = ".local/shots";
const FOLDER = join(ROOT, "shots");
/** Longer than what slides in, the skeleton's delay and a page's own reads. */
const SETTLES_MS = 900;

const WORDS = { en, ar };

interface Look {
  readonly lang: "en" | "ar";
  readonly scheme: "light" | "dark";
  readonly wide: boolean;
}

const ALL: readonly Look[] = (["en", "ar"] as const).flatMap((lang) =>
  (["light", "dark"] as const).flatMap((scheme) => [true, false].map((wide) => ({ lang, scheme, wide }))),
);
const TWO: readonly Look[] = [
  { lang: "en", scheme: "light", wide: true },
  { lang: "ar", scheme: "dark", wide: false },
];

async function take(browser: Browser, shot: Shot, look: Look): Promise<void> {
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
  const context = await browser.newContext({
    ...(look.wide ? { viewport: { width: 1440, height: 900 } } : phone),
    colorScheme: look.scheme,
    locale: look.lang === "ar" ? "ar-AE" : "en-GB",
  });
  try {
    await context.addInitScript((lang) => localStorage.setItem("leadoxe.language", lang), look.lang);
    const page = await context.newPage();
    const host = shot.who === null ? "localhost" : `${shot.who}.localhost`;
    const at = (path: string) => `http://${host}:${PORT}${path}`;
    if (shot.who !== null) await page.goto(at(`/demo/enter?door=${shot.who}`));
    await shot.before?.(page);
    await page.goto(at(shot.path));
    await page.waitForTimeout(SETTLES_MS);
    await shot.then?.(page);
    await page.waitForTimeout(SETTLES_MS);
    // An address that has moved would otherwise be pictured as if it were the screen.
    const nothing = await page.getByText(WORDS[look.lang].notFound.title).count();
    if (nothing > 0 && !shot.nothing) throw new Error(`nothing is at ${shot.path}`);
    await page.screenshot({ path: join(FOLDER, `${shot.name}-${look.lang}-${look.scheme}-${look.wide ? "1440" : "390"}.png`) });
  } finally {
    await context.close();
  }
}

const wanted = process.argv[2] ?? "";
const shots = SHOTS.filter((shot) => shot.name.startsWith(wanted));
rmSync(join(ROOT, STATE), { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const system = new System({
  port: PORT,
  metaPort: PORT + 1,
  state: STATE,
  app: "built",
  elsewhere: () => `PORT=${PORT + 10} npm run shots`,
  log: (line) => process.stdout.write(`  ${line}\n`),
  onDeath: (why) => process.stderr.write(`\n  ${why}\n\n`),
});
let missed = 0;
try {
  await system.start();
  await fetch(`${system.url}/demo/act`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"act":"stop"}' });
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  for (const shot of shots) {
    for (const look of shot.looks === "all" ? ALL : TWO) {
      await take(browser, shot, look).catch((error: unknown) => {
        missed += 1;
        process.stderr.write(`  ${shot.name}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}\n`);
      });
    }
    process.stdout.write(`  ${shot.name}\n`);
  }
  await browser.close();
} catch (error) {
  process.stderr.write(`\n  ${error instanceof Error ? error.message : String(error)}\n\n`);
  missed += 1;
} finally {
  await system.stop();
}
process.exitCode = missed === 0 ? 0 : 1;
