/** One column of the table as somebody wants it. */
export interface Column {
  readonly id: string;
  readonly width?: number | undefined;
}

/** Columns that somebody chose, and how they lie. */
export interface Layout {
  readonly columns: readonly Column[];
  /** For the grid that heads and rows are. */
  readonly template: string;
  /** Narrower, it is scrolled sideways. */
  readonly width: number;
  /** What stays at its start meanwhile. */
  readonly stuck: number;
}

/** Those that every list begins with. `wide`: only where there is room for it. */
export const STANDARD = [
  { id: "name", wide: false },
  { id: "phone", wide: true },
  { id: "source", wide: false },
  { id: "project", wide: true },
  { id: "owner", wide: false },
  { id: "stage", wide: false },
  { id: "waiting", wide: false },
  { id: "received", wide: true },
] as const;
export type StandardId = (typeof STANDARD)[number]["id"];

export const isStandard = (id: string): id is StandardId => STANDARD.some((one) => one.id === id);
