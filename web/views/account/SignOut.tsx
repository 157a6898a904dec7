import type { JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { useSignOut } from "../frame/account.ts";

/** The way out. */
export function SignOut(): JSX.Element {
  const { t } = useWords();
  const signOut = useSignOut();
  return (
    <Button variant="ghost" onClick={() => void signOut()}>
      {t("nav.signOut")}
    </Button>
  );
}
