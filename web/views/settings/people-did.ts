import { useDid } from "../did.ts";
import { useSettings } from "./context.tsx";

/** What is decided about people is said, and taken back, wherever in the settings it was decided. */
export function usePeopleDid(): void {
  const { people } = useSettings();
  const did = useDid();
  people.hear((change) => did(change, () => ({ key: `${change.of.kind}-${change.of.id}`, called: change.of.name })));
}
