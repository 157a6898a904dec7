import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../processes.ts";

export const folder = mkdtempSync(join(tmpdir(), "leadoxe-deploy-"));
// Dozens of processes read the same modules.
process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
export const clear = () => rmSync(folder, { recursive: true, force: true });

export const COMMITTED = join(ROOT, "wrangler.toml");

/** An account with nothing in it, a configuration of its own, and fakes of the commands that reach further. */
export function place(name: string) {
  const home = join(folder, name);
  const bin = join(home, "bin");
  mkdirSync(bin, { recursive: true });
  const command = (as: string, body: string) => {
    writeFileSync(join(bin, as), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, as), 0o755);
  };
  command("wrangler", `exec "${process.execPath}" "${join(ROOT, "test/local/fakes/wrangler.ts")}" "$@"`);
  command("vite", `printf '%s\\n' "demo=$LEADOXE_DEMO $*" >> "${join(home, "vite")}"`);
  const config = join(home, "wrangler.toml");
  copyFileSync(COMMITTED, config);
  const copies = join(home, "copies.env");
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}`, FAKE_ACCOUNT: home };
  const npmDeploy = async (told: Readonly<Record<string, string>>, args: readonly string[] = []) => {
    const child = spawn(process.execPath, ["worker/deploy/index.ts", "--config", config, "--copies", copies, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env, ...told },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    child.stdout.on("data", (part: Buffer) => (printed += part.toString()));
    child.stderr.on("data", (part: Buffer) => (printed += part.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, printed };
  };
  const calls = () =>
    (existsSync(join(home, "calls")) ? readFileSync(join(home, "calls"), "utf8").trim().split("\n") : []).map(
      (line) => JSON.parse(line) as { args: string; input: string; mode: string | null },
    );
  const account = () =>
    JSON.parse(readFileSync(join(home, "account.json"), "utf8")) as {
      databases: Record<string, string>;
      queues: string[];
      secrets: Record<string, string>;
    };
  return { home, env, config, copies, npmDeploy, calls, account, text: () => readFileSync(config, "utf8") };
}
