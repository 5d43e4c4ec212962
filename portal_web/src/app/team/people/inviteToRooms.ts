/** A client who was just invited is noted for rooms, or joins them if active already. */
import { Refusal } from "../../graphql/refusals";
import { letIn } from "../picker/letIn";
import type { Managed } from "./ManagedRooms";

type Person = { id: string; status: "ACTIVE" | "INVITED" | "DEACTIVATED" };

/** All rooms are tried. Throws the first Refusal. */
export async function inviteToRooms(person: Person, rooms: readonly Managed[]): Promise<void> {
  const refusals: Refusal[] = [];
  for (const room of rooms) {
    await letIn(room.id, [person], false).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
      refusals.push(problem);
    });
  }
  if (refusals[0]) throw refusals[0];
}
