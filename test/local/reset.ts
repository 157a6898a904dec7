import { rmSync } from "node:fs";
import { join } from "node:path";
import { inUse } from "./ports.ts";
import { ROOT } from "./processes.ts";

/** `npm run reset`: the next start begins with new databases. */
const port = Number(process.env["PORT"] ?? 8787);
if (await inUse(port)) {
  process.stderr.write(`\n  The system is running on port ${port}: stop it first (Ctrl-C), then reset.\n\n`);
  process.exit(1);
}
rmSync(join(ROOT, ".local"), { recursive: true, force: true });
process.stdout.write("\n  The local databases are gone. npm start makes new ones.\n\n");
