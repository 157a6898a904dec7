import { describe, expect, it } from "vitest";
import { channelsOfConsent, untickedOf } from "../../domain/consenttext.ts";
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

const ALL = [...BANNABLE];

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
    // No channel is named: it is about all of them.
    ["I agree to be contacted", ALL],
    ["I agree to be contacted.*", ALL],
    ["I consent to being contacted by Palm Court Properties and its partners about my enquiry.", ALL],
    ["By ticking this box I allow a property consultant to contact me", ALL],
    ["You agree that we may contact you with information about our products and services", ALL],
    ["Please contact me about future launches", ALL],
    ["Yes, get in touch with me", ALL],
    ["I am happy for an adviser to reach out to me", ALL],
    ["I'd like to hear from you about offers", ALL],
    ["أوافق على التواصل معي", ALL],
    ["أُوافِقُ على التَّواصُلِ معي بخصوص هذا المشروع", ALL],
    ["نعم، أسمح لفريق المبيعات بالتواصل معي", ALL],
    ["أوافق على أن يتواصل معي مستشار المبيعات", ALL],
    ["أوافق على تواصل شركة بالم كورت العقارية معي", ALL],
    ["توافق على أن نتواصل معك بشأن طلبك", ALL],
    ["أوافق على مراسلتي بخصوص العروض", ALL],
    ["I agree to be contacted by email", ["email"]],
    ["أوافق على التواصل معي عبر البريد الإلكتروني", ["email"]],
    // Something else, or the contrary.
    ["Contact us at privacy@palmcourt.example with any questions", []],
    ["I can contact the data protection officer at any time", []],
    ["I confirm that my contact details are correct", []],
    ["Share my contact information with partners", []],
    ["Stay in touch with us on social media", []],
    ["Subscribe me to marketing and special offers", []],
    ["I do not want to be contacted", []],
    ["Please don’t contact me about other projects", []],
    ["أوافق على نشر صورتي على وسائل التواصل الاجتماعي", []],
    ["يمكنني التواصل معنا في أي وقت", []],
    ["لا أرغب في التواصل معي", []],
    ["أطلب عدم التواصل معي", []],
    ["أؤكد صحة بيانات التواصل", []],
  ])("%s", (label, channels) => {
    expect(channelsOfConsent(label)).toEqual(channels);
  });
});

describe("what was left unticked", () => {
  const sent = (submittedAt: number, ...consents: [string, boolean][]) => ({
    submittedAt,
    consents: consents.map(([label, given]) => ({ key: label, label, given })),
  });

  it("DN1: is shown at the channels its words speak of, as the newest form left it", () => {
    expect(untickedOf([sent(1, ["Call me", false], ["Email me", false]), sent(2, ["Call me", true])])).toEqual([
      { label: "Email me", channels: ["email"] },
    ]);
    expect(untickedOf([sent(2, ["Call me", false]), sent(1, ["Call me", true])])).toEqual([{ label: "Call me", channels: ["phone"] }]);
    expect(untickedOf([sent(1, ["I am over 18", false])])).toEqual([]);
  });

  it("a box that names no channel is shown at every one, and is answered by itself only", () => {
    expect(untickedOf([sent(1, ["أوافق على التواصل معي", false]), sent(2, ["Call me", true])])).toEqual([
      { label: "أوافق على التواصل معي", channels: ALL },
    ]);
  });
});
