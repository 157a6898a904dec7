import { describe, expect, it } from "vitest";
import { decideStatus, type LinkState, type Status } from "../../web/connection/status.ts";

const NOW = 1_000_000;
const link = (over: Partial<LinkState> = {}): LinkState => ({
  online: true,
  open: true,
  welcomed: true,
  downSince: 0,
  provenAt: NOW - 1_000,
  position: 7,
  head: 7,
  ...over,
});

describe("decideStatus", () => {
  it.each<[string, Partial<LinkState>, Status]>([
    ["says live when the room just proved that nothing is missing", {}, "live"],
    ["says live to the end of the proof's time", { provenAt: NOW - 15_000 }, "live"],
    ["EV2: says behind when the proof is too old, though the connection stands", { provenAt: NOW - 15_001 }, "behind"],
    ["EV2: says behind while the log is known to go further", { head: 8 }, "behind"],
    ["says behind when the room never said where the log stands", { head: null, provenAt: null }, "behind"],
    ["says connecting until the hello is answered", { welcomed: false }, "connecting"],
    ["says connecting while there is nothing loaded to stand on", { position: null }, "connecting"],
    ["says connecting for a short gap", { open: false, welcomed: false, downSince: NOW - 9_999 }, "connecting"],
    ["says offline when the gap lasts", { open: false, welcomed: false, downSince: NOW - 10_000 }, "offline"],
    ["believes the browser that there is no network, whatever else seems so", { online: false }, "offline"],
  ])("%s", (_title, over, status) => {
    expect(decideStatus(link(over), NOW)).toBe(status);
  });
});
