import { render } from "@solidjs/testing-library";
import { createRoot, createSignal, type JSX, untrack } from "solid-js";
import type { Boot, ChangeAnswer, LeadDetail } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { changeAnswer, leadAnswer } from "../../domain/api.ts";
import { ApiFailure, type Call } from "../../web/connection/call.ts";
import { createDirectory } from "../../web/store/directory.ts";
import type { Keeper } from "../../web/store/keeping.ts";
import { createLeads } from "../../web/store/leads.ts";
import { createPending } from "../../web/store/pending.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import { createToasts } from "../../web/ui/toasts.ts";
import { type AppServices, AppContext, NowContext, WorkspaceContext } from "../../web/views/context.tsx";
import type { Opened } from "../../web/views/lead/open.ts";
import { useWords, WordsProvider } from "../../web/words/index.ts";
import { at, boot, changes, clock, fakeBrowser, held, nothingDone, row, sourcesOf, upsert } from "./support.ts";

/** What a screen asked of the server, and how the test answers it. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  /** The row as the server has it now; null: out of sight. */
  done(after: LeadRow | null): Promise<void>;
  refuse(failure: ApiFailure): Promise<void>;
}

/** One lead on a desk: the real store behind real views, the server played by the test. */
export interface Desk {
  readonly lead: () => LeadRow;
  readonly workspace: Workspace;
  readonly asked: Asked[];
  last(): Asked;
  readonly toasts: ReturnType<typeof createToasts>;
  readonly browser: ReturnType<typeof fakeBrowser>;
  /** From now on the device keeps what waits. */
  keep(): void;
  /** Somebody else changed it. */
  frame(over: Partial<LeadRow>, by?: string): void;
  detail(over: Partial<LeadDetail>): void;
  readonly opened: Opened;
  show(view: () => JSX.Element): ReturnType<typeof render>;
}

/** Of that lead nothing but its row, unless `over` says more. */
export const detailOf = (one: LeadRow, over: Partial<LeadDetail> = {}): LeadDetail => ({
  row: one,
  position: at(10),
  submissions: [],
  timeline: [],
  more: false,
  contacts: [],
  projects: [],
  followUps: [],
  bans: [],
  sameAs: null,
  mergedInto: null,
  ...over,
});

export const settle = () => new Promise<void>((done) => setTimeout(done, 0));

export function desk(
  asIs: {
    readonly row?: Partial<LeadRow>;
    readonly boot?: Partial<Boot>;
    readonly detail?: Partial<LeadDetail>;
    readonly read?: (() => void) | null;
  } = {},
): Desk {
  const first = row(1, { owner: "me", ...asIs.row });
  const asked: Asked[] = [];
  const toasts = createToasts();
  const { read = null } = asIs;
  let detailNow = (): LeadDetail => never();
  const browser = fakeBrowser();
  let seq = 10;
  const call: Call = async (schema, method, path, body) => {
    if ((schema as unknown) === leadAnswer && read !== null) return (read(), untrack(detailNow)) as never;
    // Beside it, this desk only knows commands.
    if ((schema as unknown) !== changeAnswer) throw new ApiFailure("internal");
    const answer = held<ChangeAnswer>();
    asked.push({
      method,
      path,
      body: body as Record<string, unknown>,
      done: (after) => {
        answer.give({ id: after?.id ?? first.id, row: after, position: at(++seq) });
        return settle();
      },
      refuse: (failure) => {
        answer.fail(failure);
        return settle();
      },
    });
    return (await answer.promise) as never;
  };
  return createRoot(() => {
    const directory = createDirectory(sourcesOf());
    directory.load(boot(asIs.boot));
    const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
    leads.restart({ position: at(10), rows: [first], next: null });
    const commands = createPending({
      memory: nothingDone,
      api: {
        send: (slug, { method, path, body, versioned }, version) =>
          call(changeAnswer, method, `/api/w/${slug}/${path}`, versioned ? { ...body, version } : body),
      },
      browser,
      slug: "north",
      clock,
      leads,
      me: () => "me",
      notify: () => undefined,
      // eslint-disable-next-line unicorn/no-thenable
      then: () => undefined,
    });
    const here = { calling: () => undefined };
    const [kept, setKept] = createSignal<Keeper | null>(null);
    const workspace = { slug: "north", directory, leads, commands, here, kept } as unknown as Workspace;
    const [detail, setDetail] = createSignal<LeadDetail>(detailOf(first, asIs.detail));
    detailNow = detail;
    const app = { toasts, call, clock } as unknown as AppServices;
    return {
      lead: () => leads.base(first.id) ?? first,
      workspace,
      asked,
      last: () => asked.at(-1) ?? never(),
      toasts,
      browser,
      keep: () => void setKept({ now: () => ({}), refused: () => false } as unknown as Keeper),
      frame: (over, by = "sara") => {
        const now = leads.base(first.id) ?? first;
        leads.apply({
          kind: "frame",
          frame: changes(seq, ++seq, { upserts: [upsert({ ...now, version: now.version + 1, ...over }, { by })] }),
        });
      },
      detail: (over) => setDetail((before) => ({ ...before, ...over })),
      opened: {
        row: () => leads.row(first.id),
        detail,
        failure: () => null,
        gone: () => null,
        staleSince: () => null,
        retry: async () => undefined,
        archiving: () => () => undefined,
      },
      show: (view) =>
        render(() => (
          <WordsProvider initial="en">
            <AppContext.Provider value={app}>
              <WorkspaceContext.Provider value={workspace}>
                <NowContext.Provider value={() => Date.UTC(2026, 10, 26)}>
                  <WithPanel>{view()}</WithPanel>
                </NowContext.Provider>
              </WorkspaceContext.Provider>
            </AppContext.Provider>
          </WordsProvider>
        )),
    };
  });
}

/** The panel's words come with it. */
function WithPanel(props: { readonly children: JSX.Element }): JSX.Element {
  const words = useWords();
  void words.fetch("panel");
  return <>{words.has("panel") ? props.children : null}</>;
}

function never(): never {
  throw new Error("nothing was asked of the server");
}
