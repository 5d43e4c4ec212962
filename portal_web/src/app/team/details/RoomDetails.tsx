import { useEffect, useRef } from "react";
import { goBack } from "../../routes";
import { IconButton } from "../../ui/IconButton";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { About } from "./About";
import { Archiving } from "./Archiving";
import { Invitations } from "./Invitations";
import { Participants } from "./Participants";
import { PortalLink } from "./PortalLink";
import { useEscape } from "../useEscape";
import { useFocusKept } from "../useFocusKept";
import { useDetails } from "./useDetails";
import "../team.css";
import "./details.css";

/** What the team knows of a room and does to it, beside the messages; on a phone in their place. */
export default function RoomDetails({ roomId }: { roomId: string }) {
  const { details: words } = useTeamWords().team;
  const details = useDetails(roomId);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useFocusKept(heading, details.data);
  const close = () => goBack({ name: "room", roomId });
  const place = useEscape(close);
  return (
    <section className="details" aria-label={words.title} ref={place}>
      <header className="details-bar">
        <div className="details-heading">
          <h2 ref={heading} tabIndex={-1}>
            {words.title}
          </h2>
          <p className="pane-hint">{words.onlyTeam}</p>
        </div>
        <IconButton icon="close" label={words.close} onClick={close} />
      </header>
      <div className="details-body">
        <Answered asked={details}>
          {(data) => (
            <>
              <About room={data.room} reload={details.reload} />
              <Participants details={data} reload={details.reload} showMore={details.showMore} />
              <Invitations room={data.room} reload={details.reload} />
              <PortalLink room={data.room} reload={details.reload} />
              <Archiving room={data.room} reload={details.reload} />
            </>
          )}
        </Answered>
      </div>
    </section>
  );
}
