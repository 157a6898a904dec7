/** How many an authenticator app shows. */
export const CODE_DIGITS = 6;

/** The digits of what was typed or pasted ("123 456"), in whichever numerals a keyboard writes. */
export function digitsOf(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\D/g, "")
    .slice(0, CODE_DIGITS);
}
