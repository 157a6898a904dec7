/** What a page hands on to the sign-in it leads to: in the history, never in an address. */
export interface Came {
  readonly email: string;
  /** What went well before. */
  readonly said: "reset" | "recovered" | "verified" | "invited";
}
