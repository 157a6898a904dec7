/**
 * Where a push may go. A browser names its own push service, so that whoever speaks for one could have the Worker call any address: only
 * these services are called. The public policy names whose they are.
 */
export const PUSH_SERVICES: readonly { readonly maker: string; readonly host: string }[] = [
  { maker: "Google", host: "fcm.googleapis.com" },
  { maker: "Mozilla", host: "updates.push.services.mozilla.com" },
  // Beginning with a full stop: any host below it.
  { maker: "Apple", host: ".push.apple.com" },
  { maker: "Microsoft", host: ".notify.windows.com" },
];
const MOST = 1_024;

/** Whether this is an endpoint of a listed push service, written as its browser writes it. */
export function isPushEndpoint(text: string): boolean {
  if (text.length > MOST || !URL.canParse(text)) return false;
  const url = new URL(text);
  // Spelt in any other way than the canonical one, somebody else may read another host in it: a port, a user, a tab, a full stop at the end.
  if (url.href !== text || url.protocol !== "https:" || url.host !== url.hostname) return false;
  if (url.username !== "" || url.password !== "" || url.hash !== "" || url.pathname === "/") return false;
  return PUSH_SERVICES.some(({ host }) => (host.startsWith(".") ? isLabelled(url.hostname, host) : url.hostname === host));
}

/** `web.push.apple.com`: something before the full stop, in letters that every reader reads alike. */
function isLabelled(host: string, end: string): boolean {
  return host.endsWith(end) && /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host.slice(0, -end.length)) && !host.includes("xn--");
}
