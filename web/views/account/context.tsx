import { type Accessor, createContext, useContext } from "solid-js";
import type { Account, OwnAccount } from "../../store/account.ts";
import type { WayBack } from "./way-back.ts";

/** What the sections of the account page share. */
export interface AccountPage {
  readonly own: OwnAccount;
  readonly account: Accessor<Account>;
  /** What is changed here is said, and taken back by the key or by what it was said with. */
  readonly did: WayBack;
  /** Back to what asked for a second factor, once it has one; does nothing where nothing asked. */
  goOn(): void;
}

export const AccountContext = createContext<AccountPage>();

export function useAccount(): AccountPage {
  const page = useContext(AccountContext);
  if (page === undefined) throw new Error("used outside of AccountContext");
  return page;
}
