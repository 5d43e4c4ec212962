import { plurals } from "../plurals";

const plural = plurals("en");

export const attachments = {
  image: "Picture",
  file: "File",
  chosen: "Files that go with the message",
  progress: (there: number, all: number) =>
    plural(all, { one: `${there} of # file uploaded.`, other: `${there} of # files uploaded.` }),
  failedCount: (count: number) => plural(count, { one: "# could not be uploaded.", other: "# could not be uploaded." }),
  uploading: (name: string) => `Uploading ${name}`,
  cancel: (name: string) => `Cancel ${name}`,
  remove: (name: string) => `Remove ${name}`,
  retry: (name: string) => `Try ${name} again`,
  whenThere: "Is sent as soon as the files are uploaded.",
  waitNot: "Do not send yet",
  stuck: "Try the file again or remove it, then send.",
  tooMany: (most: string) => `At most ${most} files go with one message.`,
  tooLarge: (limit: string) => `Too large: a file may have at most ${limit}.`,
  tooMuch: (limit: string) => `Too much together: at most ${limit}.`,
  unreadable: "This file cannot be read.",
  open: (name: string) => `Open ${name}`,
  more: (count: string) => `and ${count} more`,
  moves: "GIF",
  coming: "Being prepared…",
  scanning: "Being checked for viruses…",
  refusedWhy: (why: string) => `Cannot be shown${why && `: ${why}`}`,
  blocked: "Blocked: a virus was found.",
  download: (name: string, size: string) => `Download ${name}, ${size}`,
  save: (name: string) => `Download ${name}`,
  picture: (name: string, author: string, time: string) => `${name}, sent by ${author}, ${time}`,
  sentBy: (author: string, time: string) => `${author} · ${time}`,
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  previous: "Previous picture",
  next: "Next picture",
  place: (place: string, all: string) => `${place} of ${all}`,
};
