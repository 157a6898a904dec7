import type { JSX } from "solid-js";
import { WithWords } from "../WithWords.tsx";
import { BoardScreen } from "./BoardScreen.tsx";
import { BoardLoading } from "./states.tsx";

/** Where each lead is in our way of selling: a column for each stage, live, and the open lead over its end. */
export function BoardView(): JSX.Element {
  return (
    <WithWords part="panel" fallback={<BoardLoading />}>
      <WithWords part="views" fallback={<BoardLoading />}>
        <WithWords part="board" fallback={<BoardLoading />}>
          <BoardScreen />
        </WithWords>
      </WithWords>
    </WithWords>
  );
}
