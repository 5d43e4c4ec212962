/** What fingers and wheels do to a large image: swipe to others, pull down to close, pinch and wheel to zoom. */
import { type PointerEvent, useRef, type WheelEvent } from "react";
import type { LargeProps } from "./LargePicture";

const FAR = 60; // pixels that make a swipe
const DOWN = 110;

type Point = { x: number; y: number };

export function useGestures({ zoom, onZoom, onSwipe, onClose }: Pick<LargeProps, "zoom" | "onZoom" | "onSwipe" | "onClose">) {
  const fingers = useRef(new Map<number, Point>());
  const start = useRef<Point | null>(null);
  const pinch = useRef<{ distance: number; zoom: number } | null>(null);

  const end = (event: PointerEvent<HTMLElement>) => {
    const from = start.current;
    fingers.current.delete(event.pointerId);
    if (fingers.current.size) return;
    const wasPinch = pinch.current !== null;
    [start.current, pinch.current] = [null, null];
    if (!from || wasPinch || zoom > 1 || event.type !== "pointerup") return;
    const [across, down] = [event.clientX - from.x, event.clientY - from.y];
    if (down > DOWN && down > Math.abs(across)) return onClose();
    if (Math.abs(across) < FAR || Math.abs(across) < Math.abs(down)) return;
    const isBackward = getComputedStyle(event.currentTarget).direction === "rtl" ? across < 0 : across > 0;
    onSwipe(isBackward ? -1 : 1);
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === "mouse") return;
      const point = { x: event.clientX, y: event.clientY };
      fingers.current.set(event.pointerId, point);
      if (fingers.current.size === 1) start.current = point;
      else pinch.current = { distance: distance(fingers.current), zoom };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!fingers.current.has(event.pointerId)) return;
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (pinch.current && fingers.current.size === 2) {
        onZoom((pinch.current.zoom * distance(fingers.current)) / pinch.current.distance);
      }
    },
    onPointerUp: end,
    onPointerCancel: end,
    onDoubleClick: () => onZoom(zoom > 1 ? 1 : 2.5),
    onWheel: (event: WheelEvent<HTMLElement>) => {
      if (event.ctrlKey) onZoom(zoom * 1.01 ** -event.deltaY);
    },
  };
}

function distance(fingers: ReadonlyMap<number, Point>): number {
  const [one, other] = [...fingers.values()];
  return one && other ? Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)) : 1;
}
