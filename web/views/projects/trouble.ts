import type { ProjectTrouble } from "../../store/floor/projects.ts";
import type { Translate } from "../../words/index.ts";
import { failureAdvice } from "../failure.ts";

/** Why a project is not as it was wanted, and what to do. */
export function projectTroubleWords(t: Translate, trouble: ProjectTrouble, name: string): string {
  switch (trouble.kind) {
    case "taken":
      return t("projects.codeTaken", { name: trouble.name });
    case "changed":
      return t("projects.changedFirst", { name });
    case "failed":
      return t("projects.notSaved", { reason: failureAdvice(t, trouble.failure.code) });
  }
}
