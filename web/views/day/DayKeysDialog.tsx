import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { KeysDialog } from "../frame/KeysDialog.tsx";

/** Every key of My day. */
export function DayKeysDialog(): JSX.Element {
  const { t } = useWords();
  return (
    <KeysDialog
      keys={[
        [t("day.key.next"), ["down", "j"]],
        [t("day.key.previous"), ["up", "k"]],
        [t("keys.open"), ["enter"]],
        [t("keys.close"), ["esc"]],
        [t("day.key.done"), ["e"]],
        [t("day.key.snooze"), ["h"]],
        [t("keys.attempt"), ["l"]],
        [t("keys.assign"), ["a"]],
        [t("keys.stage"), ["s"]],
        [t("keys.keys"), ["?"]],
      ]}
    />
  );
}
