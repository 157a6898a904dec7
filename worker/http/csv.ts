/** Tables for a spreadsheet: RFC 4180, streamed, and harmless whatever a cell says. */

export interface CsvPage {
  readonly rows: readonly (readonly (string | null)[])[];
  /** Null: the last one. */
  readonly next: string | null;
}

/** Without it Excel takes UTF-8 for the alphabet of the machine. */
const BOM = "\uFEFF";
/** A spreadsheet would run what begins like this. */
const FORMULA = /^[=+\-@\t\r\n]/;

export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(value: string | null): string {
  const text = value === null ? "" : FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A page is read when whoever downloads has taken the one before it, so that never more than one is held. What fails on the way ends the
 * download as broken, not as a shorter table.
 */
export function streamCsv(header: readonly string[], read: (after: string | undefined) => Promise<CsvPage>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let head = BOM + csvLine(header);
  let after: string | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          const { rows, next } = await read(after);
          const text = head + rows.map(csvLine).join("");
          head = "";
          if (text !== "") controller.enqueue(encoder.encode(text));
          if (next === null) return controller.close();
          after = next;
          // What is looked through may hold nothing for a while.
          if (text !== "") return undefined;
        }
      },
    },
    { highWaterMark: 0 },
  );
}
