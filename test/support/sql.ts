/**
 * Watches every statement that reaches D1: what budgets count (round trips, rows) and what isolation demands (a workspace in each
 * statement on a workspace database).
 */
export interface Trip {
  readonly database: "platform" | "workspace";
  readonly statements: readonly string[];
  /** By statement, in their order; 0 where D1 says nothing of it (`raw` and `first` bring no figures). */
  readonly read: readonly number[];
  readonly written: readonly number[];
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

interface Watched {
  readonly trips: Trip[];
  stop(): void;
}

/** Asked before each trip with the number of trips begun before it: waits, or throws to fail the trip. */
export type BeforeTrip = (begun: number, database: Trip["database"]) => Promise<void>;

type Meta = { readonly meta?: { readonly rows_read?: number; readonly rows_written?: number } };

/** Wraps both bindings of `env` until `stop`. Only one watch at a time. */
export function watchSql(
  env: { readonly PLATFORM_DB: D1Database; readonly WORKSPACE_DB_1: D1Database },
  before: BeforeTrip = () => Promise.resolve(),
): Watched {
  const trips: Trip[] = [];
  let begun = 0;
  const stops = (["PLATFORM_DB", "WORKSPACE_DB_1"] as const).map((name) => {
    const kind = name === "PLATFORM_DB" ? "platform" : "workspace";
    return watch(env[name], kind, trips, () => before(begun++, kind));
  });
  return { trips, stop: () => stops.forEach((stop) => stop()) };
}

/** Does something before the first statement of that kind reaches the database, until `stop`, which says whether there was one. */
export function beforeFirst(database: D1Database, kind: RegExp, work: () => Promise<unknown>): { stop(): boolean } {
  const { prepare } = database;
  let met = false;
  const wrap = (statement: D1PreparedStatement, text: string): D1PreparedStatement => {
    const bind = statement.bind.bind(statement);
    statement.bind = (...values: unknown[]) => wrap(bind(...values), text);
    for (const method of ["all", "run", "raw", "first"] as const) {
      const call = (statement[method] as (...given: unknown[]) => Promise<unknown>).bind(statement);
      Object.assign(statement, {
        async [method](...given: unknown[]) {
          const first = !met && kind.test(text);
          met ||= first;
          if (first) await work();
          return call(...given);
        },
      });
    }
    return statement;
  };
  Object.assign(database, { prepare: (text: string) => wrap(prepare.call(database, text), text) });
  return {
    stop() {
      Object.assign(database, { prepare });
      return met;
    },
  };
}

function watch(database: D1Database, kind: Trip["database"], trips: Trip[], before: () => Promise<void>): () => void {
  const texts = new WeakMap<object, string>();
  const { prepare, batch } = database;
  const note = (statements: readonly string[], results: readonly Meta[]) => {
    const read = results.map((result) => result?.meta?.rows_read ?? 0);
    const written = results.map((result) => result?.meta?.rows_written ?? 0);
    trips.push({ database: kind, statements, read, written, rowsRead: total(read), rowsWritten: total(written) });
  };
  const wrap = (statement: D1PreparedStatement, text: string): D1PreparedStatement => {
    texts.set(statement, text);
    const bind = statement.bind.bind(statement);
    statement.bind = (...values: unknown[]) => wrap(bind(...values), text);
    for (const method of ["all", "run", "raw", "first"] as const) {
      const call = (statement[method] as (...args: unknown[]) => Promise<unknown>).bind(statement);
      Object.assign(statement, {
        async [method](...args: unknown[]) {
          await before();
          const result = await call(...args);
          note([text], [result as Meta]);
          return result;
        },
      });
    }
    return statement;
  };
  database.prepare = (text: string) => wrap(prepare.call(database, text), text);
  database.batch = async <T>(statements: D1PreparedStatement[]) => {
    await before();
    const results = await batch.call(database, statements);
    note(
      statements.map((statement) => texts.get(statement) ?? "?"),
      results as Meta[],
    );
    return results as D1Result<T>[];
  };
  return () => {
    database.prepare = prepare;
    database.batch = batch;
  };
}

function total(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
