import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { deliveryBody } from "../meta/deliver.ts";

export interface Ask {
  readonly path: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Over a connection of its own: after a body that is too large, or an answer that took long, workerd closes it under the next one. */
  readonly alone?: true;
}

export interface Answered {
  readonly status: number;
  /** From sending to the last byte. */
  readonly ms: number;
  readonly text: string;
}

/** Before workerd gives a kept connection up: one it is just closing would take a request down with it. */
const IDLE_MS = 1_000;
const agents = new Map<string, Agent>();

/** One request, straight to workerd's own port. */
export function ask(base: URL, { path, method, headers, body, alone }: Ask): Promise<Answered> {
  const kept = agents.get(base.origin) ?? new Agent({ keepAlive: true, maxSockets: 512, timeout: IDLE_MS });
  agents.set(base.origin, kept);
  const to = { agent: alone ? false : kept, host: base.hostname, port: base.port, path, method };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request({ ...to, headers: { ...headers, host: "localhost" } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began, text: Buffer.concat(parts).toString("utf8") }),
      );
    });
    sent.on("error", (error) => {
      // A kept connection was closed while the request was on its way to it: nobody has read it, and it is sent again over a new one.
      if (sent.reusedSocket && "code" in error && error.code === "ECONNRESET")
        resolve(ask(base, { path, method, headers: headers ?? {}, body: body ?? "", alone: true }));
      else reject(new Error(`${method} ${path}: ${error.message} after ${Math.round(performance.now() - began)} ms`));
    });
    sent.end(body);
  });
}

/** Connections of a lab that was closed would be tried once more by the next one on the same port. */
export function hangUp(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}

/** Everything asked, so many at a time, each as soon as another is answered. Returns answers a second; any other answer than 200 fails. */
export async function rate(base: URL, asks: readonly Ask[], atOnce: number): Promise<number> {
  const began = performance.now();
  let next = 0;
  const hand = async () => {
    for (let own = asks[next++]; own !== undefined; own = asks[next++]) accepted(await ask(base, own));
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return (asks.length * 1_000) / (performance.now() - began);
}

/** So many a second at even distances, whether or not earlier ones are answered, as the world sends them. Returns each one's time, ms. */
export async function paced(base: URL, asks: Iterable<Ask>, perSecond: number, goOn: () => boolean): Promise<number[]> {
  const began = performance.now();
  const answers: Promise<number>[] = [];
  for (const own of asks) {
    if (!goOn()) break;
    const wait = began + (answers.length * 1_000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = ask(base, own).then((one) => accepted(one).ms);
    // Told below; until then a failure would end the process.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  return Promise.all(answers);
}

function accepted(answer: Answered): Answered {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 200)}`);
  return answer;
}

/** A delivery as Meta signs it. */
export function signed(path: string, body: string | Uint8Array, secret: string): Ask {
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  return { path, method: "POST", body, headers: { "content-type": "application/json", "x-hub-signature-256": signature } };
}

let leads = 9_000_000_000_000_000n;

/** An id that no lead of this run has. */
export function newLead(): string {
  leads += 1n;
  return String(leads);
}

/** One new lead of that Page, told to `path`. */
export function delivery(
  path: string,
  of: { readonly page: string; readonly form: string; readonly secret: string },
  lead = newLead(),
): Ask {
  const change = { leadgen_id: lead, page_id: of.page, form_id: of.form, created_time: Math.floor(Date.now() / 1_000) };
  return signed(path, deliveryBody([change]), of.secret);
}
