import { describe, expect, it } from "vitest";
import { channelsOfConsent } from "../../domain/consenttext.ts";
import type { FollowUpWay } from "../../domain/followup.ts";
import { BANNABLE, type Bannable } from "../../domain/lead.ts";
import { type Ban, bannedOf, channelOf, channelsOf, isBanned, isBannedFromAll, notYetBanned } from "../../domain/nocontact.ts";

const ban = (channel: Bannable, over: Partial<Ban> = {}): Ban => ({ channel, source: "call", note: null, at: 1, by: "sara", ...over });

describe("DN1: channels", () => {
  it.each<[FollowUpWay, Bannable | null]>([
    ["call", "phone"],
    ["whatsapp", "whatsapp"],
    ["email", "email"],
    ["messenger", "messenger"],
    ["meeting", null],
    ["other", null],
  ])("a follow-up by %s goes by %s", (way, channel) => {
    expect(channelOf(way)).toBe(channel);
    expect(isBanned(BANNABLE, way)).toBe(channel !== null);
    expect([isBanned([], way), isBanned(null, way), isBanned(undefined, way)]).toEqual([false, false, false]);
  });

  it("what is banned already is not banned again, what is not is not lifted", () => {
    const bans = [ban("email"), ban("phone")];
    expect(notYetBanned(bans, [...BANNABLE])).toEqual(["whatsapp", "messenger"]);
    expect(notYetBanned(bans, ["phone", "whatsapp", "whatsapp"])).toEqual(["whatsapp"]);
    expect(bannedOf(bans, ["whatsapp", "email"])).toEqual(["email"]);
    expect(channelsOf(bans)).toEqual(["phone", "email"]);
  });

  it("nothing is left to reach them by only where every channel is banned", () => {
    expect(isBannedFromAll(BANNABLE)).toBe(true);
    expect([isBannedFromAll(BANNABLE.slice(1)), isBannedFromAll([]), isBannedFromAll(null), isBannedFromAll(undefined)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("DN1: an unticked consent box is shown at the channels it speaks of", () => {
  it.each<[string, Bannable[]]>([
    ["I agree to be contacted by WhatsApp.", ["whatsapp"]],
    ["Send me offers on Whats App", ["whatsapp"]],
    ["Yes, you may call me about this project", ["phone"]],
    ["I agree to receive calls and SMS from Palm Court Properties L.L.C", ["phone"]],
    ["I consent to being called or texted at the number I provided, including by automated means", ["phone"]],
    ["Contact me by telephone", ["phone"]],
    ["You may text me on my mobile", ["phone"]],
    ["Keep me posted by e-mail", ["email"]],
    ["I would like to receive the newsletter. Unsubscribe any time at privacy@palmcourt.example", ["email"]],
    ["Email, phone and WhatsApp marketing", ["phone", "whatsapp", "email"]],
    ["By email, SMS, WhatsApp or Facebook Messenger", ["phone", "whatsapp", "email", "messenger"]],
    ["I have read the privacy policy at https://palmcourt.example/email-and-phone-policy", []],
    ["I agree to the terms and conditions", []],
    ["I want to receive marketing communications about future launches", []],
    ["Share my details with developers that we basically recall", []],
    ["", []],
    ["أوافق على التواصل معي عبر واتساب", ["whatsapp"]],
    ["أوافق على الاتصال بي عبر الواتساب", ["whatsapp"]],
    ["أوافق على استقبال العروض بالواتس آب", ["whatsapp"]],
    ["أوافق على الاتصال بي", ["phone"]],
    ["أوافق على الاتصال بي هاتفيًا أو عبر واتساب", ["phone", "whatsapp"]],
    ["أرغب في تلقي مكالمات ورسائل نصية قصيرة", ["phone"]],
    ["يمكنكم التواصل معي على الجوال", ["phone"]],
    ["الهاتف", ["phone"]],
    ["أوافق على تلقي رسائل عبر البريد الإلكتروني", ["email"]],
    ["أرسلوا لي العروض بالبريد الإلكتروني والهاتف والواتساب", ["phone", "whatsapp", "email"]],
    ["أوافق على مراسلتي عبر الإيميل", ["email"]],
    ["أوافق على مراسلتي عبر فيسبوك ماسنجر", ["messenger"]],
    ["أوافق على استلام رسائل SMS و WhatsApp", ["phone", "whatsapp"]],
    ["أوافق على الشروط والأحكام وسياسة الخصوصية", []],
    ["أوافق على تلقي العروض التسويقية", []],
  ])("%s", (label, channels) => {
    expect(channelsOfConsent(label)).toEqual(channels);
  });
});
