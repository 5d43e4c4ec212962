import { useState } from "react";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { SelectField } from "../../ui/SelectField";
import { useViewer } from "../../viewer";
import { useTeamSpeech, useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { useAsked } from "../../asking/useAsked";
import { useFocusReload } from "../useFocusReload";
import { useSlowly } from "../useSlowly";
import { fetchPeople, type Member, type Members, type Sought } from "./documents";
import { InviteClient } from "./InviteClient";
import { InviteTeamMember } from "./InviteTeamMember";
import { MemberRow } from "./MemberRow";

const ANYBODY: Sought = { name: "", role: null, status: null, portalId: null };

/** Everybody of the firm and its clients. */
export function PeoplePane() {
  const { firm, team } = useTeamWords();
  const { isAdministrator } = useViewer().person;
  const [sought, seek] = useState<Sought>(ANYBODY);
  const [inviting, invite] = useState<"client" | "team" | null>(null);
  const asked = useMembers(sought);
  return (
    <div className="pane-body">
      <div className="sheet sheet-wide">
        <div className="sheet-bar">
          <Button look="primary" icon="plus" onClick={() => invite("client")}>
            {firm.inviteClient}
          </Button>
          {isAdministrator && (
            <Button icon="plus" onClick={() => invite("team")}>
              {firm.inviteTeam}
            </Button>
          )}
        </div>
        <search className="people-filter" aria-label={team.picker.search}>
          <Field
            type="search"
            label={team.picker.search}
            placeholder={team.picker.searchHint}
            value={sought.name}
            onChange={(event) => seek({ ...sought, name: event.target.value })}
          />
          <Filters sought={sought} seek={seek} />
        </search>
        <Answered asked={asked}>{(found) => <Found found={found} asked={asked} />}</Answered>
      </div>
      {inviting === "client" && <InviteClient onClose={() => invite(null)} onDone={asked.reload} />}
      {inviting === "team" && <InviteTeamMember onClose={() => invite(null)} onDone={asked.reload} />}
    </div>
  );
}

function useMembers(sought: Sought) {
  const slow = useSlowly(sought);
  const [pages, setPages] = useState(1);
  const key = JSON.stringify(slow);
  const asked = useAsked(() => fetchPeople(slow, pages), `${key} ${pages}`);
  useFocusReload(asked.reload);
  return { ...asked, showMore: () => setPages((now) => now + 1) };
}

function Filters({ sought, seek }: { sought: Sought; seek: (sought: Sought) => void }) {
  const { firm, team } = useTeamWords();
  return (
    <>
      <SelectField
        label={firm.role}
        value={sought.role ?? ""}
        options={[
          { value: "", label: firm.everybody },
          { value: "TEAM", label: firm.team },
          { value: "CLIENT", label: firm.clients },
        ]}
        onChange={(event) => seek({ ...sought, role: (event.target.value || null) as Member["role"] | null })}
      />
      <SelectField
        label={firm.status}
        value={sought.status ?? ""}
        options={[
          { value: "", label: firm.anyStatus },
          ...(["ACTIVE", "INVITED", "DEACTIVATED"] as const).map((value) => ({ value, label: team.status[value] })),
        ]}
        onChange={(event) => seek({ ...sought, status: (event.target.value || null) as Member["status"] | null })}
      />
    </>
  );
}

type FoundProps = { found: Members; asked: ReturnType<typeof useMembers> };

function Found({ found: { people, hasMore }, asked }: FoundProps) {
  const { words, formats } = useTeamSpeech();
  const { firm, team } = words;
  return (
    <>
      <p className="sheet-count" role="status">
        {asked.isLoading ? " " : firm.found(formats.number(people.length), hasMore)}
      </p>
      {people.length === 0 && (
        <Notice icon="people" title={firm.none}>
          {firm.noneHint}
        </Notice>
      )}
      <ul className="people-list people-table" aria-label={firm.list}>
        {people.map((member) => (
          <MemberRow key={member.id} member={member} reload={asked.reload} />
        ))}
      </ul>
      {hasMore && (
        <Button busy={asked.isLoading} onClick={asked.showMore}>
          {team.more}
        </Button>
      )}
    </>
  );
}
