import type { Browser, Clock } from "../../connection/edge.ts";
import type { PeopleApi } from "../../connection/people.ts";
import type { RecordsApi } from "../../connection/records.ts";
import { createGeneral, type General } from "./general.ts";
import { createHeadMail, type HeadMail } from "./headmail.ts";
import { createPeople, type PeopleStore } from "./people.ts";
import { createRecords, type RecordsLog } from "./records.ts";
import { createSessions, type MemberSessions } from "./sessions.ts";
import { createVerification, type Verification } from "./verification.ts";

export interface SettingsDeps {
  readonly people: PeopleApi;
  readonly records: RecordsApi;
  readonly clock: Clock;
  readonly browser: Browser;
}

/** What the settings screens of one workspace share. Each reads when its screen opens. */
export interface Settings {
  readonly general: General;
  readonly people: PeopleStore;
  readonly records: RecordsLog;
  readonly verification: Verification;
  readonly mail: HeadMail;
  sessionsOf(person: string): MemberSessions;
  close(): void;
}

export function createSettings({ people: api, records, clock, browser }: SettingsDeps): Settings {
  const general = createGeneral({ api, clock, browser });
  const people = createPeople({ api, clock, browser });
  const verification = createVerification(records);
  return {
    general,
    people,
    records: createRecords(records),
    verification,
    mail: createHeadMail(records),
    sessionsOf: (person) => createSessions(api, person),
    close: () => {
      general.close();
      people.close();
      verification.stop();
    },
  };
}
