import Lock from "lucide-solid/icons/lock";
import type { JSX } from "solid-js";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { SettingsPage } from "./states.tsx";

/** Nothing of it is loaded; who can open it is said. */
export function NoRight(props: { readonly title: string; readonly owner?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <SettingsPage title={props.title}>
      <EmptyState
        icon={<Icon of={Lock} size={20} />}
        title={t("settings.noRight")}
        hint={t(props.owner ? "settings.noRightOwner" : "settings.noRightAdmin")}
      />
    </SettingsPage>
  );
}
