import { type Connection, Server } from "partyserver";
import { type Env, fresh } from "../worker/env.ts";
import { aloud, log } from "../worker/log.ts";
import { causeOf } from "../worker/store/cause.ts";

/** A server whose failures are lines of the log: the library's own words on them quote what failed (SC1). */
export class LoudServer extends Server<Env> {
  override onError(_socket: Connection, error: unknown): void {
    this.onException(error);
  }

  override onException(error: unknown): void {
    log(fresh, "error", "room_failed", { room: this.name, cause: causeOf(error) });
  }

  /** Fails as the work does, after saying so. */
  protected aloud<T>(work: () => Promise<T>): Promise<T> {
    return aloud(fresh, "room_failed", { room: this.name }, work);
  }
}
