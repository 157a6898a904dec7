// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ActsContext } from "../../web/views/context.tsx";
import { AskHow } from "../../web/views/lead/story/AskHow.tsx";
import { type Desk as Begun, useDesk } from "../../web/views/lead/story/desk.ts";
import { useAsking } from "../../web/views/lead/story/useAsking.ts";
import { type Desk, desk as made, settle } from "./desk.tsx";

beforeAll(async () => {
  await import("../../web/views/lead/story/Question.tsx");
});
afterEach(cleanup);

const WHATSAPP = "https://wa.me/971501234567?text=Hello%20Layla%2C%20this%20is%20Me.";
const SAID = "Hello Layla, this is Me.";
/** Nobody else is told of a call here. */
const desk = () => {
  const of = made({ row: { name: "Layla" } });
  Object.assign(of.workspace, { here: { calling: () => undefined } });
  return of;
};
const acts = { assign: vi.fn(), stage: vi.fn(), attempt: vi.fn(), open: () => null };

/** The open lead's page, as far as it asks, with a link that leads away. */
async function followed(of: Desk, href: string): Promise<Begun> {
  let begun: Begun | undefined;
  of.show(() => {
    begun = useDesk();
    return (
      <ActsContext.Provider value={acts}>
        <div data-panel="">
          <AskHow row={of.lead()} />
          <a href={href} onClick={(event) => event.preventDefault()}>
            {"away"}
          </a>
        </div>
      </ActsContext.Provider>
    );
  });
  fireEvent.click(await screen.findByRole("link", { name: "away" }));
  window.dispatchEvent(new Event("blur"));
  window.dispatchEvent(new Event("focus"));
  if (begun === undefined) throw new Error("nothing was shown");
  return begun;
}
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));
const logged = async (of: Desk) => {
  await settle();
  const { channel, outcome, text } = of.last().body;
  await of.last().done(of.lead());
  return { path: of.last().path.split("/").at(-1), channel, outcome, text };
};

describe("whoever is back from a message", () => {
  const sent = { path: "attempts", channel: "whatsapp", outcome: "message_left" };

  it("ST1: logs it with the text that was sent, as it was filled in", async () => {
    const of = desk();
    await followed(of, WHATSAPP);
    expect((await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "What was sent" })).value).toBe(SAID);
    await press("Sent");
    expect(await logged(of)).toEqual({ ...sent, text: SAID });
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("changes it first, or leaves it out", async () => {
    const of = desk();
    const begun = await followed(of, WHATSAPP);
    const area = await screen.findByRole("textbox", { name: "What was sent" });
    fireEvent.input(area, { target: { value: "Hello Layla, shall we meet?" } });
    expect(area.isConnected).toBe(true);
    await press("Sent");
    expect(await logged(of)).toEqual({ ...sent, text: "Hello Layla, shall we meet?" });
    expect(begun.asked.text()).toBe("");

    fireEvent.click(screen.getByRole("link", { name: "away" }));
    window.dispatchEvent(new Event("blur"));
    window.dispatchEvent(new Event("focus"));
    await press("Sent without the text");
    expect(await logged(of)).toEqual({ ...sent, text: undefined });
  });

  it("is asked for no text where the link had none", async () => {
    const of = desk();
    await followed(of, "mailto:layla@example.com");
    await screen.findByRole("button", { name: "Sent" });
    expect([screen.queryByRole("textbox"), screen.queryByRole("button", { name: "Sent without the text" })]).toEqual([null, null]);
  });
});

describe("where no page of a lead is open", () => {
  /** As My day asks. */
  async function asking(of: Desk): Promise<{ readonly begun: Begun; readonly byToast: () => void }> {
    const shown: { readonly begun: Begun; readonly byToast: () => void }[] = [];
    function Asking(): null {
      const [begun, ask] = [useDesk(), useAsking()];
      shown.push({ begun, byToast: () => ask.byToast(begun.asked.gone() ?? { lead: "", channel: "phone" }, of.lead()) });
      return null;
    }
    of.show(() => (
      <ActsContext.Provider value={acts}>
        <Asking />
      </ActsContext.Provider>
    ));
    return vi.waitUntil(() => shown[0]);
  }
  const offered = (of: Desk) => of.toasts.list().flatMap(({ actions }) => actions?.map(({ label }) => label) ?? []);
  const run = (of: Desk, label: string) =>
    of.toasts
      .list()
      .flatMap(({ actions }) => actions ?? [])
      .find((one) => one.label === label)
      ?.run();

  it("a toast offers what the lead's page does", async () => {
    const of = desk();
    const { begun, byToast } = await asking(of);
    begun.asked.went({ lead: of.lead().id, channel: "phone" });
    byToast();
    expect(offered(of)).toEqual(["Left a message", "No answer", "Reached"]);
  });

  it("ST1: a message is logged with its own text, though another link was followed since", async () => {
    const of = desk();
    const { begun, byToast } = await asking(of);
    begun.asked.went({ lead: of.lead().id, channel: "whatsapp" }, SAID);
    byToast();
    expect(offered(of)).toEqual(["Sent without the text", "Sent"]);
    begun.asked.went({ lead: "another", channel: "whatsapp" }, "For somebody else");
    run(of, "Sent");
    expect(await logged(of)).toMatchObject({ outcome: "message_left", text: SAID });
    run(of, "Sent without the text");
    expect(await logged(of)).toMatchObject({ outcome: "message_left", text: undefined });
  });
});
