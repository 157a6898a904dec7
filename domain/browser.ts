/** In this order: each claims to be those below it too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/.*Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** What a browser says it is, as people say it. The names are the same in every language. */
export function browserOf(agent: string): { readonly browser: string | null; readonly system: string | null } {
  const named = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
  return agent.startsWith("Mozilla/") ? { browser: named(BROWSERS), system: named(SYSTEMS) } : { browser: null, system: null };
}
