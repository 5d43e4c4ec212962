/** The focus when a search is opened and left: in the field, and then back where it was. */
import { type RefObject, useEffect, useRef } from "react";
import { goBack } from "../routes";
import { isSearchKey } from "./searchKey";

/** Answers how to leave the search for where somebody came from. */
export function useOpening(field: RefObject<HTMLInputElement | null>): () => void {
  const left = useRef(false);
  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    field.current?.select();
    return () => void requestAnimationFrame(() => giveBack(before, left.current));
  }, [field]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isSearchKey(event)) field.current?.select();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [field]);
  return () => {
    left.current = true;
    goBack({ name: "home" });
  };
}

/** Whoever leaves by the Escape key is where they were; otherwise the focus goes back only where it would be lost. */
function giveBack(before: Element | null, always: boolean): void {
  const isLost = document.activeElement === document.body;
  if ((always || isLost) && before instanceof HTMLElement && before !== document.body) before.focus();
}
