/** The app's page and files are served without the Worker: their headers are a file beside them, in the form Workers' assets read. */

/** Scripts, styles and fonts from our own origin only; nobody frames us. The demo page asks whether its doors' hosts exist. */
function policy(demo: boolean): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${demo ? " http://*.localhost:*" : ""}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function headersFile(demo: boolean): string {
  const every = {
    "Content-Security-Policy": policy(demo),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
  const lines = (path: string, headers: Readonly<Record<string, string>>) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  ];
  // A file under assets has its content's hash in its name: it never changes.
  return [...lines("/*", every), ...lines("/assets/*", { "Cache-Control": "public, max-age=31536000, immutable" }), ""].join("\n");
}
