import { expect, test } from "vitest";
import { FileQueue, isBusy, MOST_FILES } from "./queue";
import { rangeOf, refusalOf } from "./door";

type Under = { file: File; arrive: (id: string) => void; fail: (problem: unknown) => void; progress: (bytes: number) => void };

function watched() {
  const under: Under[] = [];
  const givenUp: string[] = [];
  const queue = new FileQueue((file, progress) => {
    let settle: Pick<Under, "arrive" | "fail">;
    const done = new Promise<string>((arrive, fail) => (settle = { arrive, fail }));
    under.push({ file, progress, arrive: (id) => settle.arrive(id), fail: (problem) => settle.fail(problem) });
    return { done, giveUp: () => givenUp.push(file.name) };
  });
  const states = () => queue.chips.get().map(({ file, state }) => `${file.name} ${state}`);
  return { queue, under, givenUp, states };
}

const files = (...names: string[]) => names.map((name) => new File(["four"], name));
const turn = () => new Promise((resolve) => setTimeout(resolve));

test("three files come at a time, in their order", async () => {
  const { queue, under, states } = watched();
  queue.add(files("a", "b", "c", "d"));
  expect(states()).toEqual(["a coming", "b coming", "c coming", "d waiting"]);
  under[1]?.arrive("upload b");
  await turn();
  expect(states()).toEqual(["a coming", "b there", "c coming", "d coming"]);
  expect(isBusy(queue.chips.get())).toBe(true);
});

test("what is taken out is given up, whether it has come or not, and leaves its place to the next", async () => {
  const { queue, under, givenUp, states } = watched();
  queue.add(files("a", "b", "c", "d"));
  under[0]?.arrive("upload a");
  await turn();
  for (const { key } of queue.chips.get().slice(0, 2)) queue.cancel(key);
  expect(givenUp).toEqual(["a", "b"]);
  expect(states()).toEqual(["c coming", "d coming"]);
});

test("what failed waits for the person, and is tried again when they say so", async () => {
  const { queue, under, states } = watched();
  queue.add(files("a"));
  under[0]?.progress(3);
  under[0]?.fail("no");
  await turn();
  expect(queue.chips.get()).toMatchObject([{ state: "failed", problem: "no" }]);
  queue.retry(1);
  under[1]?.arrive("upload a");
  await turn();
  expect(states()).toEqual(["a there"]);
});

test("what is sent is given up no more", async () => {
  const { queue, under, givenUp } = watched();
  queue.add(files("a"));
  under[0]?.arrive("upload a");
  await turn();
  expect(queue.take().map(({ uploadId }) => uploadId)).toEqual(["upload a"]);
  queue.clear();
  expect(givenUp).toEqual([]);
});

test("a message takes so many files and tells how many are too many", () => {
  const { queue } = watched();
  const many = files(...Array.from({ length: MOST_FILES + 2 }, (_, place) => String(place)));
  expect(queue.add(many)).toBe(2);
  expect(queue.chips.get()).toHaveLength(MOST_FILES);
});

test("an upload goes on with the byte that comes next", () => {
  expect(rangeOf(4, 10)).toBe("bytes 4-9/10");
  expect(rangeOf(10, 10)).toBe("bytes */10");
});

test("some answers of the door pass by themselves, and others do not", () => {
  for (const status of [408, 409, 500, 503]) expect(refusalOf(status, "").passes).toBe(true);
  expect(refusalOf(422, '{"code":"INVALID","message":"No."}')).toMatchObject({ code: "INVALID", message: "No.", passes: false });
  expect(refusalOf(403, "<Error/>")).toMatchObject({ code: "INTERNAL", passes: false });
});
