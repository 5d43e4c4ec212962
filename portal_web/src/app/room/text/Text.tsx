import { memo, useMemo, useState } from "react";
import { useWords } from "../../words/words";
import { type Block, type Inline, parse } from "./parse";
import "./text.css";

const LONG = 1_800; // signs above which a text is folded
const SHORT = 1_200;

/** What somebody wrote, with links and light formatting. */
export const Text = memo(function Text({ body }: { body: string }) {
  const { room } = useWords();
  const [isUnfolded, setUnfolded] = useState(false);
  const isFolded = body.length > LONG && !isUnfolded;
  const blocks = useMemo(() => parse(isFolded ? `${body.slice(0, SHORT)}…` : body), [body, isFolded]);
  return (
    <div className="text" dir="auto">
      {blocks.map((block, index) => (
        <ShownBlock key={index} block={block} />
      ))}
      {isFolded && (
        <button type="button" className="text-more" onClick={() => setUnfolded(true)}>
          {room.readMore}
        </button>
      )}
    </div>
  );
});

function ShownBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "code":
      return (
        <pre dir="ltr" tabIndex={0}>
          {block.text}
        </pre>
      );
    case "quote":
      return (
        <blockquote dir="auto">
          <ShownInlines inner={block.inner} />
        </blockquote>
      );
    case "list":
      return <ShownList block={block} />;
    case "text":
      return (
        <p dir="auto">
          <ShownInlines inner={block.inner} />
        </p>
      );
  }
}

function ShownList({ block }: { block: Block & { kind: "list" } }) {
  const items = block.items.map((inner, index) => (
    <li key={index}>
      <ShownInlines inner={inner} />
    </li>
  ));
  return block.isNumbered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function ShownInlines({ inner }: { inner: readonly Inline[] }) {
  return inner.map((part, index) => <ShownInline key={index} part={part} />);
}

function ShownInline({ part }: { part: Inline }) {
  switch (part.kind) {
    case "plain":
      return part.text;
    case "code":
      return <code>{part.text}</code>;
    case "bold":
      return (
        <strong>
          <ShownInlines inner={part.inner} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <ShownInlines inner={part.inner} />
        </em>
      );
    case "link":
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.text}
        </a>
      );
  }
}
