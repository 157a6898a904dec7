import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { holderOf } from "./holder.ts";
import { ROOT } from "./processes.ts";

/** `npm run reset`: the next start begins with new databases. */
const state = process.env["LEADOXE_STATE"] ?? ".local";
const port = await holderOf(state);
if (port !== null) {
  process.stderr.write(`\n  The system is running on port ${port}: stop it first (Ctrl-C), then reset.\n\n`);
  process.exit(1);
}
for (const kept of ["worker", "meta"]) rmSync(resolve(ROOT, state, kept), { recursive: true, force: true });
process.stdout.write("\n  The local databases are gone. npm start makes new ones.\n\n");
