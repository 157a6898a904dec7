/** A value that is its own button: its words stand where they would stand if nobody could press them. */
export const INLINE =
  "touch-target relative -ms-1.5 flex min-h-7 w-full min-w-0 items-center gap-1.5 rounded-small px-1.5 py-1 text-start transition-colors hover:bg-hover aria-expanded:bg-hover touch:min-h-11";

/** The same place while it is typed in. Phones zoom into anything smaller than 16 px. */
export const INLINE_INPUT =
  "-ms-1.5 block min-h-7 w-full min-w-0 rounded-small bg-raised px-1.5 py-1 text-inherit outline-2 outline-offset-0 outline-accent aria-invalid:outline-overdue touch:min-h-11 touch:text-[16px]";
