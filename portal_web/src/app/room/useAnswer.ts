/** What a question is answered, once, for a window that was opened for it. */
import { useEffect, useState } from "react";

type Answer<Data> = { readonly data: Data | null; readonly problem: unknown };

export function useAnswer<Data>(question: () => Promise<Data>, key: string): Answer<Data> {
  const [answer, setAnswer] = useState<Answer<Data>>({ data: null, problem: null });
  useEffect(() => {
    let isOver = false;
    question().then(
      (data) => isOver || setAnswer({ data, problem: null }),
      (problem: unknown) => isOver || setAnswer({ data: null, problem }),
    );
    return () => {
      isOver = true;
    };
    // asked again only for another thing
  }, [key]);
  return answer;
}
