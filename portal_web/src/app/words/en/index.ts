import { attachments } from "./attachments";
import { firm } from "./firm";
import { profile } from "./profile";
import { refusals } from "./refusals";
import { room } from "./room";
import { rooms } from "./rooms";
import { search } from "./search";
import { shell } from "./shell";
import { team } from "./team";

export default { attachments, firm, profile, refusals, room, rooms, search, shell, team };
