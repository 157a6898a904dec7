import type { SealedRecord, Shelves, VaultKey } from "../../web/connection/vault.ts";
import type { KeptQueue, Returned, Waiting } from "../../web/store/queue.ts";

/** What a browser's database would hold, for every tab of it. */
export interface Device extends Shelves {
  readonly all: { keys: Map<string, VaultKey>; records: Map<string, SealedRecord> };
  /** The next call of this name is the last thing that happens before the browser dies. */
  die(at: "dropKeys" | "sweep"): void;
}

export function device(): Device {
  const all = { keys: new Map<string, VaultKey>(), records: new Map<string, SealedRecord>() };
  let dies: string | null = null;
  const dead = (at: string) => dies === at && Promise.reject(new Error("the browser died"));
  return {
    all,
    die: (at) => (dies = at),
    keys: async () => [...all.keys.values()],
    claim: async (key) => {
      const there = all.keys.get(key.place);
      if (there?.person === key.person) return there;
      all.keys.set(key.place, key);
      return key;
    },
    dropKeys: async (places) => {
      await dead("dropKeys");
      for (const place of places) all.keys.delete(place);
    },
    records: async ({ id }) => [...all.records.values()].filter(({ by }) => by === id),
    write: async (key, puts, drops) => {
      if (all.keys.get(key.place)?.id !== key.id) return false;
      for (const record of puts) all.records.set(record.id, record);
      for (const id of drops) all.records.delete(id);
      return true;
    },
    sweep: async () => {
      await dead("sweep");
      const known = new Set([...all.keys.values()].map(({ id }) => id));
      for (const record of all.records.values()) if (!known.has(record.by)) all.records.delete(record.id);
    },
  };
}

/** As a browser's: in the order of asking, and what a dead tab held or asked for is the next one's. */
class Lock {
  private turns: { readonly by: object; readonly run: () => Promise<void> }[] = [];

  take(by: object, work: () => Promise<void>): Promise<void> {
    return new Promise((done, failed) => {
      const run = async () => {
        try {
          await work();
          done();
        } catch (error) {
          failed(error as Error);
        } finally {
          this.end(turn);
        }
      };
      const turn = { by, run };
      this.turns.push(turn);
      if (this.turns[0] === turn) void run();
    });
  }

  forget(by: object): void {
    const [head] = this.turns;
    this.turns = this.turns.filter((turn) => turn.by !== by);
    if (head?.by === by) void this.turns[0]?.run();
  }

  private end(turn: { readonly by: object }): void {
    const isHead = this.turns[0] === turn;
    this.turns = this.turns.filter((one) => one !== turn);
    if (isHead) void this.turns[0]?.run();
  }
}

/** One place that several tabs keep their commands in, without what seals it. */
export class Shelf {
  readonly waiting = new Map<string, Waiting>();
  readonly returned = new Map<string, Returned>();
  private readonly tabs = new Set<{ readonly hear: Set<() => void> }>();
  private readonly sends = new Lock();
  private readonly underWay = new Lock();

  /** As one tab has it; a tab that is killed hears and says nothing from then on. */
  tab(): KeptQueue & { kill(): void } {
    const own = { hear: new Set<() => void>() };
    let alive = true;
    this.tabs.add(own);
    const say = () => {
      for (const tab of this.tabs) if (tab !== own) for (const work of tab.hear) work();
    };
    const write = async (work: () => void) => {
      if (!alive) return new Promise<never>(() => undefined);
      work();
      say();
      return undefined;
    };
    const idOf = ({ command }: Waiting) => command.body.mutation;
    return {
      kill: () => {
        alive = false;
        this.tabs.delete(own);
        // The browser gives the locks of a dead tab to the next one.
        for (const lock of [this.sends, this.underWay]) lock.forget(own);
      },
      read: async () => ({ waiting: [...this.waiting.values()], returned: [...this.returned.values()] }),
      put: (one) => write(() => this.waiting.set(idOf(one), structuredClone(one))),
      settle: (mutation, next, back) =>
        write(() => {
          this.waiting.delete(mutation);
          for (const one of next) this.waiting.set(idOf(one), structuredClone(one));
          if (back !== null) this.returned.set(mutation, structuredClone(back));
        }),
      deal: (mutation) => write(() => this.returned.delete(mutation)),
      alone: (work, what) => (what === undefined ? this.sends : this.underWay).take(own, work),
      onChange: (work) => {
        own.hear.add(work);
        return () => void own.hear.delete(work);
      },
    };
  }
}
