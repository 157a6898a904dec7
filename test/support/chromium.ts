import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { chromium } from "@playwright/test";

/** No sandbox, because tests run as root in containers; the rest keeps the browser from calling home. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A Chromium's path: CHROMIUM_PATH, Playwright's own, one on the path, or the distribution's package where it can be installed.
 * Throws one line that says what is missing.
 */
export function findChromium(): string {
  // Playwright asks again in each of its workers: the first answer stands.
  const known = process.env["LEADOXE_CHROMIUM"];
  if (known !== undefined) return known;
  const there = [process.env["CHROMIUM_PATH"], chromium.executablePath(), ...onPath()].filter(
    (path) => path !== undefined && path !== "" && executable(path),
  ) as string[];
  const found = there.find((path) => complaintOf(path) === null) ?? (installPackage() ? onPath().find(executable) : undefined);
  if (found !== undefined) {
    process.env["LEADOXE_CHROMIUM"] = found;
    return found;
  }
  const [first] = there;
  if (first !== undefined)
    throw new Error(
      `The Chromium at ${first} does not start: ${complaintOf(first) ?? ""}. Install what it misses, or set CHROMIUM_PATH to another.`,
    );
  throw new Error(
    "The browser tests need a Chromium: install one (apt-get install chromium, or npx playwright install chromium), or set CHROMIUM_PATH to yours.",
  );
}

/** Why it does not start, a missing library as a rule; null when it does. */
function complaintOf(path: string): string | null {
  try {
    execFileSync(path, ["--version", "--no-sandbox"], { stdio: "pipe", timeout: 20_000 });
    return null;
  } catch (error) {
    return (
      String((error as { stderr?: unknown }).stderr ?? error)
        .trim()
        .split("\n")[0] ?? "it ended at once"
    );
  }
}

function onPath(): string[] {
  return (process.env["PATH"] ?? "")
    .split(":")
    .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => `${folder}/${name}`));
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Only where that needs no question: as root on a distribution with apt. */
function installPackage(): boolean {
  if (process.getuid?.() !== 0 || !executable("/usr/bin/apt-get")) return false;
  process.stdout.write("installing the distribution's Chromium, once\n");
  try {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
