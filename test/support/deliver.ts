import { exports } from "cloudflare:workers";
import { deliveryBody, sign } from "../meta/deliver.ts";
import { settings } from "./world.ts";

export interface Told {
  readonly id: string;
  readonly page: string;
  readonly form: string;
}

/** Posts a delivery to the Worker as Meta would; `signature` overrides the right one. */
export async function deliver(leads: readonly Told[], signature?: string | null): Promise<Response> {
  return post(bodyOf(leads), signature);
}

export function bodyOf(leads: readonly Told[]): string {
  return deliveryBody(
    leads.map((lead) => ({ leadgen_id: lead.id, page_id: lead.page, form_id: lead.form, created_time: Math.floor(Date.now() / 1000) })),
  );
}

export async function post(body: string | Uint8Array<ArrayBuffer>, signature?: string | null): Promise<Response> {
  const signed = signature === undefined ? await sign(body, settings.META_APP_SECRET) : signature;
  return exports.default.fetch("http://localhost/webhooks/meta", {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...(signed === null ? {} : { "x-hub-signature-256": signed }) },
  });
}
