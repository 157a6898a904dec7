import type { Account } from "../../store/account.ts";

/**
 * Whether a second factor is still missing. `asked`: something refused to open without one and led here.
 * "set_up": there is none; "confirm": there is one and this session has not proven it; "met": what asked will open now.
 */
export type Need = "none" | "set_up" | "confirm" | "met";

export function needOf(account: Pick<Account, "totp" | "passkeys" | "mustHaveSecondFactor" | "secondFactorAt">, asked: boolean): Need {
  const proven = account.secondFactorAt !== null;
  if (asked && proven) return "met";
  if (!asked && !account.mustHaveSecondFactor) return "none";
  if (!hasFactor(account)) return "set_up";
  return proven ? "none" : "confirm";
}

export function hasFactor(account: Pick<Account, "totp" | "passkeys">): boolean {
  return account.totp || account.passkeys.length > 0;
}
