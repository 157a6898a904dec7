// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { TemplateSetup } from "../../domain/setup.ts";
import { Fields } from "../../web/views/lead/fields/Fields.tsx";
import { WayLink } from "../../web/views/lead/WayLink.tsx";
import { desk } from "./desk.tsx";
import { boot } from "./support.ts";

beforeAll(async () => {
  await import("../../web/views/lead/story/SendPopup.tsx");
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.scrollTo = vi.fn();
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});
afterEach(cleanup);

const PHONE = "+971501234567";
const SECOND = "+971559876543";
const hello: TemplateSetup = { id: "hello", name: "Hello", channel: "whatsapp", language: "en", text: "Hello {{name}}" };
const letter: TemplateSetup = { id: "letter", name: "Letter", channel: "email", language: "en", subject: "Prices", text: "Dear {{name}}" };

const having = (...templates: TemplateSetup[]) => {
  const { setup } = boot();
  return desk({
    row: { name: "Layla", phone: PHONE, email: "layla@example.com" },
    boot: { setup: { ...setup, templates } },
    detail: { contacts: [{ kind: "phone", value: SECOND, label: null }] },
  });
};
const addresses = async () => (await screen.findAllByRole("menuitem")).map((one) => one.getAttribute("href"));

describe("a way to the person", () => {
  it("is a link where the workspace has no text for it, or none that is still offered", async () => {
    const of = having(letter, { ...hello, retired: true });
    of.show(() => (
      <WayLink row={of.lead()} channel="whatsapp" href="https://wa.me/971501234567" label="New tab" class="">
        {"WhatsApp"}
      </WayLink>
    ));
    const link = await screen.findByRole("link", { name: "New tab" });
    expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["https://wa.me/971501234567", "_blank"]);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("offers the texts where there are some, says while they are open, and carries the lead they are for", async () => {
    const of = having(hello);
    const choosing: boolean[] = [];
    of.show(() => (
      <WayLink row={of.lead()} channel="whatsapp" href="https://wa.me/971501234567" class="" onChoosing={(is) => choosing.push(is)}>
        {"WhatsApp"}
      </WayLink>
    ));
    fireEvent.click(await screen.findByRole("button", { name: "WhatsApp" }));
    expect(await addresses()).toEqual(["https://wa.me/971501234567?text=Hello%20Layla", "https://wa.me/971501234567"]);
    expect(screen.getByRole("menu").dataset["lead"]).toBe(of.lead().id);
    expect(choosing).toEqual([true]);
    cleanup();
    expect(choosing).toEqual([true, false]);
  });

  it("a telephone never has any", async () => {
    const of = having(hello, letter);
    of.show(() => (
      <WayLink row={of.lead()} channel="phone" href="tel:+971501234567" class="">
        {"Call"}
      </WayLink>
    ));
    expect(await screen.findByRole("link", { name: "Call" })).toBeTruthy();
  });
});

describe("the telephones and addresses among the lead's fields", () => {
  it("offer the same texts, each to its own number", async () => {
    const of = having(hello, letter);
    of.show(() => <Fields id={of.lead().id} opened={of.opened} linked />);
    await screen.findByText("Priority");
    fireEvent.click(screen.getByRole("button", { name: "layla@example.com" }));
    expect(await addresses()).toEqual(["mailto:layla@example.com?subject=Prices&body=Dear%20Layla", "mailto:layla@example.com"]);
    fireEvent.click(screen.getAllByRole("menuitem")[1] as HTMLElement);
    await vi.waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
    const [, second] = screen.getAllByRole("button", { name: "WhatsApp" });
    fireEvent.click(second as HTMLElement);
    expect((await addresses())[0]).toBe("https://wa.me/971559876543?text=Hello%20Layla");
  });

  it("DN1: offer none by a way that they asked not to be reached by", async () => {
    const of = having(hello, letter);
    of.show(() => <Fields id={of.lead().id} opened={of.opened} linked />);
    await screen.findByText("Priority");
    of.frame({ noContact: ["whatsapp", "email"] });
    expect(screen.queryByRole("button", { name: "layla@example.com" })).toBeNull();
    expect(screen.queryByRole("button", { name: "WhatsApp" })).toBeNull();
  });
});
