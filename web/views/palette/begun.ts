import { latinDigits } from "../../ui/days.ts";
import type { Begun } from "../lead/create/asked.ts";

/** What somebody knows of a person nobody has yet. */
export function begunBy(text: string): Begun {
  if (text.includes("@")) return { email: text };
  const digits = latinDigits(text).replace(/\D/g, "");
  return digits.length >= 6 && /^[+\d\s().-]+$/.test(latinDigits(text)) ? { phone: text } : { name: text };
}
