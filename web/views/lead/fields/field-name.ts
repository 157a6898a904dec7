import { useWords } from "../../../words/index.ts";

/** What a field's button is called: its name and what stands in it, or what can be put there. */
export function useFieldName(): (field: string, value: string, add: string) => string {
  const { t } = useWords();
  return (field, value, add) => (value === "" ? t("fields.editEmpty", { field, add }) : t("fields.edit", { field, value }));
}
