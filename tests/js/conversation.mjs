// A client and a team member converse by public clients through two web processes, while sockets and processes die.
// Asks its parent for deaths on standard output, `kill 0`, and goes on when a line tells that it has happened.
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { library, person, until } from "./portal.mjs";

const { packages, urls, client, member, room: name } = JSON.parse(process.argv[2]);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ROOMS = `query { rooms { nodes { id name lastPosition eventCursor participants { nodes { person { name } } } } } }`;
const EVENTS = `
  subscription Events($roomId: ID!, $after: String) { roomEvents(roomId: $roomId, after: $after) {
    __typename
    ... on Event { cursor }
    ... on MessageSent {
      message { position body author { name person { name } } }
      room { participants { nodes { person { name } } } }
    }
  } }
`;
const SEND = `
  mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { message { position } userErrors { code } } }
`;

const gate = { open: Promise.resolve(), close() { this.open = new Promise((resolve) => { this.release = resolve; }); } };
const parts = await library(packages);
const cast = {
  client: await person(parts, urls[0], client, () => gate.open),
  member: await person(parts, urls[1], member, () => gate.open),
  forgetful: await person(parts, urls[0], client, () => gate.open),
};
for (const who of Object.values(cast)) {
  const { data } = await who.client.query(ROOMS, {}).toPromise();
  who.room = data.rooms.nodes.find((room) => room.name === name);
  who.events = [];
}
for (const who of [cast.client, cast.member]) {
  const variables = { roomId: who.room.id, after: who.room.eventCursor };
  who.client.subscription(EVENTS, variables).subscribe((result) => hear(who, result));
}
const payload = { query: EVENTS, variables: { roomId: cast.forgetful.room.id, after: cast.forgetful.room.eventCursor } };
const ignore = { error() {}, complete() {} };
cast.forgetful.socket.subscribe(payload, { ...ignore, next: (result) => {
  hear(cast.forgetful, result);
  delete payload.variables.after; // it asks for what comes from now on, as whoever keeps no cursor does
} });

function hear(who, { data, error }) {
  if (error) throw error;
  if (data.roomEvents.__typename === "MessageSent") who.events.push(data.roomEvents);
}

const sent = [];
async function say(who) {
  const input = { roomId: who.room.id, clientMessageId: randomUUID(), body: `Line ${sent.length + 1}` };
  await until(async () => (await who.client.mutation(SEND, { input }).toPromise()).data?.sendMessage.message);
  sent.push(input.body);
}
async function everybodyHeard(...others) {
  await until(() => [cast.client, cast.member, ...others].every((who) => who.events.length >= sent.length));
}
async function killed(number) {
  console.log(`kill ${number}`);
  await answers.next();
}

for (let turn = 0; turn < 10; turn += 1) {
  await say(turn % 2 ? cast.member : cast.client);
  await everybodyHeard(cast.forgetful);
}
gate.close();
cast.client.socket.terminate();
cast.forgetful.socket.terminate();
for (let turn = 0; turn < 5; turn += 1) await say(turn % 2 ? cast.member : cast.client);
gate.release();
await everybodyHeard();
for (const [number, alive] of [[0, cast.member], [1, cast.client]]) {
  await killed(number);
  for (let turn = 0; turn < 5; turn += 1) await say(alive);
  await everybodyHeard();
  for (let turn = 0; turn < 4; turn += 1) await say(turn % 2 ? cast.member : cast.client);
  await everybodyHeard();
}
const told = Object.entries(cast).map(([key, { signedIn, room, events, reconnected }]) => [
  key, { viewer: signedIn.viewer, room, events, reconnected: reconnected.count },
]);
process.stdout.write(`${JSON.stringify({ sent, ...Object.fromEntries(told) })}\n`, () => process.exit(0));
