import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { ConnectAnswer, OfferAnswer, PageRow } from "../../../domain/page.ts";
import type { ApiFailure, Call } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import { createPagesApi, type PagesApi } from "../../connection/pages.ts";
import { asFailure, createResource, type Resource } from "../console/resource.ts";

export type { OfferAnswer, PageRow };

export interface Pages {
  readonly all: Resource<readonly PageRow[]>;
  /** The Page that is being disconnected, "meta" on the way there, "offer" while chosen ones are being connected. */
  readonly busy: Accessor<string | null>;
  /** Leaves for Meta's dialog. Null: on the way. */
  toMeta(): Promise<ApiFailure | null>;
  offer(id: string): Promise<OfferAnswer | ApiFailure>;
  connect(offer: string, pages: readonly string[]): Promise<ConnectAnswer | ApiFailure>;
  disconnect(page: string): Promise<ApiFailure | null>;
}

/** As often as a room looks by itself: no frame tells of Pages. */
const LOOK_MS = 10_000;

interface Way {
  readonly call: Call;
  readonly slug: string;
}

interface Deps {
  readonly clock: Pick<Clock, "every">;
  readonly browser: Pick<Browser, "visible" | "leaveFor">;
}

/** Leaves for Meta's dialog. Null: on the way. */
export async function goToMeta({ call, slug, browser }: Way & { readonly browser: Pick<Browser, "leaveFor"> }): Promise<ApiFailure | null> {
  try {
    browser.leaveFor(await createPagesApi(call, slug).dialog());
    return null;
  } catch (error) {
    return asFailure(error);
  }
}

/** Made within an owner, which it ends with. */
export function openPages({ call, slug, ...deps }: Deps & Way): Pages {
  return createPages({ api: createPagesApi(call, slug), ...deps });
}

export function createPages({ api, clock, browser }: Deps & { readonly api: PagesApi }): Pages {
  const [busy, setBusy] = createSignal<string | null>(null);
  const all = createResource<readonly PageRow[]>(
    () => api.read(),
    () => undefined,
  );
  void all.read();
  onCleanup(clock.every(LOOK_MS, () => browser.visible() && void all.read()));

  async function act<T>(what: string, work: () => Promise<T>): Promise<T | ApiFailure> {
    setBusy(what);
    const done = await work().catch(asFailure);
    setBusy(null);
    return done;
  }
  const failed = (done: unknown): ApiFailure | null => (done instanceof Error ? asFailure(done) : null);

  return {
    all,
    busy,
    toMeta: async () => failed(await act("meta", async () => browser.leaveFor(await api.dialog()))),
    offer: (id) => api.offer(id).catch(asFailure),
    connect: async (offer, pages) => {
      const done = await act("offer", () => api.connect(offer, pages));
      await all.read();
      return done;
    },
    disconnect: async (page) => {
      const done = await act(page, () => api.disconnect(page));
      await all.read();
      return failed(done);
    },
  };
}
