import type { JSX } from "solid-js";
import { NOTICE_KINDS, type NotifySettings } from "../../../store/push.ts";
import { CheckList } from "../../../ui/CheckList.tsx";
import { useWords } from "../../../words/index.ts";

/** Of what one is told outside of the app; in it one is told of all. */
export function Kinds(props: { readonly value: NotifySettings; readonly onChange: (next: NotifySettings) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <CheckList
      legend={t("notices.push.kinds")}
      hint={t("notices.push.kindsHint")}
      options={NOTICE_KINDS.map((kind) => ({ value: kind, label: t(`notices.push.kind.${kind}`) }))}
      chosen={NOTICE_KINDS.filter((kind) => !props.value.off.includes(kind))}
      onChange={(chosen) => props.onChange({ ...props.value, off: NOTICE_KINDS.filter((kind) => !chosen.includes(kind)) })}
    />
  );
}
