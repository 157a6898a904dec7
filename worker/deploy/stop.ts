/** Ends the deployment with words for whoever runs it: what is missing, and what to do. */
export class Stop extends Error {
  override readonly name = "Stop";
}
