import { type Accessor, createSignal } from "solid-js";
import type * as v from "valibot";
import type { Account, accountBody, AuthAnswer, SessionRow } from "../../domain/account.ts";
import type { AccountApi } from "../connection/account.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Passkeys } from "../connection/passkey.ts";
import { createResource, type Resource } from "./console/resource.ts";
import { GIVEN_UP, type Outcome, outcomeOf } from "./outcome.ts";
import type { Session } from "./session.ts";
import type { TakenBack } from "./taking-back.ts";

export type { Account, PasskeyRow, SessionRow } from "../../domain/account.ts";

export type Profile = v.InferInput<typeof accountBody>;

/** One of these proves that it is still the person who signed in. */
export interface Proofs {
  readonly code: (code: string) => Promise<Outcome<unknown>>;
  readonly recoveryCode: (code: string) => Promise<Outcome<unknown>>;
  readonly passkey: () => Promise<Outcome<unknown>>;
}
/** `password`: of whoever has no second factor yet, which is signing in anew. */
export interface OwnProofs extends Proofs {
  readonly password: (password: string) => Promise<Outcome<unknown>>;
}

export interface OwnAccount {
  readonly canPasskey: boolean;
  readonly account: Resource<Account>;
  readonly sessions: Resource<readonly SessionRow[]>;
  /** An act waits for a proof: the screen asks for one, and `stop` gives the act up. */
  readonly confirming: Accessor<boolean>;
  readonly proofs: OwnProofs;
  stopConfirming(): void;
  /** Asks for a proof without an act that waits for it. */
  confirm(): Promise<boolean>;
  setProfile(body: Profile): Promise<Outcome<Account>>;
  /** ED1: what that change of one's name or language changed is as it was, where it is still as it was left. */
  setProfileBack(before: Profile, after: Profile): Promise<TakenBack>;
  changeEmail(newEmail: string): Promise<Outcome<AuthAnswer>>;
  sendVerification(): Promise<Outcome<AuthAnswer>>;
  changePassword(currentPassword: string, newPassword: string): Promise<Outcome<AuthAnswer>>;
  /** Begins: answers what the authenticator app needs, and the recovery codes. `turnOn` ends it with a first code. */
  setUpApp(password: string): Promise<Outcome<AuthAnswer>>;
  turnOn(code: string): Promise<Outcome<AuthAnswer>>;
  removeApp(password: string): Promise<Outcome<AuthAnswer>>;
  renewRecoveryCodes(password: string): Promise<Outcome<AuthAnswer>>;
  addPasskey(name: string): Promise<Outcome<AuthAnswer>>;
  renamePasskey(id: string, name: string): Promise<Outcome<AuthAnswer>>;
  removePasskey(id: string): Promise<Outcome<AuthAnswer>>;
  /** Null: all others. */
  endSessions(session: string | null): Promise<Outcome<{ readonly ended: number; readonly pending: boolean }>>;
}

export interface OwnAccountDeps {
  readonly api: AccountApi;
  readonly passkeys: Passkeys;
  readonly session: Session;
}

export function createAccount({ api, passkeys, session }: OwnAccountDeps): OwnAccount {
  const failed = (failure: ApiFailure) => {
    if (failure.code === "not_signed_in") session.ended();
  };
  const account = createResource<Account>(() => api.account(), failed);
  const sessions = createResource<readonly SessionRow[]>(async () => (await api.sessions()).sessions, failed);
  const [confirming, setConfirming] = createSignal(false);
  let decide: ((proven: boolean) => void) | null = null;

  function confirm(): Promise<boolean> {
    // One dialog: an act that comes while it is open waits for another.
    decide?.(false);
    setConfirming(true);
    return new Promise((resolve) => (decide = resolve));
  }
  function decided(proven: boolean): void {
    setConfirming(false);
    decide?.(proven);
    decide = null;
  }
  const hasFactor = () => {
    const known = account.value();
    return known === undefined || known.totp || known.passkeys.length > 0;
  };
  const prove = async (work: () => Promise<unknown>): Promise<Outcome<unknown>> => {
    const outcome = await outcomeOf(work);
    if (!outcome.ok) return heard(outcome);
    decided(true);
    // Proving renews the session, and with it what is listed as this one.
    void account.read();
    return outcome;
  };

  function heard<T>(outcome: Outcome<T>): Outcome<T> {
    if (!outcome.ok && outcome.trouble.code === "not_signed_in") session.ended();
    return outcome;
  }
  /** Does it; where a younger proof is asked for, asks for that first and then does it again. */
  async function act<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    const first = await outcomeOf(work);
    if (first.ok || first.trouble.code !== "step_up_needed") return heard(first);
    return (await confirm()) ? heard(await outcomeOf(work)) : GIVEN_UP;
  }
  /** What it changes is on screen when it is done. */
  async function change<T>(work: () => Promise<T>, ...then: readonly Resource<unknown>[]): Promise<Outcome<T>> {
    const outcome = await act(work);
    if (outcome.ok) await Promise.all(then.map((one) => one.read()));
    return outcome;
  }
  const setProfile = (body: Profile) =>
    change(async () => {
      const saved = await api.setAccount(body);
      // The name stands in every menu.
      void session.load();
      return saved;
    }, account);
  const signInAnew = async (password: string) => {
    await api.signIn(account.value()?.person.email ?? "", password);
    await session.load();
  };
  const byPasskey = async () => {
    const response = await passkeys.prove(await api.proveOptions(), { quietly: false, signal: new AbortController().signal });
    return api.provePasskey(response);
  };

  return {
    canPasskey: passkeys.usable(),
    account,
    sessions,
    confirming,
    confirm,
    stopConfirming: () => decided(false),
    proofs: {
      code: (code) => prove(() => api.auth("POST /two-factor/verify-totp", { code })),
      recoveryCode: (code) => prove(() => api.auth("POST /two-factor/verify-backup-code", { code })),
      passkey: () => prove(byPasskey),
      password: (password) => prove(() => signInAnew(password)),
    },
    setProfile,
    setProfileBack: async (before, after) => {
      await account.read();
      const [failure, person] = [account.failure(), account.value()?.person];
      if (failure !== null || person === undefined) return { ok: false, why: "failed", failure };
      const { name, language } = person;
      const left = {
        name: before.name === after.name ? name : after.name,
        language: before.language === after.language ? language : after.language,
      };
      // In another browser, or by another press.
      if (left.name !== name || left.language !== language) return { ok: false, why: "changed", by: null };
      const outcome = await setProfile({
        name: before.name === after.name ? name : before.name,
        language: before.language === after.language ? language : before.language,
      });
      if (outcome.ok) return { ok: true };
      return { ok: false, why: "failed", failure: outcome.trouble instanceof ApiFailure ? outcome.trouble : null };
    },
    changeEmail: (newEmail) => act(() => api.auth("POST /change-email", { newEmail })),
    sendVerification: () => act(() => api.auth("POST /send-verification-email", {})),
    changePassword: (currentPassword, newPassword) =>
      change(() => api.auth("POST /change-password", { currentPassword, newPassword }), sessions),
    setUpApp: (password) =>
      act(async () => {
        const enable = () => api.auth("POST /two-factor/enable", { password });
        try {
          return await enable();
        } catch (error) {
          // What would be asked for has just been given.
          if (!(error instanceof ApiFailure) || error.code !== "step_up_needed" || hasFactor()) throw error;
          await signInAnew(password);
          return enable();
        }
      }),
    turnOn: (code) => change(() => api.auth("POST /two-factor/verify-totp", { code }), account, sessions),
    removeApp: (password) => change(() => api.auth("POST /two-factor/disable", { password }), account, sessions),
    renewRecoveryCodes: (password) => act(() => api.auth("POST /two-factor/generate-backup-codes", { password })),
    addPasskey: (name) => change(() => addPasskey(name), account, sessions),
    renamePasskey: (id, name) => change(() => api.auth("POST /passkey/update-passkey", { id, name }), account),
    removePasskey: (id) => change(() => api.auth("POST /passkey/delete-passkey", { id }), account),
    endSessions: (one) => change(() => api.endSessions(one), sessions),
  };

  async function addPasskey(name: string): Promise<AuthAnswer> {
    const response = await passkeys.add(await api.addOptions());
    return api.addPasskey(response, name);
  }
}
