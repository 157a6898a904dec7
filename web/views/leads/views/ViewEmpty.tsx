import ListFilter from "lucide-solid/icons/list-filter";
import { type JSX, Match, Switch } from "solid-js";
import type { ApiFailure } from "../../../store/notice.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { WithWords } from "../../WithWords.tsx";
import { LoadFailed, Loading } from "../LeadsStates.tsx";
import { useView } from "./useView.ts";

/** In the place of a filtered list that has nothing: why, and the way out. */
export function ViewEmpty(props: {
  readonly loading: boolean;
  readonly failure: ApiFailure | null;
  readonly onRetry: () => void;
}): JSX.Element {
  const { t } = useWords();
  const view = useView();
  return (
    <Switch
      fallback={
        <WithWords part="views">
          <EmptyState
            icon={<Icon of={ListFilter} size={20} />}
            title={t("views.empty")}
            hint={t("views.emptyHint")}
            action={<Button onClick={() => view.ask({ filter: [] })}>{t("leads.empty.clear")}</Button>}
          />
        </WithWords>
      }
    >
      <Match when={props.failure}>{(failure) => <LoadFailed failure={failure()} onRetry={() => props.onRetry()} />}</Match>
      <Match when={props.loading}>
        <Loading />
      </Match>
    </Switch>
  );
}
