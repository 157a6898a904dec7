/** The key to what one person keeps of one workspace on this device. It cannot be taken out of the browser. */
export interface VaultKey {
  readonly place: string;
  readonly person: string;
  /** Tells this key from one that is made in its place later. */
  readonly id: string;
  readonly key: CryptoKey;
}

/** What stands on the device: nothing of it can be read without its key. */
export interface SealedRecord {
  readonly id: string;
  /** The id of its key. */
  readonly by: string;
  readonly kind: string;
  readonly name: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** The browser's database, or a test's. Each call is one transaction, and durable once it is answered. */
export interface Shelves {
  keys(): Promise<readonly VaultKey[]>;
  /** The key that stands there for that person; else this one, from now on. */
  claim(key: VaultKey): Promise<VaultKey>;
  dropKeys(places: readonly string[]): Promise<void>;
  records(key: VaultKey): Promise<readonly SealedRecord[]>;
  /** False, and nothing is written, where that key is not the place's any more. */
  write(key: VaultKey, puts: readonly SealedRecord[], drops: readonly string[]): Promise<boolean>;
  /** Drops what no key is left for. */
  sweep(): Promise<void>;
}

export interface Named {
  readonly kind: string;
  readonly name: string;
}

/** One place of one person. `gone` says that its key was destroyed. */
export interface Place {
  readonly person: string;
  all(kind: string): Promise<readonly (Named & { readonly value: unknown })[]>;
  write(puts: readonly (Named & { readonly value: unknown })[], drops?: readonly Named[]): Promise<void>;
}

export class VaultGone extends Error {}

export interface Vault {
  /** What others kept here is destroyed first. */
  open(place: string, person: string): Promise<Place>;
  /** What stands here already, of whomever: without a connection nobody can be asked who this is. */
  find(place: string): Promise<Place | null>;
  places(): Promise<readonly string[]>;
  /** What is not this person's, or of a place they are not in any more, is destroyed. */
  only(person: string, places: readonly string[]): Promise<void>;
  destroy(place?: string): Promise<void>;
}

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12;

/** OF1: sealed with AES-GCM under a key for each person and workspace. What destroys begins with the key: whatever stops it then leaves nothing that can be read. */
export function createVault(shelves: Shelves, fresh: { id(): string }): Vault {
  const text = new TextEncoder();
  /** A record that was put in another's place does not open. */
  const bound = ({ place, person }: VaultKey, { kind, name }: Named) => text.encode(JSON.stringify([1, place, person, kind, name]));
  const idOf = ({ id }: VaultKey, { kind, name }: Named) => `${id} ${kind} ${name}`;

  async function seal(key: VaultKey, { kind, name, value }: Named & { readonly value: unknown }): Promise<SealedRecord> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const algorithm = { name: ALGORITHM, iv, additionalData: bound(key, { kind, name }) };
    const data = await crypto.subtle.encrypt(algorithm, key.key, text.encode(JSON.stringify(value)));
    return { id: idOf(key, { kind, name }), by: key.id, kind, name, iv, data };
  }

  async function unseal(key: VaultKey, { kind, name, iv, data }: SealedRecord): Promise<readonly (Named & { readonly value: unknown })[]> {
    try {
      const algorithm = { name: ALGORITHM, iv, additionalData: bound(key, { kind, name }) };
      const value: unknown = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key.key, data)));
      return [{ kind, name, value }];
    } catch {
      // Of another key, or changed by somebody: it says nothing.
      return [];
    }
  }

  async function destroyWhere(gone: (key: VaultKey) => boolean): Promise<void> {
    const keys = await shelves.keys();
    const places = keys.filter(gone).map(({ place }) => place);
    if (places.length > 0) await shelves.dropKeys(places);
    // Also what was left behind by one that was stopped after its first step.
    await shelves.sweep();
  }

  function placeOf(key: VaultKey): Place {
    // One after the other, in the order of asking: a record that was dropped is not brought back by an earlier writing of it.
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    };
    return {
      person: key.person,
      all: (kind) =>
        inTurn(async () => {
          const records = (await shelves.records(key)).filter((record) => record.kind === kind);
          return (await Promise.all(records.map((record) => unseal(key, record)))).flat();
        }),
      write: (puts, drops = []) =>
        inTurn(async () => {
          const sealed = await Promise.all(puts.map((one) => seal(key, one)));
          const names = drops.map((one) => idOf(key, one));
          if (!(await shelves.write(key, sealed, names))) throw new VaultGone();
        }),
    };
  }

  return {
    open: async (place, person) => {
      await destroyWhere((key) => key.person !== person);
      const key = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
      return placeOf(await shelves.claim({ place, person, id: fresh.id(), key }));
    },
    find: async (place) => {
      const key = (await shelves.keys()).find((one) => one.place === place);
      return key === undefined ? null : placeOf(key);
    },
    places: async () => (await shelves.keys()).map(({ place }) => place),
    only: (person, places) => destroyWhere((key) => key.person !== person || !places.includes(key.place)),
    destroy: (place) => destroyWhere((key) => place === undefined || key.place === place),
  };
}
