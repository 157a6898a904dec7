import type { Together } from "../../../store/floor/together.ts";
import type { Translate } from "../../../words/index.ts";
import { failureWords } from "../../failure.ts";

/** What became of taking back an act on many leads; `asides`: what else is to be said of it. */
export function takenBackWords(t: Translate, { changed, refused }: Together, asides: readonly string[] = []): string {
  return [
    ...(changed > 0 ? [t("chosen.undone", { n: changed })] : []),
    ...(refused.has("conflict") ? [t("chosen.since", { n: refused.get("conflict")?.length ?? 0 })] : []),
    ...[...refused].flatMap(([code, { length: n }]) =>
      code === "conflict" ? [] : [t("chosen.refused", { n, reason: failureWords(t, code) })],
    ),
    ...asides,
  ].join(t("chosen.separator"));
}
