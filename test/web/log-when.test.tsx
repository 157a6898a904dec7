// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fieldOf } from "../../web/views/lead/followups/field.ts";
import { LogPopup } from "../../web/views/lead/story/LogPopup.tsx";
import { desk } from "./desk.tsx";

afterEach(cleanup);

const MINUTE = 60_000;

/** The choices of how a try went, of a lead that came so many minutes ago. */
async function choices(minutesAgo: number) {
  const logged = vi.fn<(outcome: string, minutesBack: number | undefined) => void>();
  const there = desk();
  const zone = there.workspace.directory.workspace()?.settings.timeZone ?? "UTC";
  const anchor = document.body.appendChild(document.createElement("button"));
  there.show(() => (
    <LogPopup
      anchor={anchor}
      open
      onOpenChange={() => undefined}
      since={Date.now() - minutesAgo * MINUTE}
      onLog={({ outcome }, _, at) => logged(outcome, at === undefined ? undefined : Math.round((Date.now() - at) / MINUTE))}
    />
  ));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getAllByRole("menuitem")[0]));
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key, code: `Key${key.toUpperCase()}` });
  const ways = () => screen.getAllByRole("radio").map((one) => one.textContent);
  return { logged, press, ways, zone };
}

describe("ED1: when a call was, where it is logged", () => {
  it("is now with the one key that logs it", async () => {
    const { logged, press } = await choices(300);
    press("r");
    expect(logged.mock.calls).toEqual([["reached", undefined]]);
  });

  it("is a quarter of an hour or an hour ago by keys alone, and now again the next time", async () => {
    const { logged, press } = await choices(300);
    press("b");
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "ArrowRight" });
    expect(document.activeElement?.textContent).toBe("15 min ago");
    press("n");
    press("b");
    for (let n = 0; n < 2; n++) fireEvent.keyDown(document.activeElement ?? document.body, { key: "ArrowRight" });
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "Enter" });
    expect(document.activeElement?.getAttribute("role")).toBe("menuitem");
    press("m");
    press("r");
    expect(logged.mock.calls).toEqual([
      ["no_answer", 15],
      ["message_left", 60],
      ["reached", undefined],
    ]);
  });

  it("offers no time before they came", async () => {
    const { ways } = await choices(20);
    expect(ways()).toEqual(["Now", "15 min ago", "Another time"]);
  });

  it("is any other time since they came, and logs nothing with one that cannot be", async () => {
    const { logged, zone } = await choices(300);
    fireEvent.click(screen.getByRole("radio", { name: "Another time" }));
    const field = screen.getByLabelText<HTMLInputElement>("Day and time");
    expect(document.activeElement).toBe(field);
    const set = (at: number) => fireEvent.input(field, { target: { value: fieldOf(at, zone) } });
    for (const wrong of [Date.now() + 5 * MINUTE, Date.now() - 400 * MINUTE]) {
      set(wrong);
      expect(screen.getByRole("alert")).toBeDefined();
      fireEvent.click(screen.getByRole("menuitem", { name: /^Reached/ }));
      expect([logged.mock.calls, document.activeElement === field]).toEqual([[], true]);
    }
    set(Date.now() - 120 * MINUTE);
    expect(screen.queryByRole("alert")).toBeNull();
    fireEvent.click(screen.getByRole("menuitem", { name: /^Reached/ }));
    const [[outcome, back] = []] = logged.mock.calls;
    expect([outcome, back === 120 || back === 121]).toEqual(["reached", true]);
  });
});
