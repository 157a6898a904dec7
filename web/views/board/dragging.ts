import {
  draggable,
  dropTargetForElements,
  type ElementDropTargetEventBasePayload,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";

/** Of drags of this board, among any others. */
const CARD = "board-card";

export interface Hands {
  take(lead: string): void;
  over(stage: string | null): void;
  /** Null: beside all columns, or given up. */
  letGo(lead: string, stage: string | null): void;
}

export interface Dragging {
  card(element: HTMLElement, card: { readonly lead: string; mayMove(): boolean }): () => void;
  column(element: HTMLElement, stage: string): () => void;
  close(): void;
}

/** Cards that are dragged by a pointer: the ghost, the column that lights up, and the board that comes along near its edges. */
export function createDragging(scroller: HTMLElement, hands: Hands): Dragging {
  const along = createAlong(scroller);
  const stageOf = (targets: ElementDropTargetEventBasePayload["location"]["current"]["dropTargets"]) => {
    const stage = targets[0]?.data["stage"];
    return typeof stage === "string" ? stage : null;
  };
  const close = monitorForElements({
    canMonitor: ({ source }) => source.data["kind"] === CARD,
    onDragStart: ({ location, source }) => {
      hands.take(String(source.data["lead"]));
      along.begin(location.current.input);
    },
    onDrag: ({ location }) => along.at(location.current.input),
    onDropTargetChange: ({ location }) => hands.over(stageOf(location.current.dropTargets)),
    onDrop: ({ location, source }) => {
      along.end();
      hands.letGo(String(source.data["lead"]), stageOf(location.current.dropTargets));
    },
  });
  return {
    card: (element, { lead, mayMove }) => {
      // A link and a picture are things to drag by themselves: here they are parts of the card.
      for (const part of element.querySelectorAll<HTMLElement>("a, img")) part.draggable = false;
      return draggable({
        element,
        canDrag: mayMove,
        getInitialData: () => ({ kind: CARD, lead }),
        onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
          const from = element.getBoundingClientRect();
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: () => ({ x: location.current.input.clientX - from.left, y: location.current.input.clientY - from.top }),
            render: ({ container }) => {
              const ghost = element.cloneNode(true) as HTMLElement;
              ghost.removeAttribute("draggable");
              ghost.dataset["ghost"] = "";
              Object.assign(ghost.style, { width: `${from.width}px`, height: `${from.height}px` });
              container.append(ghost);
            },
          });
        },
      });
    },
    column: (element, stage) =>
      dropTargetForElements({ element, getData: () => ({ stage }), canDrop: ({ source }) => source.data["kind"] === CARD }),
    close: () => {
      along.end();
      close();
    },
  };
}

/** From so near an edge on, what is scrolled comes along, the faster the nearer. */
const EDGE = 56;
const FASTEST = 18;

interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

function createAlong(scroller: HTMLElement) {
  let point: Point | null = null;
  let frame = 0;
  const pull = (at: number, from: number, to: number) => {
    const before = from + EDGE - at;
    const after = at - (to - EDGE);
    const way = before > 0 ? -before : after > 0 ? after : 0;
    return (Math.sign(way) * Math.min(Math.abs(way), EDGE) * FASTEST) / EDGE;
  };
  function step(): void {
    if (point === null) return;
    const { clientX, clientY } = point;
    const around = scroller.getBoundingClientRect();
    const inside = clientY >= around.top && clientY <= around.bottom;
    // `scrollLeft` is negative in a board that begins at the right: it is moved by the same pixels all the same.
    if (inside) scroller.scrollLeft += pull(clientX, around.left, around.right);
    const list = document.elementFromPoint(clientX, clientY)?.closest("[data-column]")?.querySelector("[role=list]");
    if (list != null) {
      const { top, bottom } = list.getBoundingClientRect();
      list.scrollTop += pull(clientY, top, bottom);
    }
    frame = requestAnimationFrame(step);
  }
  return {
    begin: (at: Point) => {
      point = at;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(step);
    },
    at: (now: Point) => (point = now),
    end: () => {
      point = null;
      cancelAnimationFrame(frame);
    },
  };
}
