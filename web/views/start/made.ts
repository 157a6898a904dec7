/** What a workspace's first page is told by the form that made it: in the history, never in an address. */
export interface Made {
  readonly made: true;
}
