import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import EyeOff from "lucide-solid/icons/eye-off";
import MoveHorizontal from "lucide-solid/icons/move-horizontal";
import type { JSX } from "solid-js";
import { isServerSort } from "../../../../domain/filter.ts";
import { HELD_AT_MOST } from "../../../store/views.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Menu, type MenuItem } from "../../../ui/Menu.tsx";
import { useWords } from "../../../words/index.ts";
import { WithWords } from "../../WithWords.tsx";
import type { Shown } from "../shown.ts";
import { sortOfColumn } from "./all.ts";
import { useColumnName, useSortName } from "./sorts.ts";
import { useColumns } from "./useColumns.ts";

const WIDER = 40;

/** What can be done with one column: put the list in its order, move it, make it wider, hide it. */
export function HeadMenu(props: {
  readonly shown: Shown;
  readonly column: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
  readonly byKeys: boolean;
}): JSX.Element {
  const { t } = useWords();
  const columns = useColumns();
  const name = useColumnName();
  const sortName = useSortName();
  const items = (): MenuItem[] => {
    const by = sortOfColumn(props.column);
    const sorts: MenuItem[] = [];
    if (by !== undefined) {
      const off = !columns.view.fits() && !isServerSort({ by, down: false });
      for (const down of [false, true])
        sorts.push({
          label: sortName({ by, down }),
          icon: () => <Icon of={down ? ArrowDown : ArrowUp} size={14} />,
          checked: columns.view.state().sort.by === by && columns.view.state().sort.down === down,
          disabled: off,
          ...(off ? { note: t("views.tooManyShort", { n: HELD_AT_MOST }) } : {}),
          onSelect: () => columns.view.ask({ sort: { by, down } }),
        });
      sorts.push({ separator: true });
    }
    return [
      ...sorts,
      {
        label: t("views.wider"),
        icon: () => <Icon of={MoveHorizontal} size={14} />,
        onSelect: () => columns.resize(props.column, columns.widthOf(props.column) + WIDER),
      },
      { label: t("views.narrower"), onSelect: () => columns.resize(props.column, columns.widthOf(props.column) - WIDER) },
      ...(props.column === "name"
        ? []
        : [
            { label: t("views.toStart"), disabled: !columns.canStep(props.column, -1), onSelect: () => columns.step(props.column, -1) },
            { label: t("views.toEnd"), disabled: !columns.canStep(props.column, 1), onSelect: () => columns.step(props.column, 1) },
            { separator: true as const },
            {
              label: t("views.hide"),
              icon: () => <Icon of={EyeOff} size={14} />,
              onSelect: () => columns.toggle(props.column),
            },
          ]),
    ];
  };
  return (
    <WithWords part="panel">
      <WithWords part="views">
        <Menu
          label={name(props.column)}
          items={items()}
          open={props.open}
          onOpenChange={(open) => props.onOpenChange(open)}
          anchor={props.anchor}
          byKeys={props.byKeys}
        />
      </WithWords>
    </WithWords>
  );
}
