import { type JSX, onCleanup } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";
import { CronList, CronsLoading } from "./CronList.tsx";
import { JobList } from "./JobList.tsx";
import { Page } from "./Page.tsx";
import { Card, Part } from "./Part.tsx";

const CRONS_MS = 5_000;
/** A job's bar should be seen to move. */
const JOBS_MS = 2_000;

/** What runs by the clock, and long work under way. */
export function Work(): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  onCleanup(console.follow(console.crons.read, CRONS_MS));
  onCleanup(console.follow(console.jobs.read, JOBS_MS));
  return (
    <Page title={t("console.work")}>
      <Card title={t("console.cron.title")}>
        <Part of={console.crons} skeleton={<CronsLoading />}>
          {(crons) => <CronList crons={crons()} />}
        </Part>
      </Card>
      <Card title={t("console.job.title")}>
        <Part of={console.jobs}>{(jobs) => <JobList jobs={jobs()} />}</Part>
      </Card>
    </Page>
  );
}
