import { startSystem } from "./system.ts";

/** `npm start`: the built app as deployed. `npm run dev`: the same with hot reloading. One address at the end; Ctrl-C leaves nothing. */
const port = Number(process.env["PORT"] ?? 8787);
const began = Date.now();
const log = (line: string) => process.stdout.write(`  ${line}\n`);

try {
  const system = await startSystem({
    port,
    metaPort: Number(process.env["META_PORT"] ?? port + 1),
    state: ".local",
    hot: process.argv.includes("--hot"),
    log,
  });
  process.stdout.write(`\n  ready after ${Math.round((Date.now() - began) / 1000)} s\n\n  ${system.url}/demo\n\n`);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void system.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`\n  ${error instanceof Error ? error.message : String(error)}\n\n`);
  process.exit(1);
}
