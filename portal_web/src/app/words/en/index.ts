import { attachments } from "./attachments";
import { profile } from "./profile";
import { refusals } from "./refusals";
import { room } from "./room";
import { rooms } from "./rooms";
import { search } from "./search";
import { shell } from "./shell";
import { team } from "./team";

export default { attachments, profile, refusals, room, rooms, search, shell, team };
