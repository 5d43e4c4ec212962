import { useRef } from "react";
import { bringPicture } from "../attachments/bringPicture";
import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { changePicture } from "./documents";
import type { Known } from "./useProfile";

/** The picture somebody is shown by; the server cuts the square in its middle. */
export function PicturePart({ changed }: Known) {
  const { profile: words } = useWords();
  const { person } = useViewer();
  const acting = useAct();
  const field = useRef<HTMLInputElement>(null);
  const take = (uploadId: string | null) => act(changePicture, { input: { uploadId } });
  const choose = (file: File | undefined) => {
    if (file) {
      void acting.run(async () => {
        await bringPicture(file, "PICTURE", take);
        await changed({ viewer: null }, words.pictureChanged);
      });
    }
  };
  const remove = () =>
    void acting.run(async () => {
      await take(null);
      await changed({ viewer: null }, words.pictureRemoved);
    });
  return (
    <div className="profile-picture">
      <Avatar name={person.name} url={person.avatarUrl} size={72} />
      <div className="profile-picture-words">
        <div className="profile-actions">
          <input
            ref={field}
            type="file"
            accept="image/*"
            hidden
            aria-label={words.pictureChoose}
            onChange={(event) => {
              choose(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
          <Button icon="image" busy={acting.isBusy} onClick={() => field.current?.click()}>
            {words.pictureChoose}
          </Button>
          {person.avatarUrl && (
            <Button icon="trash" aria-disabled={acting.isBusy} onClick={acting.isBusy ? undefined : remove}>
              {words.pictureRemove}
            </Button>
          )}
        </div>
        <p className="field-hint" role="status">
          {acting.isBusy ? words.pictureWorking : words.pictureHint}
        </p>
        <Refused says={acting.besides()} />
      </div>
    </div>
  );
}
