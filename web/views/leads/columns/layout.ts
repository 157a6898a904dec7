import type { Column, Layout } from "./standard.ts";

const WIDTHS: Readonly<Record<string, number>> = {
  name: 220,
  source: 190,
  owner: 160,
  email: 200,
  tags: 180,
  waiting: 90,
  received: 96,
  phone: 132,
};
const USUAL = 130;
const GAP = 16;
const START = 24;
const SIDES = START + 16;
export const MIN_WIDTH = 60;
export const MAX_WIDTH = 600;

export const widthOf = ({ id, width }: Column): number => width ?? WIDTHS[id] ?? USUAL;

/** The first takes the room that is left, the others keep their width, and what does not fit is scrolled to. */
export function layoutOf(columns: readonly Column[]): Layout {
  const widths = columns.map(widthOf);
  return {
    columns,
    template: widths.map((width, index) => (index === 0 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" "),
    width: widths.reduce((sum, width) => sum + width, 0) + GAP * (columns.length - 1) + SIDES,
    stuck: (widths[0] ?? 0) + START,
  };
}
