/** Where `?to=` may lead after signing in: a page of our own, and never this one again. Anything else would send people who trust our address elsewhere. */
export function returnPath(to: unknown, origin: string): string | null {
  if (typeof to !== "string" || !/^\/(?![/\\])/.test(to) || !URL.canParse(to, origin)) return null;
  const url = new URL(to, origin);
  if (url.origin !== origin || url.pathname === "/" || url.pathname === "/login") return null;
  return url.pathname + url.search + url.hash;
}
