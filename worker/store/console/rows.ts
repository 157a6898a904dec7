import type { ChangeRow, DeliveryRow } from "../../../domain/console.ts";

/** Columns of the console's rows, and how they are read. No lead's name, phone, email or answer is in any of these tables. */

/** A delivery as `d`, with its changes counted by Page and state. */
export const DELIVERY = `d.id, d.received_at AS receivedAt, d.verdict, d.bytes, d.leads, d.ignored, d.bad, d.repeats, d.colo, d.country, d.ip, d.browser,
  (SELECT json_group_array(json_array(told.page, told.name, told.workspace, told.workspaceName, told.state, told.count)) FROM (
    SELECT c.page, p.name, w.id AS workspace, w.name AS workspaceName, c.state, count(*) AS count
    FROM change AS c LEFT JOIN page AS p ON p.id = c.page LEFT JOIN workspace AS w ON w.id = ifnull(c.workspace_id, p.workspace_id)
    WHERE c.delivery = d.id GROUP BY c.page, c.state ORDER BY c.page LIMIT 40) AS told) AS told`;

type Told = readonly [string, string | null, string | null, string | null, keyof DeliveryRow["states"], number];
export type RawDelivery = Omit<DeliveryRow, "pages" | "states"> & { readonly told: string };

export function deliveryOf({ told, ...rest }: RawDelivery): DeliveryRow {
  const parts = JSON.parse(told) as readonly Told[];
  const states = { waiting: 0, done: 0, parked: 0, unread: 0 };
  const pages = new Map<string, DeliveryRow["pages"][number]>();
  for (const [page, name, workspace, workspaceName, state, count] of parts) {
    states[state] += count;
    pages.set(page, { id: page, name, workspace: placeOf(workspace, workspaceName) });
  }
  return { ...rest, pages: [...pages.values()], states };
}

/** A change as `c`, its Page as `p` and its workspace as `w`. */
export const CHANGE = `c.lead, c.page, p.name AS pageName, w.id AS workspace, w.name AS workspaceName, c.form, c.state, c.reason, c.failure, c.attempts, c.repeats,
  c.created_at AS createdAt, c.due_at AS dueAt, c.settled_at AS settledAt, c.trace`;
export const CHANGE_FROM = `change AS c LEFT JOIN page AS p ON p.id = c.page LEFT JOIN workspace AS w ON w.id = ifnull(c.workspace_id, p.workspace_id)`;

export type RawChange = Omit<ChangeRow, "page"> & {
  readonly page: string;
  readonly pageName: string | null;
  readonly workspace: string | null;
  readonly workspaceName: string | null;
};

export function changeOf({ page, pageName, workspace, workspaceName, ...rest }: RawChange): ChangeRow {
  return { ...rest, page: { id: page, name: pageName, workspace: placeOf(workspace, workspaceName) } };
}

export function placeOf(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null || name === null ? null : { id, name };
}

/** A place in a list that is sorted by time and id. */
export function placeIn(after: string | undefined): { readonly at: number; readonly id: string } {
  if (after === undefined) return { at: Number.MAX_SAFE_INTEGER, id: "" };
  const dot = after.indexOf(".");
  return { at: Number(after.slice(0, dot)), id: after.slice(dot + 1) };
}
