import { appPolicy, headersOf } from "../domain/headers.ts";

/** The app's page and files are served without the Worker: their headers are a file beside them, in the form Workers' assets read. */
export function headersFile(demo: boolean): string {
  const lines = (path: string, headers: Readonly<Record<string, string>>) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  ];
  // A file under assets has its content's hash in its name: it never changes.
  const forever = { "Cache-Control": "public, max-age=31536000, immutable" };
  // The demo's page looks from its own host whether the doors' hosts answer: it asks each for its icon.
  const every = { ...headersOf(appPolicy(demo)), ...(demo ? { "Cross-Origin-Resource-Policy": "cross-origin" } : {}) };
  // The service worker, and what says how the app is installed: a new one counts at once.
  const anew = { "Cache-Control": "no-cache" };
  return [
    ...lines("/*", every),
    ...lines("/assets/*", forever),
    ...lines("/sw.js", anew),
    ...lines("/manifest.webmanifest", anew),
    "",
  ].join("\n");
}
