import { connect } from "node:net";

/** Whether something already listens on this port of this machine, in either family: browsers try both. */
export async function inUse(port: number): Promise<boolean> {
  const answered = await Promise.all(["127.0.0.1", "::1"].map((host) => listens(port, host)));
  return answered.includes(true);
}

function listens(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

const ASK_AGAIN_MS = 50;

/** Resolves when `url` answers below 500; false when `alive` says that nobody is left to answer, or after `patienceMs`. */
export async function answers(url: string, patienceMs: number, alive: () => boolean): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until && alive()) {
    const status = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).then(
      (response) => response.status,
      () => 0,
    );
    if (status > 0 && status < 500) return true;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  return false;
}
