import type * as v from "valibot";
import type { acceptBody, InvitationLook } from "../../domain/people.ts";
import type { AccountApi } from "../connection/account.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Clock } from "../connection/edge.ts";
import type { Passkeys } from "../connection/passkey.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import type { Session } from "./session.ts";

/** Ways in, and what the links in mails open. Each that ends signed in has read the session when it is done. */
export interface Entry {
  readonly canPasskey: boolean;
  /** "second_factor": the password was right; `code`, `recoveryCode` or `passkey` has to follow. */
  signIn(email: string, password: string): Promise<Outcome<"in" | "second_factor">>;
  code(code: string): Promise<Outcome<"in">>;
  recoveryCode(code: string): Promise<Outcome<"in">>;
  /** The browser asks which one. Ends what is offered quietly. */
  passkey(): Promise<Outcome<"in">>;
  /** Offers passkeys where an email is typed, for as long as the field is there; `took` hears what became of one. Returns what ends it. */
  offer(took: (outcome: Outcome<"in">) => void): () => void;
  forgot(email: string): Promise<Outcome<unknown>>;
  reset(token: string, newPassword: string): Promise<Outcome<unknown>>;
  verifyEmail(token: string): Promise<Outcome<unknown>>;
  /** Answers whose factors are gone. */
  recover(token: string): Promise<Outcome<{ readonly email: string }>>;
  look(token: string): Promise<Outcome<InvitationLook>>;
  accept(body: v.InferInput<typeof acceptBody>): Promise<Outcome<{ readonly slug: string }>>;
}

export interface EntryDeps {
  readonly api: AccountApi;
  readonly passkeys: Passkeys;
  readonly session: Session;
  readonly clock: Clock;
}

/** A challenge lasts five minutes; a page may lie open for hours. */
const OFFER_AGAIN_MS = 4 * 60_000;

export function createEntry({ api, passkeys, session, clock }: EntryDeps): Entry {
  /** Browsers ask for one passkey at a time: the newest asking ends the one before, and nothing ends one that was answered. */
  let asking: AbortController | null = null;
  let working = false;
  /** One that somebody took of what was offered quietly, while it is on its way. */
  let taken: Promise<Outcome<"in">> | null = null;
  let offerAgain: (() => void) | null = null;
  const ask = () => {
    asking?.abort();
    asking = new AbortController();
    return asking.signal;
  };

  async function entered(): Promise<"in"> {
    const next = await session.load();
    if (next.kind === "failed") throw next.failure;
    // What was given was right and the cookie did not stay: nothing the person typed is wrong.
    if (next.kind !== "in") throw new ApiFailure("internal");
    return "in";
  }
  const proof = async (quietly: boolean, signal: AbortSignal) => passkeys.prove(await api.proveOptions(), { quietly, signal });
  const enter = (work: () => Promise<unknown>) => outcomeOf(() => work().then(entered));

  return {
    canPasskey: passkeys.usable(),
    signIn: (email, password) =>
      outcomeOf(async () => {
        const { next } = await api.signIn(email, password);
        return next ?? entered();
      }),
    code: (code) => enter(() => api.auth("POST /two-factor/verify-totp", { code })),
    recoveryCode: (code) => enter(() => api.auth("POST /two-factor/verify-backup-code", { code })),
    passkey: async () => {
      // A press that came after the answer asks for nothing more: two would be two sessions, of which the person knows one.
      if (taken !== null) return taken;
      const signal = ask();
      working = true;
      const outcome = await enter(async () => api.provePasskey(await proof(false, signal)));
      working = false;
      if (!outcome.ok) offerAgain?.();
      return outcome;
    },
    offer: (took) => {
      let over = false;
      const begin = async () => {
        if (over || working || !(await passkeys.autofills()) || over || working) return;
        const signal = ask();
        const given = await outcomeOf(() => proof(true, signal));
        // Until somebody took one, that it cannot be offered is not theirs to know.
        if (over || signal.aborted || !given.ok) return;
        working = true;
        taken = enter(() => api.provePasskey(given.answer));
        const outcome = await taken;
        taken = null;
        working = false;
        if (over) return;
        took(outcome);
        if (!outcome.ok) void begin();
      };
      offerAgain = () => void begin();
      void begin();
      const stop = clock.every(OFFER_AGAIN_MS, () => void begin());
      return () => {
        over = true;
        offerAgain = null;
        stop();
        if (!working) asking?.abort();
      };
    },
    forgot: (email) => outcomeOf(() => api.auth("POST /request-password-reset", { email })),
    reset: (token, newPassword) => outcomeOf(() => api.auth("POST /reset-password", { token, newPassword })),
    verifyEmail: (token) => outcomeOf(() => api.auth("POST /verify-email", { token })),
    recover: (token) => outcomeOf(() => api.recover(token)),
    look: (token) => outcomeOf(() => api.look(token)),
    accept: (body) =>
      outcomeOf(async () => {
        const answer = await api.accept(body).catch((error: unknown) => {
          // Somebody after all, or not signed in any more: what the page offers next depends on it.
          if (error instanceof ApiFailure && error.code === "not_signed_in") session.ended();
          throw error;
        });
        await entered();
        return answer;
      }),
  };
}
