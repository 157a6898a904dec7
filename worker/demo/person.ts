import type { RawAnswer } from "../../domain/answers.ts";
import type { CastForm } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { CITIES, CITIES_AR, FIRST, FIRST_AR, LAST, LAST_AR } from "./names.ts";

/** Numbers are counted up, so that two people of the demo never share one by accident. */
export interface Typist {
  readonly chance: Chance;
  readonly country: string;
  people: number;
}

/** What an invented person typed into the form, as Meta would send it. */
export function typedBySomebody(typist: Typist, form: CastForm): RawAnswer[] {
  const { chance } = typist;
  const n = typist.people++;
  // Some people of an Arabic form write their name in Latin letters.
  const arabic = form.locale.startsWith("ar") && chance.share(0.85);
  const [name, latin] = arabic ? arabicName(chance) : latinName(chance);
  const answers: RawAnswer[] = [
    { name: "full_name", values: [name] },
    { name: "phone_number", values: [typedPhone(chance, typist.country, n)] },
    ...(chance.share(0.8) ? [{ name: "email", values: [`${latin}${n}@example.${chance.one(["com", "net", "org"])}`] }] : []),
    { name: "city", values: [chance.one(arabic ? CITIES_AR : CITIES)] },
  ];
  const custom = form.questions.at(-1);
  return custom === undefined
    ? answers
    : [...answers, { name: custom.key, values: custom.options.length === 0 ? [] : [chance.one(custom.options).key] }];
}

function latinName(chance: Chance): [string, string] {
  const [first, last] = [chance.one(FIRST), chance.one(LAST)];
  const plain = `${first}.${last}`
    .normalize("NFKD")
    .replace(/[^a-z.]/gi, "")
    .toLowerCase();
  const name = `${first} ${last}`;
  // Phones capitalise badly, and people do too.
  return [chance.share(0.08) ? name.toLowerCase() : chance.share(0.04) ? name.toUpperCase() : name, plain];
}

function arabicName(chance: Chance): [string, string] {
  const [first, last] = [chance.one(FIRST_AR), chance.one(LAST_AR)];
  return [`${first[0]} ${last[0]}`, `${first[1]}.${last[1]}`];
}

/** Mobile numbers as they are typed: international, national, with spaces, in Arabic digits. */
function typedPhone(chance: Chance, country: string, n: number): string {
  const [code, prefixes, length] =
    country === "EG" ? (["20", ["10", "11", "12", "15"], 8] as const) : (["971", ["50", "52", "54", "55", "56", "58"], 7] as const);
  const prefix = prefixes[n % prefixes.length] ?? "50";
  const number = String((n * 7919 + 1_234_567) % 10 ** length).padStart(length, "0");
  const style = chance.next();
  if (style < 0.6) return `+${code}${prefix}${number}`;
  if (style < 0.8) return `0${prefix} ${number.slice(0, 3)} ${number.slice(3)}`;
  if (style < 0.9) return `00${code} ${prefix} ${number}`;
  return `0${prefix}${number}`.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
}
