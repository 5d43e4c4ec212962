import { Icon } from "../../ui/Icon";
import { useTeamWords } from "../../words/office";
import type { HeldMail } from "./documents";

/** The mail as it came: the names of its files, its whole text, and the original to save. */
export function WholeMail({ mail }: { mail: HeldMail }) {
  const { tray } = useTeamWords().team;
  return (
    <div className="held-more">
      {mail.fileNames.length > 0 && (
        <p className="held-files">
          <Icon name="attach" size={16} />
          <span className="hidden-visually">{tray.files}: </span>
          <bdi>{mail.fileNames.join(", ")}</bdi>
        </p>
      )}
      {mail.wholeText && mail.wholeText.trim() !== mail.body.trim() && (
        <details>
          <summary>{tray.whole}</summary>
          <pre dir="auto" tabIndex={0} role="region" aria-label={tray.whole}>
            {mail.wholeText}
          </pre>
        </details>
      )}
      <a className="held-original" href={mail.originalUrl} download>
        <Icon name="download" size={16} />
        {tray.original}
      </a>
    </div>
  );
}
