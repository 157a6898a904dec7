import { connect } from "node:net";

/** Whether something already listens on this port of this machine. */
export function inUse(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** Resolves when `url` answers below 500; rejects with one clear line after `patienceMs`. */
export async function answers(url: string, patienceMs: number, alive: () => boolean): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (!alive()) throw new Error(`what should answer at ${url} has stopped`);
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer after ${patienceMs / 1000} s`);
}
