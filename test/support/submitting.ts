import { uuidv7 } from "uuidv7";
import { fresh } from "../../worker/env.ts";
import { readIntakeContext } from "../../worker/store/intake.ts";
import { type Submitted, type Taken, takeSubmission } from "../../worker/store/submissions.ts";
import { shard, type World } from "./world.ts";

interface Sent {
  readonly name: string;
  readonly phone: string;
  readonly submittedAt?: number;
  readonly source?: string;
}

/** A form that reaches us with that time on it, whenever that is. */
export async function takeForm(
  world: World,
  { name, phone, submittedAt = Date.now(), source = `meta:${uuidv7()}` }: Sent,
): Promise<Exclude<Taken, { kind: "erased" }>> {
  const context = await readIntakeContext(shard, world.id, world.page);
  if (context === null) throw new Error("no workspace");
  const person: Submitted["person"] = {
    name,
    phone,
    email: null,
    company: null,
    city: null,
    identities: [{ kind: "phone", value: phone }],
    answers: [],
  };
  const submitted: Submitted = {
    source,
    via: "reconcile",
    page: world.page,
    form: null,
    learned: null,
    campaign: { id: null, name: null },
    adSet: { id: null, name: null },
    ad: { id: null, name: null },
    platform: null,
    organic: false,
    isTest: false,
    submittedAt,
    receivedAt: submittedAt,
    person,
    consents: [],
    identities: person.identities.map((one) => ({ ...one, hash: one.value })),
  };
  const taken = await takeSubmission(shard, context, submitted, { person: null, ip: null, browser: null, request: null }, fresh);
  if (taken.kind === "erased") throw new Error("somebody erased them");
  return taken;
}
