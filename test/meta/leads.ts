import { digits, pick } from "./random.ts";

export interface FieldDatum {
  readonly name: string;
  readonly values?: readonly string[] | undefined;
}

const LATIN_FIRST = [
  "Layla",
  "Omar",
  "Sara",
  "Yusuf",
  "Nadia",
  "Karim",
  "Hana",
  "Tariq",
  "Mariam",
  "Rami",
  "Emma",
  "James",
  "Olivia",
  "Daniel",
  "Zoë",
  "Priya",
  "Arjun",
  "Anastasia",
];
const LATIN_LAST = [
  "Haddad",
  "Aziz",
  "Mansour",
  "Al Farsi",
  "Khalil",
  "Nasser",
  "Saab",
  "Darwish",
  "Ødegård",
  "Walker",
  "Hughes",
  "Sharma",
  "Ivanova",
  "Costa",
];
const ARABIC_FIRST = ["ليلى", "عمر", "سارة", "يوسف", "نادية", "كريم", "فاطمة", "خالد", "مريم", "أحمد", "هند", "محمد"];
const ARABIC_LAST = ["حداد", "العلي", "المنصوري", "خليل", "الهاشمي", "درويش", "النجار", "الشامسي", "عبد الله", "السيد"];
const CITIES = ["Dubai", "Abu Dhabi", "Sharjah", "Ajman", "Al Ain"];
const ARABIC_CITIES = ["دبي", "أبوظبي", "الشارقة", "عجمان", "العين"];
const BUDGETS = ["under_1m", "1m_to_2m", "over_2m"];
const WHEN = ["now", "three_months", "this_year"];
const INTERESTS = ["sea_view", "garden", "parking", "furnished"];

/** The questions a form asks unless it brings its own; option keys are what a lead carries, labels what people saw. */
export function questionsOf(locale: string) {
  const arabic = locale.startsWith("ar");
  const text = (en: string, ar: string) => (arabic ? ar : en);
  const options = (keys: readonly string[], labels: readonly string[]) => keys.map((key, at) => ({ key, value: labels[at] ?? key }));
  return [
    { id: "1", key: "full_name", label: text("Full name", "الاسم الكامل"), type: "FULL_NAME" },
    { id: "2", key: "phone_number", label: text("Phone number", "رقم الهاتف"), type: "PHONE" },
    { id: "3", key: "email", label: text("Email", "البريد الإلكتروني"), type: "EMAIL" },
    {
      id: "4",
      key: "when_do_you_want_to_buy?",
      label: text("When do you want to buy?", "متى ترغب في الشراء؟"),
      type: "CUSTOM",
      options: options(WHEN, arabic ? ["الآن", "خلال ثلاثة أشهر", "هذا العام"] : ["Right now", "Within three months", "This year"]),
    },
    {
      id: "5",
      key: "budget",
      label: text("What is your budget?", "ما هي ميزانيتك؟"),
      type: "CUSTOM",
      options: options(
        BUDGETS,
        arabic ? ["أقل من مليون", "مليون إلى مليونين", "أكثر من مليونين"] : ["Under 1 million", "1 to 2 million", "Over 2 million"],
      ),
    },
    {
      id: "6",
      key: "what_matters_to_you?",
      label: text("What matters to you?", "ما الذي يهمك؟"),
      type: "CUSTOM",
      options: options(
        INTERESTS,
        arabic ? ["إطلالة بحرية", "حديقة", "موقف سيارات", "مفروش"] : ["Sea view", "Garden", "Parking", "Furnished"],
      ),
    },
  ];
}

interface Asking {
  readonly locale: string;
  readonly questions?: readonly AskedQuestion[] | undefined;
}
interface AskedQuestion {
  readonly key: string;
  readonly type: string;
  readonly options?: readonly { readonly key: string }[] | undefined;
}

/** A person's answers to the form's own questions, in the form's script most of the time; some type their phone as they would dial it. */
export function makeAnswers(
  random: () => number,
  form: Asking,
  person: { readonly name?: string | undefined; readonly phone?: string | undefined; readonly email?: string | undefined } = {},
): FieldDatum[] {
  const arabic = form.locale.startsWith("ar") ? random() < 0.85 : random() < 0.2;
  const name =
    person.name ??
    (arabic ? `${pick(random, ARABIC_FIRST)} ${pick(random, ARABIC_LAST)}` : `${pick(random, LATIN_FIRST)} ${pick(random, LATIN_LAST)}`);
  const number = `5${pick(random, ["0", "2", "4", "5", "6"])}${digits(random, 7)}`;
  const phone = person.phone ?? (random() < 0.12 ? `0${number.slice(0, 2)} ${number.slice(2, 5)} ${number.slice(5)}` : `+971${number}`);
  const email =
    person.email ??
    `${pick(random, LATIN_FIRST)
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[^a-z]/g, "")}.${digits(random, 5)}@example.com`;
  const known: Readonly<Record<string, string>> = {
    FULL_NAME: name,
    PHONE: phone,
    EMAIL: email,
    CITY: pick(random, arabic ? ARABIC_CITIES : CITIES),
  };
  const questions: readonly AskedQuestion[] = form.questions ?? questionsOf(form.locale);
  const answers = questions.map(({ key, type, options }) => ({ name: key, values: valuesOf(random, key, known[type], options ?? []) }));
  return [...answers, { name: "inbox_url" }];
}

/** A multiple choice is answered with keys, several of one that asks what matters; what nobody thought of here stays empty. */
function valuesOf(random: () => number, key: string, known: string | undefined, options: readonly { readonly key: string }[]): string[] {
  if (known !== undefined) return [known];
  if (key.startsWith("what_matters")) return options.filter(() => random() < 0.4).map((option) => option.key);
  return options.length === 0 ? [] : [pick(random, options).key];
}

/** What the Lead Ads Testing Tool fills in. */
export function testAnswers(): FieldDatum[] {
  const dummy = (name: string) => ({ name, values: [`<test lead: dummy data for ${name}>`] });
  return [dummy("full_name"), dummy("phone_number"), { name: "email", values: ["test@meta.com"] }];
}
