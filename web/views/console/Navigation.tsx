import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { AccountButton } from "../frame/AccountButton.tsx";
import { useAccountItems } from "../frame/account.ts";
import { PhoneBar, SideLinks } from "../frame/NavLinks.tsx";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { roleWords } from "../role.ts";
import { Brand } from "../signin/Brand.tsx";
import { useConsole } from "./context.tsx";
import { useConsolePlaces } from "./places.ts";

/** The keys of the leads' screens are not the console's; what only the console has is its lock. */
function useItems() {
  const { t } = useWords();
  const app = useApp();
  const console = useConsole();
  const navigate = useNavigate();
  const items = useAccountItems();
  const leave = async () => {
    const failure = await console.leave();
    if (failure !== null) return app.toasts.show({ id: "leave", tone: "overdue", text: failureWords(t, failure.code) });
    app.toasts.show({ id: "leave", text: t("gate.left") });
    navigate("/");
  };
  return () => [
    ...items()
      .filter((item) => !("keys" in item))
      .slice(0, -1),
    { label: t("gate.leave"), onSelect: () => void leave() },
    ...items().slice(-1),
  ];
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
