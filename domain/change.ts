import type { Visibility } from "./rights.ts";

/** One row of the change log as it is written (EV1). `seq` is the database's. */
export interface LoggedChange {
  readonly entity: "lead" | "member" | "team" | "workspace";
  readonly id: string;
  readonly op: "create" | "update" | "erase";
  readonly fields: readonly string[];
  readonly before: Visibility | null;
  readonly after: Visibility | null;
}

/** Who did something, and from where: the part of an audit record that a request knows. `person` is null for the system. */
export interface Doer {
  readonly person: string | null;
  /** Whom or what they act for: the person they stand in for, or the grant that lets support in. */
  readonly onBehalf?: string | undefined;
  readonly ip: string | null;
  readonly browser: string | null;
  readonly request: string | null;
}

/** One audit record's own part (AU1). `detail` holds before and after; secrets and answers never get in. */
export interface Audited {
  readonly act: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
