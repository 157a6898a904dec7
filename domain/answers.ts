import * as v from "valibot";
import { emailIdentity, type Identity } from "./identity.ts";
import { textsLike } from "./kept.ts";
import { phoneIdentity } from "./phone.ts";
import type { Maskable } from "./rights.ts";

/** One answer as asked: the question's words and the chosen options' labels, with what Meta sent kept beside them. */
export const answer = v.object({
  key: v.string(),
  label: v.string(),
  /** Meta's question type, or null where the form is not known (yet). */
  type: v.nullable(v.string()),
  values: v.array(v.string()),
  shown: v.array(v.string()),
  /** Kept from this reader: its values are not here (PV2). */
  masked: v.optional(v.literal(true)),
});
export type Answer = v.InferOutput<typeof answer>;

/** A custom disclaimer's box: the consent as it was asked and answered. */
export const consent = v.object({ key: v.string(), label: v.string(), given: v.boolean() });
export type Consent = v.InferOutput<typeof consent>;

export interface Question {
  readonly key: string;
  readonly label: string;
  readonly type: string | null;
  readonly options: readonly { readonly key: string; readonly value: string }[];
}

export interface RawAnswer {
  readonly name: string;
  readonly values?: readonly string[] | undefined;
}

export interface Normalised {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly city: string | null;
  readonly identities: readonly Identity[];
  readonly answers: readonly Answer[];
}

type Field = "full" | "first" | "last" | "phone" | "email" | "company" | "city";

const FIELD_OF_TYPE: Readonly<Record<string, Field>> = {
  FULL_NAME: "full",
  FIRST_NAME: "first",
  LAST_NAME: "last",
  PHONE: "phone",
  PHONE_OTP: "phone",
  USER_PROVIDED_PHONE_NUMBER: "phone",
  WHATSAPP_NUMBER: "phone",
  WORK_PHONE_NUMBER: "phone",
  EMAIL: "email",
  WORK_EMAIL: "email",
  EMAIL_ALIAS: "email",
  COMPANY_NAME: "company",
  CITY: "city",
};

/** Where the form is not known the key decides; localised keys are the ones seen in the wild. */
const FIELD_OF_KEY: Readonly<Record<string, Field>> = {
  full_name: "full",
  name: "full",
  nome_completo: "full",
  الاسم_الكامل: "full",
  الاسم_بالكامل: "full",
  first_name: "first",
  last_name: "last",
  phone_number: "phone",
  phone: "phone",
  telefone: "phone",
  رقم_الهاتف: "phone",
  work_phone_number: "phone",
  whatsapp_number: "phone",
  email: "email",
  work_email: "email",
  البريد_الإلكتروني: "email",
  company_name: "company",
  city: "city",
  المدينة: "city",
};

/** Longer values are a paste or an attack; the answer itself is kept whole up to this many characters. */
const MAX_VALUE = 4_000;
const MAX_NAME = 200;
/** No form asks so much. What lies beyond is left out, so that a lead always fits into a database row (2 MB) and a batch (1,000 statements). */
const MAX_ANSWERS = 200;
const MAX_VALUES = 100;
const MAX_KEY = 500;
const MAX_CHARACTERS = 200_000;
const MAX_CONSENTS = 50;
/** Of each kind: nobody has more telephones, and each one is looked up and written. */
const MAX_IDENTITIES = 5;

/**
 * Meta's answers in our words. Never refuses a lead: what cannot be read as a phone or an address stays an answer as typed.
 * `country` is the workspace's, for numbers typed without a prefix.
 */
export function normaliseAnswers(raw: readonly RawAnswer[], questions: readonly Question[], country: string): Normalised {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const answers = fitting(raw.slice(0, MAX_ANSWERS).map((item) => asAsked(item, byKey.get(item.name))));
  const texts = (field: Field) => textsOf(answers, field);
  const phones = texts("phone");
  const emails = texts("email");
  const identities = identitiesOf(answers, country);
  const name = texts("full")[0] ?? [...texts("first").slice(0, 1), ...texts("last").slice(0, 1)].join(" ");
  return {
    name: name.slice(0, MAX_NAME),
    phone: identities.find((identity) => identity.kind === "phone")?.value ?? phones[0]?.slice(0, 60) ?? null,
    email: identities.find((identity) => identity.kind === "email")?.value ?? emails[0]?.slice(0, 254) ?? null,
    company: texts("company")[0]?.slice(0, MAX_NAME) ?? null,
    city: texts("city")[0]?.slice(0, MAX_NAME) ?? null,
    identities,
    answers,
  };
}

/** Telephones and addresses that were given in a form. */
export function identitiesOf(answers: readonly Answer[], country: string): Identity[] {
  return [
    ...unique(textsOf(answers, "phone").map((text) => phoneIdentity(text, country)))
      .slice(0, MAX_IDENTITIES)
      .map((value) => ({ kind: "phone" as const, value })),
    ...unique(textsOf(answers, "email").map(emailIdentity))
      .slice(0, MAX_IDENTITIES)
      .map((value) => ({ kind: "email" as const, value })),
  ];
}

function textsOf(answers: readonly Answer[], field: Field): string[] {
  return answers
    .filter((item) => fieldOf(item) === field)
    .flatMap((item) => item.values.map(tidy))
    .filter((text) => text !== "");
}

/** Consent boxes as asked; Meta writes a tick as "1", true or "true". */
export function normaliseConsents(
  raw: readonly { readonly checkbox_key: string; readonly is_checked?: string | boolean | number | null | undefined }[],
  checkboxes: readonly { readonly key: string; readonly text: string }[],
): Consent[] {
  const texts = new Map(checkboxes.map((box) => [box.key, box.text]));
  return raw.slice(0, MAX_CONSENTS).map((box) => ({
    key: box.checkbox_key.slice(0, MAX_KEY),
    label: (texts.get(box.checkbox_key) ?? box.checkbox_key).slice(0, MAX_VALUE),
    given: box.is_checked === true || box.is_checked === 1 || box.is_checked === "1" || box.is_checked === "true",
  }));
}

function asAsked(item: RawAnswer, question: Question | undefined): Answer {
  const values = (item.values ?? []).slice(0, MAX_VALUES).map((value) => value.slice(0, MAX_VALUE));
  const labels = new Map(question?.options.map((option) => [option.key, option.value]));
  return {
    key: item.name.slice(0, MAX_KEY),
    label: (question?.label || readable(item.name)).slice(0, MAX_VALUE),
    type: question?.type ?? null,
    values,
    shown: values.map((value) => labels.get(value) ?? value),
  };
}

/** Answers as long as there is room for them; a short one after a long one still has its place. */
function fitting(answers: readonly Answer[]): Answer[] {
  let room = MAX_CHARACTERS;
  return answers.filter((item) => {
    const size = JSON.stringify(item).length;
    if (size > room) return false;
    room -= size;
    return true;
  });
}

function fieldOf(item: Answer): Field | undefined {
  return item.type === null || item.type === "CUSTOM" ? FIELD_OF_KEY[item.key.toLowerCase()] : FIELD_OF_TYPE[item.type];
}

/** PV2: a form's answers without what is kept from their reader, also where it was typed into another question. */
export function answersWithout(masked: readonly Maskable[], answers: readonly Answer[]): Answer[] {
  const tells = (item: Answer) =>
    masked.some((field) => fieldOf(item) === field || [...item.values, ...item.shown].some((text) => textsLike(field, text).length > 0));
  return answers.map((item) => (tells(item) ? { ...item, values: [], shown: [], masked: true } : item));
}

/** A slug reads as words until the form tells us how it was asked. */
function readable(key: string): string {
  const text = key.replaceAll("_", " ").trim();
  return text === "" ? key : text.charAt(0).toLocaleUpperCase("en") + text.slice(1);
}

/** White space and the invisible marks that keyboards and copies leave; every script's letters stay. */
function tidy(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
