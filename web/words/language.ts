export const LANGUAGES = ["en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = "leadoxe.language";

/** What the person chose on this device, if they did. */
export function kept(): Language | undefined {
  const value = localStorage.getItem(KEPT);
  return LANGUAGES.find((lang) => lang === value);
}

export function keep(lang: Language): void {
  localStorage.setItem(KEPT, lang);
}

/** As far as the browser says. */
export function preferred(): Language {
  return navigator.language.startsWith("ar") ? "ar" : "en";
}
