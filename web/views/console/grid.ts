/** One line of columns for heads and rows alike. */
export const GRID =
  "grid items-center gap-x-4 ps-6 pe-4 grid-cols-[96px_104px_minmax(140px,1.6fr)_minmax(150px,1fr)_92px] xl:grid-cols-[96px_104px_minmax(160px,1.8fr)_minmax(170px,1.1fr)_84px_minmax(116px,0.9fr)_72px_92px]";
