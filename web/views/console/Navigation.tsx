import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { AccountButton } from "../frame/AccountButton.tsx";
import { useAccountItems } from "../frame/account.ts";
import { PhoneBar, SideLinks } from "../frame/NavLinks.tsx";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { roleWords } from "../role.ts";
import { Brand } from "../signin/Brand.tsx";
import { useConsole } from "./context.tsx";
import { useLeaveConsole } from "./leave.ts";
import { useConsolePlaces } from "./places.ts";

/** What only the console has is its lock. */
function useItems() {
  const { t } = useWords();
  const items = useAccountItems();
  const leave = useLeaveConsole();
  return () => [...items().slice(0, -1), { label: t("gate.leave"), onSelect: leave }, ...items().slice(-1)];
}

export function ConsoleSidebar(): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  const places = useConsolePlaces();
  const items = useItems();
  const icons = createNarrow(COVERED);
  const me = () => {
    const person = console.boot.value()?.me;
    return person === undefined ? undefined : { id: person.id, name: person.name, role: roleWords(t, person.role) };
  };
  return (
    <header class="hidden w-54 shrink-0 flex-col gap-3 bg-ground p-2 max-lg:w-14 md:flex">
      <div class="flex h-10 items-center gap-2 px-2 max-lg:justify-center">
        <Brand size={24} />
        <span class="font-semibold max-lg:sr-only">{t("platform.console")}</span>
      </div>
      <SideLinks label={t("console.nav")} places={places()} icons={icons()} />
      <div class="flex-1" />
      <AccountButton me={me()} items={items()} icon={icons()} />
    </header>
  );
}

export function ConsoleBar(): JSX.Element {
  const { t } = useWords();
  const places = useConsolePlaces();
  const navigate = useNavigate();
  const items = useItems();
  const others = () =>
    places()
      .filter((place) => !place.first)
      .map((place) => ({ label: place.label, checked: place.here, onSelect: () => navigate(place.href) }));
  return (
    <PhoneBar
      label={t("console.nav")}
      places={places().filter((place) => place.first)}
      items={[...others(), ...(others().length > 0 ? [{ separator: true } as const] : []), ...items()]}
    />
  );
}
