import { System } from "./system.ts";

/**
 * `npm start`: the built app as deployed. `npm run dev`: the same with hot reloading. One address at the end; Ctrl-C leaves nothing.
 * `--no-build` serves what was built last.
 */
const port = Number(process.env["PORT"] ?? 8787);
const began = Date.now();

const system = new System({
  port,
  metaPort: Number(process.env["META_PORT"] ?? port + 1),
  state: process.env["LEADOXE_STATE"] ?? ".local",
  app: process.argv.includes("--hot") ? "hot" : process.argv.includes("--no-build") ? "as_it_is" : "built",
  log: (line) => process.stdout.write(`  ${line}\n`),
  elsewhere: (setting, free) => `${setting}=${free} npm start`,
  onDeath: (why) => refuse(why),
});

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // A terminal tells the whole group, and npm passes it on once more.
    if (stopping) return;
    stopping = true;
    void system.stop().then(() => process.exit(0));
  });
}

try {
  await system.start();
  process.stdout.write(`\n  ready after ${Math.round((Date.now() - began) / 1000)} s\n\n  ${system.url}/demo\n\n`);
} catch (error) {
  if (!stopping) refuse(error instanceof Error ? error.message : String(error));
}

function refuse(why: string): void {
  process.stderr.write(`\n  ${why}\n\n`);
  process.exit(1);
}
