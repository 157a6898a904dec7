import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { drain } from "../../worker/intake/consume.ts";
import { lead as leads, timeline } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { archive, checkFound, edit, identitiesOf, logOf } from "../support/edits.ts";
import { createOne, ports, store } from "../support/intake.ts";
import { leadById, leadsOf, type StoredLead } from "../support/leads.ts";
import { checkKept } from "../support/records.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const PERSON = { full_name: "Layla Haddad", phone_number: "+971500000001", email: "l@example.com" };
type Answers = Readonly<Record<string, string | readonly string[]>>;

/** Somebody fills in a form, and it is taken in. */
async function submitted(world: World, given: Answers): Promise<StoredLead> {
  const field_data = Object.entries(given).map(([name, value]) => ({ name, values: [value].flat() }));
  await store([await createOne(world, { leads: [{ field_data }] })]);
  await drain(world.page, ports);
  const [lead, ...others] = await leadsOf(world);
  if (lead === undefined || others.length > 0) throw new Error(`there are ${others.length + (lead === undefined ? 0 : 1)} leads`);
  return lead;
}

async function scene(given: Answers = PERSON) {
  const world = await makeWorld();
  const lead = await submitted(world, given);
  return { world, lead, hand: await handOf(world, "owner") };
}

describe("ED1: a repeat", () => {
  it("fills what is empty, puts a further telephone and address beside the first ones, and the lead is found by them", async () => {
    const { world, lead } = await scene({ full_name: "Layla Haddad", phone_number: PERSON.phone_number });
    const again = { ...PERSON, company_name: "Palm", city: "Dubai", work_phone_number: "+971500000002", work_email: "w@example.com" };
    await submitted(world, again);
    const now = await leadById(lead.id);
    expect(now).toMatchObject({ name: "Layla Haddad", phone: "+971500000001", email: "l@example.com", company: "Palm", city: "Dubai" });
    expect(now.contacts).toEqual([
      { kind: "phone", value: "+971500000002", label: null },
      { kind: "email", value: "w@example.com", label: null },
    ]);
    expect(await identitiesOf(lead.id)).toHaveLength(4);
    expect((await logOf(world)).at(-1)?.fields).toEqual(expect.arrayContaining(["submissions", "email", "company", "city", "contacts"]));
    await checkFound(world);
  });

  it("overwrites nothing that a person edited, emptied or not; what it says otherwise stands beside it", async () => {
    const { world, lead, hand } = await scene({ ...PERSON, city: "Dubai", company_name: "Palm" });
    const mine = { name: "Layla H. Haddad", phone: "055 111 2222", email: null, city: null, company: "Palm Court" };
    expect((await edit(hand, lead.id, mine)).status).toBe(200);
    await submitted(world, { ...PERSON, city: "Dubai", company_name: "Palm" });
    const now = await leadById(lead.id);
    expect(now).toMatchObject({ name: "Layla H. Haddad", phone: "+971551112222", email: null, city: null, company: "Palm Court" });
    expect(now.contacts.map((one) => one.value)).toEqual(["+971500000001", "l@example.com"]);
    await edit(hand, lead.id, { contacts: [] });
    await submitted(world, PERSON);
    expect((await leadById(lead.id)).contacts).toEqual([]);
    await checkFound(world);
  });

  it("an edit and a repeat at once: both happen, and the edit stands", async () => {
    const { world, lead, hand } = await scene({ full_name: "Layla Haddad", phone_number: PERSON.phone_number });
    const [told] = await Promise.all([
      edit(hand, lead.id, { company: "Palm", city: "Ajman" }),
      submitted(world, { ...PERSON, city: "Dubai" }),
    ]);
    expect(told.status).toBe(200);
    expect(await leadById(lead.id)).toMatchObject({ company: "Palm", email: "l@example.com", city: "Ajman" });
    await checkFound(world);
  });

  it("one whose telephone a person set is the same person's by it", async () => {
    const { world, lead, hand } = await scene();
    await edit(hand, lead.id, { phone: "055 111 2222", email: null });
    await submitted(world, { full_name: "Layla", phone_number: "+971551112222" });
    expect((await leadById(lead.id)).version).toBe(3);
  });

  it("of somebody who was put away brings them back, and says so", async () => {
    const { world, lead, hand } = await scene();
    await archive(hand, lead.id);
    await submitted(world, PERSON);
    expect((await leadById(lead.id)).archivedAt).toBeNull();
    const entries = await shard.select().from(timeline).where(eq(timeline.lead, lead.id));
    expect(entries.flatMap(({ actor, data }) => (data.kind === "archived" ? [[data.on, actor === null]] : []))).toEqual([
      [true, false],
      [false, true],
    ]);
    const log = (await logOf(world)).at(-1);
    expect([log?.before?.archived, log?.after?.archived]).toEqual([true, false]);
    await checkKept(world);
  });

  it("a first form's further telephones stand beside its first one", async () => {
    const { world, lead } = await scene({ ...PERSON, whatsapp_number: "+971500000009" });
    expect((await leadById(lead.id)).contacts).toEqual([{ kind: "phone", value: "+971500000009", label: null }]);
    await checkFound(world);
    expect(await shard.select({ edited: leads.edited }).from(leads).where(eq(leads.id, lead.id))).toEqual([{ edited: [] }]);
  });
});
