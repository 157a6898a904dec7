import type { Figure } from "./figures.ts";
import type { Bundles, Lab, Main } from "./lab.ts";

export interface Bench {
  readonly bundles: Bundles;
  /** A lab with new databases, closed when the part is over; `main` is the bench's Worker unless told, `app` the built app's folder. */
  readonly open: (how?: {
    readonly main?: Main;
    readonly folder?: string;
    readonly app?: string;
    readonly migrate?: boolean;
  }) => Promise<Lab>;
  /** What is being done, for whoever watches. */
  readonly say: (doing: string) => void;
}

/** One part of the bench: measures, and says what it found. It throws where something is wrong, not where it is slow. */
export type Part = (bench: Bench) => Promise<readonly Figure[]>;
