import type { DeliveryRow, PageRef } from "../../../domain/console.ts";
import type { Format, Translate } from "../../words/index.ts";

const KILOBYTE = 1024;

export function sizeWords(t: Translate, format: Format, bytes: number): string {
  return bytes < KILOBYTE
    ? t("console.log.bytes", { n: format.number(bytes) })
    : t("console.log.kilobytes", { n: format.number(bytes / KILOBYTE) });
}

export function placeWords(row: Pick<DeliveryRow, "colo" | "country">): string {
  return [row.colo, row.country].filter((part) => part !== null).join(" · ") || "–";
}

export function pageWords(t: Translate, page: PageRef): string {
  return page.name ?? t("console.log.unknownPage", { id: page.id });
}
