import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { newestFirst } from "../../domain/lead.ts";
import { covers, createOrder, type Floor, type Placed } from "../../web/store/order.ts";

const placed = (n: number, submittedAt = n): Placed => ({ id: `l${n}`, n, submittedAt });

const step = fc.oneof(
  fc.record({ do: fc.constant("insert" as const), n: fc.nat(30), ms: fc.nat(4) }),
  fc.record({ do: fc.constant("remove" as const), n: fc.nat(30), ms: fc.nat(4) }),
  fc.record({ do: fc.constant("reach" as const), n: fc.nat(30), ms: fc.nat(4) }),
  fc.record({ do: fc.constant("end" as const), n: fc.nat(1), ms: fc.nat(1) }),
);

describe("createOrder", () => {
  property.prop([fc.array(step, { maxLength: 60 })])(
    "EV2: shows what sorting and cutting at the floor would show, whatever came and went in between",
    (steps) => {
      const order = createOrder();
      const held = new Map<string, Placed>();
      let floor: Floor = "none";
      for (const { do: what, n, ms } of steps) {
        const item = placed(n, ms);
        const known = held.get(item.id);
        if (what === "insert" && known === undefined) {
          held.set(item.id, item);
          order.insert(item);
        } else if (what === "remove") {
          order.remove(known ?? item);
          held.delete(item.id);
        } else if (what === "reach" || what === "end") {
          const next: Floor = what === "end" ? "end" : item;
          order.reach(next);
          if (floor !== "end" && (floor === "none" || next === "end" || newestFirst(next, floor) > 0)) floor = next;
        }
        const sorted = [...held.values()].sort(newestFirst);
        expect(order.ids()).toEqual(sorted.filter((one) => covers(floor, one)).map((one) => one.id));
        expect(order.size()).toBe(sorted.length);
        expect(order.oldest()).toEqual(sorted.at(-1) ?? null);
      }
    },
  );

  it("tells its readers only when what they see changes", () => {
    const order = createOrder();
    order.reach(placed(5));
    order.insert(placed(7));
    const ids = order.ids();
    order.insert(placed(3));
    expect(order.ids()).toBe(ids);
    order.insert(placed(8));
    expect(order.ids()).toEqual(["l8", "l7"]);
  });
});
