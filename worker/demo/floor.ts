import { textOf } from "../../domain/filter.ts";
import { DEFAULT_SETUP, type FieldSetup, type Setup, type StageSetup, type TemplateSetup } from "../../domain/setup.ts";
import type { SavedView } from "../../domain/view.ts";
import { KHALID, MARINA, MARINA_DESK, NILE, PRIYA, SARA } from "./cast.ts";

/** What the demo's admins set up for their floors: stages, reasons, fields, texts; and what is looked at often. */

const NEGOTIATION: StageSetup = { id: "negotiation", name: "Negotiation", kind: "open" };
const at = DEFAULT_SETUP.stages.findIndex(({ kind }) => kind !== "open");
const STAGES = [...DEFAULT_SETUP.stages.slice(0, at), NEGOTIATION, ...DEFAULT_SETUP.stages.slice(at)];

const options = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([id, name]) => ({ id, name }));

/** Options are the answers of the forms. */
const BUDGET: FieldSetup = {
  id: "budget",
  name: "Budget",
  type: "choice",
  options: options(["under_1m", "Under AED 1 million"], ["1m_to_2m", "AED 1 to 2 million"], ["over_2m", "Over AED 2 million"]),
  filterable: true,
};
const UNIT_TYPE: FieldSetup = {
  id: "unit_type",
  name: "Unit type",
  type: "choices",
  options: options(
    ["studio", "Studio"],
    ["one_bed", "1 bedroom"],
    ["two_bed", "2 bedrooms"],
    ["three_bed", "3 bedrooms"],
    ["penthouse", "Penthouse"],
    ["villa", "Villa"],
  ),
  filterable: true,
};
const MOVING_IN: FieldSetup = { id: "moving_in", name: "Moving in", type: "date", options: [], filterable: false };

const whatsapp = (id: string, language: "en" | "ar", name: string, text: string): TemplateSetup => ({
  id,
  name,
  channel: "whatsapp",
  language,
  text,
});
const email = (id: string, language: "en" | "ar", name: string, subject: string, text: string): TemplateSetup => ({
  id,
  name,
  channel: "email",
  language,
  subject,
  text,
});

const HOME_TEXTS: readonly TemplateSetup[] = [
  whatsapp(
    "hello_en",
    "en",
    "First hello",
    "Hello {{name}}, this is {{sender}} from Marina Homes. You asked about {{project}}. Shall I send you the price list and two floor plans?",
  ),
  whatsapp(
    "hello_ar",
    "ar",
    "أول رسالة",
    "مرحباً {{name}}، معك {{sender}} من مارينا هومز. سألت عن {{project}}. هل أرسل لك قائمة الأسعار ومخططين؟",
  ),
  whatsapp(
    "missed_en",
    "en",
    "Could not reach you",
    "Hi {{name}}, I tried to call you about {{project}}. When is a good time, or is it easier for you to write here?",
  ),
  whatsapp(
    "missed_ar",
    "ar",
    "لم أتمكن من الوصول إليك",
    "أهلاً {{name}}، حاولت الاتصال بك بخصوص {{project}}. ما الوقت المناسب لك، أم أن الكتابة هنا أسهل؟",
  ),
  whatsapp(
    "viewing_en",
    "en",
    "Viewing confirmed",
    "Dear {{name}}, your viewing at {{project}} is confirmed. Parking is at gate 2, and I will wait for you in the lobby. {{sender}}",
  ),
  whatsapp(
    "viewing_ar",
    "ar",
    "تأكيد المعاينة",
    "عزيزي {{name}}، تم تأكيد معاينتك في {{project}}. الموقف عند البوابة 2 وسأنتظرك في البهو. {{sender}}",
  ),
  email(
    "brochure_en",
    "en",
    "Brochure and prices",
    "{{project}}: brochure and prices",
    "Dear {{name}},\n\nthank you for your interest in {{project}}. You find the brochure, the floor plans and the current prices attached.\n\nI am glad to show you the flat that fits you. Which day suits you?\n\nKind regards\n{{sender}}",
  ),
  email(
    "brochure_ar",
    "ar",
    "الكتيّب والأسعار",
    "{{project}}: الكتيّب والأسعار",
    "السلام عليكم {{name}}،\n\nشكراً لاهتمامك بمشروع {{project}}. تجد الكتيّب والمخططات والأسعار الحالية في المرفقات.\n\nيسعدني أن أريك الشقة التي تناسبك. أي يوم يلائمك؟\n\nمع التحية\n{{sender}}",
  ),
  email(
    "offer_en",
    "en",
    "Offer",
    "Your offer for {{project}}",
    "Dear {{name}},\n\nas agreed you find our offer for {{project}} attached. It holds for fourteen days.\n\nKind regards\n{{sender}}",
  ),
  email(
    "offer_ar",
    "ar",
    "العرض",
    "عرضك في {{project}}",
    "السلام عليكم {{name}}،\n\nكما اتفقنا تجد عرضنا في {{project}} مرفقاً، وهو سارٍ أربعة عشر يوماً.\n\nمع التحية\n{{sender}}",
  ),
];

const CAR_TEXTS: readonly TemplateSetup[] = [
  whatsapp("hello_ar", "ar", "أول رسالة", "أهلاً {{name}}، معك {{sender}} من نايل أوتوز. متى يناسبك موعد تجربة القيادة؟"),
  whatsapp("reminder_ar", "ar", "تذكير بالموعد", "{{name}}، نذكّرك بموعد تجربة القيادة غداً. المعرض في مدينة نصر، ومعك {{sender}}."),
];

export const SETUPS: Readonly<Record<string, Setup>> = {
  [MARINA.id]: {
    version: 1,
    stages: STAGES,
    lostReasons: [...DEFAULT_SETUP.lostReasons, { id: "moved_away", name: "Moved away" }],
    fields: [BUDGET, UNIT_TYPE, MOVING_IN],
    templates: [...HOME_TEXTS],
  },
  [NILE.id]: {
    version: 1,
    stages: DEFAULT_SETUP.stages.map((stage) => (stage.id === "visit" ? { ...stage, name: "تجربة قيادة" } : stage)),
    lostReasons: DEFAULT_SETUP.lostReasons,
    fields: [],
    templates: [...CAR_TEXTS],
  },
};

export function setupOf(workspace: string): Setup {
  const setup = SETUPS[workspace];
  if (setup === undefined) throw new Error("no such floor in the demo");
  return setup;
}

const id = (n: number) => `019c0000-0006-7000-8000-${String(n).padStart(12, "0")}`;
const view = (
  n: number,
  name: string,
  by: string,
  share: SavedView["share"],
  shape: Partial<SavedView["shape"]>,
  team: string | null = null,
) => ({
  id: id(n),
  workspaceId: MARINA.id,
  name,
  by,
  share,
  team,
  shape: { layout: "table" as const, filter: "", sort: "-created", group: null, columns: [], ...shape },
  version: 1,
});

export const VIEWS = [
  view(1, "Hot today", PRIYA.id, "workspace", {
    filter: textOf([
      { field: "priority", op: "any", values: ["urgent", "high"] },
      { field: "stage", op: "none", values: ["won", "lost"] },
    ]),
    sort: "followUp",
  }),
  view(2, "Won in 30 days", KHALID.id, "workspace", {
    filter: textOf([
      { field: "stage", op: "any", values: ["won"] },
      { field: "closed", op: "last", values: ["30"] },
    ]),
    sort: "-activity",
  }),
  view(3, "Marina desk, by stage", PRIYA.id, "team", { layout: "board", group: "stage" }, MARINA_DESK),
  view(4, "Sea view, over 2 million", SARA.id, "own", {
    filter: textOf([
      { field: "owner", op: "any", values: ["me"] },
      { field: "tag", op: "any", values: ["sea view"] },
      { field: "custom:budget", op: "any", values: ["over_2m"] },
    ]),
  }),
];
