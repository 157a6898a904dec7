export interface DeliveredChange {
  readonly leadgen_id: string;
  readonly page_id: string;
  readonly form_id: string;
  readonly ad_id?: string | null | undefined;
  readonly created_time: number;
}

/**
 * A delivery's body as Meta sends it: one entry a Page, non-ASCII and slashes escaped (that escaped form is what is signed).
 * `quotedIds: false` writes ids as bare numbers, as the documentation's samples do.
 */
export function deliveryBody(
  changes: readonly DeliveredChange[],
  options: { readonly quotedIds?: boolean; readonly time?: number } = {},
): string {
  const pages = [...new Set(changes.map((change) => change.page_id))];
  const entry = pages.map((page) => ({
    id: page,
    time: options.time ?? Math.floor(Date.now() / 1000),
    changes: changes.filter((change) => change.page_id === page).map((change) => ({ field: "leadgen", value: valueOf(change) })),
  }));
  const body = escaped(JSON.stringify({ object: "page", entry }));
  return options.quotedIds === false ? body.replace(/"(\w*id)":"(\d+)"/g, '"$1":$2') : body;
}

function valueOf({ ad_id, ...change }: DeliveredChange) {
  return ad_id === undefined ? change : { ...change, ad_id, adgroup_id: ad_id };
}

function escaped(json: string): string {
  return json.replace(/\//g, "\\/").replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** X-Hub-Signature-256: HMAC-SHA256 of the raw bytes under the app secret, lower-case hex. */
export async function sign(body: string | Uint8Array<ArrayBuffer>, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, typeof body === "string" ? encoder.encode(body) : body);
  return `sha256=${hex(digest)}`;
}

export function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the app dashboard's "Test" button sends: signed like any other, and readable by nobody. */
export function dashboardTest(): string {
  const id = "444444444444";
  const value = { ad_id: "444444444", form_id: id, leadgen_id: id, created_time: 1_700_000_000, page_id: id, adgroup_id: "44444444444" };
  return JSON.stringify({ object: "page", entry: [{ id: "0", time: 1_700_000_000, changes: [{ field: "leadgen", value }] }] });
}
