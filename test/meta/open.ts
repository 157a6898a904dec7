import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { createTestHarness } from "wrangler";

/** As in the stand-in's own configuration. */
export const APP_SECRET = "development-app-secret";

/** One delivery as it came over the wire. */
export interface Received {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly signature: string;
  readonly body: Delivery;
}

interface Delivery {
  readonly object: string;
  readonly entry: readonly {
    readonly id: string;
    readonly changes: readonly { readonly field: string; readonly value: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Who Meta tells: keeps every delivery, byte for byte. */
export class Receiver {
  readonly got: Received[] = [];
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const bytes = Buffer.concat(parts);
        const signature = String(request.headers["x-hub-signature-256"]);
        this.got.push({ bytes, signature, body: JSON.parse(bytes.toString("utf8")) as Delivery });
        response.end("ok");
        for (const look of this.#waiting.splice(0)) look();
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}/webhooks/meta`;
  }

  /** Resolves when `count` deliveries have come. */
  async reached(count: number): Promise<void> {
    while (this.got.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The lead ids of all deliveries, in the order they came. */
  leads(): string[] {
    return this.got.flatMap(({ body }) => body.entry.flatMap((entry) => entry.changes.map((change) => String(change.value["leadgen_id"]))));
  }

  forget(): void {
    this.got.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export interface StandIn {
  readonly url: string;
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** The stand-in as `npm start` runs it, on a port of its own. */
export async function openStandIn(target: string): Promise<StandIn> {
  const harness = createTestHarness({ workers: [{ configPath: "test/meta/wrangler.toml", vars: { TARGET_URL: target } }] });
  const { url } = await harness.listen();
  const origin = url.origin.replace("localhost", "127.0.0.1");
  return {
    url: origin,
    async control(method, path, body) {
      const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
      const response = await fetch(`${origin}/_/${path}`, { method, ...json });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new Error(`the stand-in answered ${response.status} to ${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
    close: () => harness.close(),
  };
}

/** appsecret_proof, as Meta's documentation writes it. */
export function proofFor(token: string, secret = APP_SECRET): string {
  return createHmac("sha256", secret).update(token).digest("hex");
}
