import ArrowUpDown from "lucide-solid/icons/arrow-up-down";
import Columns3 from "lucide-solid/icons/columns-3";
import Layers from "lucide-solid/icons/layers";
import ListFilter from "lucide-solid/icons/list-filter";
import ListX from "lucide-solid/icons/list-x";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { DEFAULT_SORT, sortText } from "../../../../domain/filter.ts";
import { useWords } from "../../../words/index.ts";
import { type Action, offerActions } from "../../actions.ts";
import { useColumns } from "../columns/useColumns.ts";
import { nameField } from "../filters/named.ts";
import { createNarrow, PHONE } from "../narrow.ts";
import { useListSteps } from "./list-steps.ts";

/** Offers what the list can be made into: what stands in its header and in its bar, by what it is called. It draws nothing. */
export function ListActs(props: { readonly onFilter: () => void; readonly onDisplay: () => void }): null {
  const { t } = useWords();
  const columns = useColumns();
  const { view } = columns;
  const narrow = createNarrow(PHONE);
  const steps = useListSteps({
    view,
    columns,
    onFilter: (field) => {
      nameField(field);
      props.onFilter();
    },
  });
  const act = (id: string, label: string, icon: Action["icon"], rest: Partial<Action>): Action => ({
    id: `list.${id}`,
    label,
    ...(icon !== undefined && { icon }),
    group: "list",
    whenAsked: true,
    ...rest,
  });
  offerActions(() => {
    const { filter, sort, group } = view.state();
    const table = view.layout() === "table";
    const list: Action[] = [
      act("filterBy", t("palette.list.filter"), ListFilter, { step: steps.filter }),
      act("order", t("palette.list.order"), ArrowUpDown, { step: steps.order, whenAsked: false }),
      act("display", t("leads.display"), SlidersHorizontal, { also: t("palette.also.fields"), run: props.onDisplay }),
    ];
    if (table) list.push(act("group", t("views.group"), Layers, { step: steps.group, whenAsked: false }));
    if (table && !narrow()) list.push(act("columns", t("palette.list.columns"), Columns3, { step: steps.columns }));
    if (table && !narrow() && view.columns() !== null)
      list.push(act("usualColumns", t("palette.list.usualColumns"), Columns3, { run: () => view.setColumns(null) }));
    if (filter.length > 0) list.push(act("clear", t("palette.list.clear"), ListX, { run: () => view.ask({ filter: [] }) }));
    if (sortText(sort) !== sortText(DEFAULT_SORT))
      list.push(act("usualSort", t("views.usualSort"), ArrowUpDown, { run: () => view.ask({ sort: DEFAULT_SORT }) }));
    if (table && group !== null) list.push(act("noGroup", t("views.noGroup"), Layers, { run: () => view.ask({ group: null }) }));
    return list;
  });
  return null;
}
