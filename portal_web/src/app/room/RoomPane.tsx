import { useInbox } from "../live/InboxContext";
import { PaneHeader } from "../PaneHeader";
import { useStore } from "../store";

type Props = {
  roomId: string;
  /** The position to open at; null for where reading stopped. */
  at: number | null;
  /** The attachment shown large; null for none. */
  file: string | null;
};

/** A room: its header, its messages, and where to write. */
export function RoomPane({ roomId }: Props) {
  const entry = useStore(useInbox().entries).get(roomId);
  return <PaneHeader key={roomId} title={entry?.name ?? ""} />;
}
