import { useState } from "react";
import { go } from "../../routes";
import { IconButton } from "../../ui/IconButton";
import { Menu, MenuItem, MenuLine } from "../../ui/Menu";
import { toast } from "../../ui/toasts";
import { useViewer } from "../../viewer";
import { useTeamWords } from "../../words/office";
import { Confirm } from "../Confirm";
import { Lifting, mayLift } from "../people/Lifting";
import { PersonLine } from "../PersonLine";
import { type Affairs, acts, type Participant } from "./documents";
import { Reading } from "./Reading";

type Props = { participant: Participant; room: Affairs; now: Date; reload: () => void };

/** One who takes part, and what to do about them. */
export function ParticipantRow({ participant, room, now, reload }: Props) {
  const { team } = useTeamWords();
  const viewer = useViewer();
  const { person, onlineUntil } = participant;
  const isOnline = onlineUntil !== null && new Date(onlineUntil) > now && team.details.online;
  const isManager = room.manager?.id === person.id;
  const isSelf = person.id === viewer.person.id;
  const portals = (person.portals ?? []).map(({ name }) => name).join(", ");
  return (
    <li className="person">
      <PersonLine person={person} isOnline={isOnline} mark={isSelf ? team.details.you : null}>
        <span className="person-line" dir="auto">
          {isManager ? team.details.manager : person.role === "TEAM" ? team.teamMember : portals}
        </span>
        {person.role === "CLIENT" && <Reading participant={participant} room={room} now={now} />}
      </PersonLine>
      <Doings participant={participant} room={room} isManager={isManager} isSelf={isSelf} reload={reload} />
    </li>
  );
}

type DoingsProps = Omit<Props, "now"> & { isManager: boolean; isSelf: boolean };

function Doings({ participant, room, isManager, isSelf, reload }: DoingsProps) {
  const { details, reach } = useTeamWords().team;
  const [asked, ask] = useState<"remove" | "transfer" | "lift" | null>(null);
  const { person, readPosition } = participant;
  const may = (action: Affairs["viewerMay"][number]) => room.viewerMay.includes(action);
  const isClient = person.role === "CLIENT";
  const unread = isClient && readPosition < room.lastPosition;
  const seeAs = isClient && may("SEE_AS");
  const transfer = !isClient && !isManager && person.status === "ACTIVE" && may("TRANSFER");
  const suppression = person.mail?.suppression;
  const lift = mayLift(suppression);
  const remove = !isManager && may("REMOVE_PARTICIPANTS");
  if (!unread && !seeAs && !transfer && !lift && !remove) return null;
  const label = details.actions(person.name);
  const end = () => ask(null);
  return (
    <>
      <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
        {seeAs && (
          <MenuItem icon="person" onSelect={() => go({ name: "room", roomId: room.id, as: person.id })}>
            {details.seeAs}
          </MenuItem>
        )}
        {unread && (
          <MenuItem icon="arrowUp" onSelect={() => goToPosition(room.id, readPosition + 1)}>
            {details.goToRead}
          </MenuItem>
        )}
        {transfer && (
          <MenuItem icon="key" onSelect={() => ask("transfer")}>
            {details.transfer}
          </MenuItem>
        )}
        {lift && (
          <MenuItem icon="retry" onSelect={() => ask("lift")}>
            {reach.lift}
          </MenuItem>
        )}
        {remove && (seeAs || transfer || unread || lift) && <MenuLine />}
        {remove && (
          <MenuItem icon="signOut" danger onSelect={() => ask("remove")}>
            {details.remove}
          </MenuItem>
        )}
      </Menu>
      {asked === "lift" && lift && (
        <Lifting personId={person.id} suppression={suppression} onDone={reload} onClose={end} />
      )}
      {asked === "remove" && (
        <Confirm
          title={details.removeTitle(person.name)}
          hint={details.removeHint}
          label={details.remove}
          danger
          act={() => acts.remove(room.id, person.id)}
          onDone={() => {
            toast({ text: details.removed(person.name) });
            if (isSelf) go({ name: "home" });
            else reload();
          }}
          onClose={end}
        />
      )}
      {asked === "transfer" && (
        <Confirm
          title={details.transferTitle(person.name)}
          hint={details.transferHint}
          label={details.transfer}
          act={() => acts.transfer(room.id, person.id)}
          onDone={() => {
            toast({ text: details.transferred(person.name) });
            reload();
          }}
          onClose={end}
        />
      )}
    </>
  );
}

/** In place of the details where they cover the messages, so that closing them leads back to the room all the same. */
function goToPosition(roomId: string, at: number): void {
  const covers = matchMedia("(width < 48rem)").matches;
  go({ name: "room", roomId, at, ...(!covers && { details: true }) }, { replace: true });
}
