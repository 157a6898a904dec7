import type { Answer } from "../../../domain/answers.ts";
import type { LeadRow } from "../../../domain/lead.ts";

type Known = Pick<LeadRow, "name" | "phone" | "email">;

/** Shorter runs of digits are prices and counts. */
const PHONE_DIGITS = 7;

/** The answers that say more than the top of the page already does. A number or address that differs from it stays. */
export function askedElse(answers: readonly Answer[], known: Known): Answer[] {
  return answers.filter((answer) => {
    // The top of the page says it already; where it was typed into another question, only this says that there was something.
    if (answer.masked) return answer.type === null || answer.type === "CUSTOM";
    // Meta adds it to every lead, blank where there is no inbox.
    if (answer.values.length === 0) return answer.key !== "inbox_url";
    return !answer.values.every((value) => says(known, value, answer));
  });
}

function says(known: Known, value: string, answer: Answer): boolean {
  const text = value.trim().toLocaleLowerCase();
  const name = known.name.toLocaleLowerCase();
  if (text === name || text === known.email?.toLocaleLowerCase()) return text !== "";
  if (isPartOfName(answer) && text !== "" && name.split(/\s+/).join(" ").includes(text)) return true;
  return sameNumber(text, known.phone ?? "");
}

function isPartOfName({ type, key }: Answer): boolean {
  return type === "FIRST_NAME" || type === "LAST_NAME" || ((type === null || type === "CUSTOM") && /^(?:first|last)_name$/i.test(key));
}

/** "050 123 4567" is "+971501234567" at home. */
function sameNumber(typed: string, phone: string): boolean {
  if (/[^\d\s()+.-]/.test(typed)) return false;
  const bare = typed.replace(/\D/g, "").replace(/^0+/, "");
  return bare.length >= PHONE_DIGITS && phone.replace(/\D/g, "").endsWith(bare);
}
