import { digits, pick } from "../../meta/random.ts";
import { type Random, whole } from "./mutate.ts";

/** What people type into forms, and what Meta makes of it: real answers, before anything is done to them. */

const NAMES = [
  "Zoë Ødegård",
  "ليلى حداد",
  "محمد عبد الله",
  "李小龍",
  "Анастасия Иванова",
  "नरेन्द्र शर्मा",
  "ඇනා",
  "O'Brien-Smith, Jr.",
  "x",
  "👩‍👩‍👧 Rami",
  "Ali\u0000\u0007\u001b[31m",
  "\u202eevil",
  "Jose\u0301",
  "\ud83d",
  "<test lead: dummy data for full_name>",
  "ﷺ".repeat(90),
  "🏡".repeat(150),
];
const EMAILS = [
  "not an address",
  "A@B.example",
  "a@b",
  "ü@exämple.example",
  "a\ud800@b.example",
  "a\u200b@b.example",
  "test@meta.com",
  `${"x".repeat(300)}@b.example`,
  "a@b.c@d.example",
];
const PHONES = [
  "0501234567",
  "00971501234567",
  "+971 (50) 123-4567",
  "٠٥٠١٢٣٤٥٦٧",
  "p:+971501234567",
  "+1",
  "call me",
  "+15550100 ext. 9",
  "9".repeat(300),
  "\u202a+971501234567\u202c",
];
const KEYS = [
  "budget",
  "which_project?",
  "رقم_الهاتف",
  "الاسم_الكامل",
  "nome_completo",
  "first_name",
  "last_name",
  "work_email",
  "company_name",
  "city",
  "utm_source",
  "inbox_url",
  "",
  "__proto__",
  "constructor",
  "Email",
  "k".repeat(500),
];
const TIMES = [
  "2015-02-28T08:49:14+0000",
  "2026-05-02T10:11:12Z",
  "2026-05-02",
  "1970-01-01T00:00:00+0000",
  "1969-12-31T23:59:59+0000",
  "+275760-09-13T00:00:00.000Z",
  "9999-12-31T23:59:59+1400",
  "2026-13-45T10:11:12+0000",
  "May 2, 2026",
  "1700000000",
  "",
];

/** So few people that the same ones come again, with their own name or another's. */
const PEOPLE = 3_000;

interface Datum {
  readonly name: string;
  readonly values?: readonly string[];
}

export function leadAnswer(random: Random, id: string, form: string) {
  const person = whole(random, PEOPLE);
  const field_data: Datum[] = [
    { name: "full_name", values: [random() < 0.7 ? `Person ${person}` : pick(random, NAMES)] },
    { name: "phone_number", values: [random() < 0.75 ? `+97150${1_000_000 + person}` : pick(random, PHONES)] },
    { name: random() < 0.9 ? "email" : "work_email", values: [random() < 0.75 ? `person${person}@example.com` : pick(random, EMAILS)] },
  ];
  for (let more = whole(random, 4); more > 0; more--) field_data.push(datum(random));
  if (random() < 0.15) field_data.splice(whole(random, 3), 1);
  if (random() < 0.006) field_data.push(...many(random));
  const ads = random() < 0.5;
  return {
    id: random() < 0.98 ? id : digits(random, 16),
    created_time:
      random() < 0.85
        ? new Date(1_790_000_000_000 + whole(random, 5_000_000_000)).toISOString().replace(/\.\d+Z$/, "+0000")
        : pick(random, TIMES),
    ...(random() < 0.9 ? { form_id: form } : {}),
    ...(ads
      ? {
          ad_id: digits(random, 18),
          ad_name: pick(random, NAMES),
          adset_id: digits(random, 18),
          adset_name: "Set",
          campaign_id: digits(random, 18),
          campaign_name: pick(random, NAMES),
        }
      : {}),
    is_organic: !ads,
    platform: pick(random, ["fb", "ig", "wa", "", "a platform of another day"]),
    field_data,
    ...(random() < 0.3
      ? {
          custom_disclaimer_responses: [
            { checkbox_key: pick(random, ["optional_1", "__proto__"]), is_checked: pick(random, ["1", "", "true", true, 1]) },
            { checkbox_key: "optional_2" },
          ],
        }
      : {}),
  };
}

function datum(random: Random): Datum {
  const name = pick(random, KEYS);
  if (random() < 0.1) return { name };
  return { name, values: Array.from({ length: whole(random, 4) }, () => pick(random, [...NAMES, ...EMAILS, ...PHONES, "sea_view", ""])) };
}

/** Nobody asks a thousand questions: whoever answers so many has not filled in a form. */
function many(random: Random): Datum[] {
  const count = 200 + whole(random, 4_000);
  const values = (make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n));
  switch (whole(random, 4)) {
    case 0:
      return [{ name: "phone", values: values((n) => `+97152${1_000_000 + n}`) }];
    case 1:
      return [{ name: "work_email", values: values((n) => `many${n}@example.com`) }];
    case 2:
      return values((n) => `question_${n}`).map((name) => ({ name, values: ["yes"] }));
    default:
      return [{ name: "message", values: values(() => pick(random, NAMES).repeat(20)) }];
  }
}

export function formAnswer(random: Random, id: string) {
  return {
    id,
    name: pick(random, [...NAMES, ""]),
    locale: pick(random, ["en_US", "ar_AR", "", "xx".repeat(200)]),
    questions: [
      { key: "full_name", label: "Full name", type: "FULL_NAME" },
      { key: "phone_number", label: "Phone", type: pick(random, ["PHONE", "CUSTOM", "A_TYPE_OF_ANOTHER_DAY"]) },
      {
        key: pick(random, KEYS),
        label: pick(random, NAMES),
        type: pick(random, ["CUSTOM", "EMAIL", "CITY"]),
        options: [{ key: "sea_view", value: "Sea view" }],
      },
    ],
    legal_content: { custom_disclaimer: { checkboxes: [{ key: "optional_1", text: pick(random, NAMES) }] } },
  };
}
