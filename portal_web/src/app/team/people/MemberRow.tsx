import { useState } from "react";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { Menu, MenuItem, MenuLine } from "../../ui/Menu";
import { toast } from "../../ui/toasts";
import { useViewer } from "../../viewer";
import { refused } from "../../words/refused";
import { useTeamSpeech, useTeamWords } from "../../words/office";
import { Confirm } from "../Confirm";
import { PersonLine } from "../PersonLine";
import { acts, type Member } from "./documents";
import { InviteClient } from "./InviteClient";
import { Lifting, mayLift } from "./Lifting";

type Props = { member: Member; reload: () => void };

/** Somebody in the list of people. */
export function MemberRow({ member, reload }: Props) {
  const { team } = useTeamWords();
  const suppression = member.mail?.suppression;
  const role = member.isAdministrator ? team.administrator : team.teamMember;
  return (
    <li className="person">
      <PersonLine person={member}>
        <span className="person-line">
          <bdi>{member.email}</bdi>
        </span>
        <span className="person-line" dir="auto">
          {member.role === "TEAM" ? role : (member.portals ?? []).map(({ name }) => name).join(", ")}
        </span>
        {suppression && (
          <span className="person-line reach" data-bad title={team.reach[suppression.kind]}>
            <Icon name="warning" size={14} />
            {team.reach.BOUNCING}
            {suppression.kind === "COMPLAINT" && `: ${team.reach.COMPLAINT}`}
          </span>
        )}
      </PersonLine>
      <span className="chip" data-status={member.status}>
        {team.status[member.status]}
      </span>
      <Doings member={member} reload={reload} />
    </li>
  );
}

/** What may be done about them by whoever looks: the team's own people are looked after by administrators. */
function Doings({ member, reload }: Props) {
  const speech = useTeamSpeech();
  const { words } = speech;
  const { firm } = words;
  const viewer = useViewer().person;
  const [asked, ask] = useState<"deactivate" | "portals" | "lift" | null>(null);
  const isClient = member.role === "CLIENT";
  const resend = member.status === "INVITED" && (isClient || viewer.isAdministrator);
  const portals = isClient && member.status !== "DEACTIVATED";
  const deactivate = viewer.isAdministrator && member.status !== "DEACTIVATED";
  const suppression = member.mail?.suppression;
  const lift = mayLift(suppression);
  const label = firm.actions(member.name);
  const sendAgain = async () => {
    try {
      await acts.resend(member.id);
      toast({ text: firm.resent(member.name) });
    } catch (problem) {
      toast({ text: refused(speech, problem), look: "bad" });
    }
    reload();
  };
  if (!resend && !portals && !lift && !deactivate) return <span className="person-nothing" />;
  return (
    <>
      <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
        {resend && (
          <MenuItem icon="mail" onSelect={() => void sendAgain()}>
            {firm.resend}
          </MenuItem>
        )}
        {portals && (
          <MenuItem icon="portal" onSelect={() => ask("portals")}>
            {firm.morePortals}
          </MenuItem>
        )}
        {lift && (
          <MenuItem icon="retry" onSelect={() => ask("lift")}>
            {words.team.reach.lift}
          </MenuItem>
        )}
        {deactivate && (resend || portals || lift) && <MenuLine />}
        {deactivate && (
          <MenuItem icon="lock" danger onSelect={() => ask("deactivate")}>
            {firm.deactivate}
          </MenuItem>
        )}
      </Menu>
      {asked === "portals" && <InviteClient member={member} onClose={() => ask(null)} onDone={reload} />}
      {asked === "lift" && lift && (
        <Lifting personId={member.id} suppression={suppression} onDone={reload} onClose={() => ask(null)} />
      )}
      {asked === "deactivate" && (
        <Confirm
          title={firm.deactivateTitle(member.name)}
          hint={isClient ? firm.deactivateHint : `${firm.deactivateHint} ${firm.deactivateTeamHint}`}
          label={firm.deactivate}
          danger
          act={() => acts.deactivate(member.id)}
          onDone={() => {
            toast({ text: firm.deactivated(member.name) });
            reload();
          }}
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}
