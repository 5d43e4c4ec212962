import type { KeyboardEvent, RefObject } from "react";
import { Icon } from "../ui/Icon";
import { IconButton } from "../ui/IconButton";
import { useWords } from "../words/words";

type Props = {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  placeholder: string;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

const LONGEST = 500; // characters that the contract takes

/** Where the words are typed. */
export function SearchField({ field, text, placeholder, onChange, onKeyDown }: Props) {
  const { search } = useWords();
  const clear = () => {
    onChange("");
    field.current?.focus();
  };
  return (
    <div className="search-field">
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        enterKeyHint="search"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST}
        aria-label={placeholder}
        aria-keyshortcuts="Control+K Meta+K"
        placeholder={placeholder}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text && <IconButton icon="close" size={16} label={search.clear} onClick={clear} />}
    </div>
  );
}
