import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import type { JSX } from "solid-js";
import type { DeliveryRow } from "../../../domain/console.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";

export function Verdict(props: { readonly of: DeliveryRow["verdict"] }): JSX.Element {
  const { t } = useWords();
  const good = () => props.of === "accepted";
  return (
    <span class="inline-flex items-center gap-1.5 whitespace-nowrap" classList={{ "font-medium text-overdue-text": !good() }}>
      <span
        class="flex size-4 items-center justify-center rounded-full"
        classList={{ "bg-live-ground text-live-text": good(), "bg-overdue-ground text-overdue-text": !good() }}
      >
        <Icon of={good() ? Check : X} size={12} />
      </span>
      {t(`console.log.${props.of}`)}
    </span>
  );
}
