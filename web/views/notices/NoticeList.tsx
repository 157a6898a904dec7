import { createMemo, For, type JSX, Show } from "solid-js";
import type { NoticeRow } from "../../store/notices.ts";
import { useWords } from "../../words/index.ts";
import { NoticeItem } from "./NoticeItem.tsx";
import { useNoticeWords } from "./words.ts";

interface Listed {
  readonly rows: readonly NoticeRow[];
  readonly opened: string | null;
  readonly active: string | null;
  readonly address: (notice: NoticeRow) => string | null;
  readonly onActive: (id: string) => void;
  readonly onOpen: (notice: NoticeRow) => void;
  readonly onRead: (id: string) => void;
}

/** Notices under their days, the newest first. */
export function NoticeList(props: Listed): JSX.Element {
  const { t } = useWords();
  const words = useNoticeWords();
  // Drawn by their ids: what is on the page keeps its focus whatever is added.
  const days = createMemo(() => [...new Set(props.rows.map(({ at }) => words.dayOf(at)))], [], { equals: (a, b) => a.join() === b.join() });
  const of = (day: number) => props.rows.filter(({ at }) => words.dayOf(at) === day);
  return (
    <div role="group" aria-label={t("notices.list")}>
      <For each={days()}>
        {(day) => (
          <section aria-label={words.day(of(day)[0]?.at ?? 0)}>
            <h2 class="px-4 pt-4 pb-1.5 text-small font-medium text-text-quiet first-letter:uppercase md:px-6">
              {words.day(of(day)[0]?.at ?? 0)}
            </h2>
            <ul>
              <For each={of(day).map(({ id }) => id)}>
                {(id) => (
                  <li>
                    <Show when={props.rows.find((row) => row.id === id)}>
                      {(notice) => (
                        <NoticeItem
                          notice={notice()}
                          href={props.address(notice())}
                          opened={props.opened === id}
                          active={props.active === id}
                          onActive={() => props.onActive(id)}
                          onOpen={() => props.onOpen(notice())}
                          onRead={() => props.onRead(id)}
                        />
                      )}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </div>
  );
}
