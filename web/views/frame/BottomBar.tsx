import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useAccountItems } from "./account.ts";
import { PhoneBar } from "./NavLinks.tsx";
import { usePlaces } from "./places.ts";

export function BottomBar(): JSX.Element {
  const { t } = useWords();
  const places = usePlaces();
  const items = useAccountItems();
  return <PhoneBar label={t("nav.label")} places={places()} items={items()} />;
}
