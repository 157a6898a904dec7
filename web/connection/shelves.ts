import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { SealedRecord, Shelves, VaultKey } from "./vault.ts";

interface Stores extends DBSchema {
  keys: { key: string; value: VaultKey };
  records: { key: string; value: SealedRecord; indexes: { by: string } };
}

const NAME = "leadoxe";
const VERSION = 1;
/** On the disk once it is answered: what was destroyed does not come back after a crash. */
const STRICT = { durability: "strict" } as const;

/** IndexedDB. Rejects where the browser gives none, as some private windows do. */
export async function openShelves(): Promise<Shelves> {
  const db: IDBPDatabase<Stores> = await openDB<Stores>(NAME, VERSION, {
    upgrade: (made) => {
      made.createObjectStore("keys", { keyPath: "place" });
      made.createObjectStore("records", { keyPath: "id" }).createIndex("by", "by");
    },
    // A newer version of the app in another tab does not wait for this one.
    blocking: () => db.close(),
  });
  return {
    keys: () => db.getAll("keys"),
    claim: async (key) => {
      const tx = db.transaction("keys", "readwrite", STRICT);
      const there = await tx.store.get(key.place);
      if (there?.person === key.person) return there;
      await tx.store.put(key);
      await tx.done;
      return key;
    },
    dropKeys: async (places) => {
      const tx = db.transaction("keys", "readwrite", STRICT);
      for (const place of places) void tx.store.delete(place);
      await tx.done;
    },
    records: ({ id }) => db.getAllFromIndex("records", "by", id),
    write: async (key, puts, drops) => {
      // Out of the page's hands as soon as it is answered: what waits has to outlive its tab, which may be killed at once.
      const tx = db.transaction(["keys", "records"], "readwrite", { durability: "relaxed" });
      const there = await tx.objectStore("keys").get(key.place);
      if (there?.id !== key.id) return false;
      const records = tx.objectStore("records");
      for (const record of puts) void records.put(record);
      for (const id of drops) void records.delete(id);
      await tx.done;
      return true;
    },
    sweep: async () => {
      const tx = db.transaction(["keys", "records"], "readwrite", STRICT);
      const known = new Set((await tx.objectStore("keys").getAll()).map(({ id }) => id));
      for (let cursor = await tx.objectStore("records").openCursor(); cursor !== null; cursor = await cursor.continue())
        if (!known.has(cursor.value.by)) await cursor.delete();
      await tx.done;
    },
  };
}
