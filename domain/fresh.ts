/** What a pure rule may not make itself; entry files pass it down. */
export interface Fresh {
  /** ms UTC */
  now(): number;
  /** UUIDv7 */
  id(): string;
  /** in [0, 1) */
  random(): number;
}
