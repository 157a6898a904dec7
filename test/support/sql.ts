/**
 * Watches every statement that reaches D1: what budgets count (round trips, rows) and what isolation demands (a workspace in each
 * statement on a workspace database).
 */
export interface Trip {
  readonly database: "platform" | "workspace";
  readonly statements: readonly string[];
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

interface Watched {
  readonly trips: Trip[];
  stop(): void;
}

type Meta = { readonly meta?: { readonly rows_read?: number; readonly rows_written?: number } };

/** Wraps both bindings of `env` until `stop`. Only one watch at a time. */
export function watchSql(env: { readonly PLATFORM_DB: D1Database; readonly WORKSPACE_DB_1: D1Database }): Watched {
  const trips: Trip[] = [];
  const stops = (["PLATFORM_DB", "WORKSPACE_DB_1"] as const).map((name) =>
    watch(env[name], name === "PLATFORM_DB" ? "platform" : "workspace", trips),
  );
  return { trips, stop: () => stops.forEach((stop) => stop()) };
}

function watch(database: D1Database, kind: Trip["database"], trips: Trip[]): () => void {
  const texts = new WeakMap<object, string>();
  const { prepare, batch } = database;
  const note = (statements: readonly string[], results: readonly Meta[]) => {
    const sum = (pick: (meta: NonNullable<Meta["meta"]>) => number | undefined) =>
      results.reduce((total, result) => total + (result?.meta === undefined ? 0 : (pick(result.meta) ?? 0)), 0);
    trips.push({ database: kind, statements, rowsRead: sum((meta) => meta.rows_read), rowsWritten: sum((meta) => meta.rows_written) });
  };
  const wrap = (statement: D1PreparedStatement, text: string): D1PreparedStatement => {
    texts.set(statement, text);
    const bind = statement.bind.bind(statement);
    statement.bind = (...values: unknown[]) => wrap(bind(...values), text);
    for (const method of ["all", "run", "raw", "first"] as const) {
      const call = (statement[method] as (...args: unknown[]) => Promise<unknown>).bind(statement);
      Object.assign(statement, {
        async [method](...args: unknown[]) {
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
