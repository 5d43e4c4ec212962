import { useRefreshViewer } from "../../viewer";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { useAsked } from "../../asking/useAsked";
import { Appearance } from "./Appearance";
import { fetchFirm } from "./documents";
import { Logo } from "./Logo";
import { MailSettings } from "./MailSettings";
import "./settings.css";

/** What administrators set for the firm. */
export function SettingsPane() {
  const { firm } = useTeamWords();
  const asked = useAsked(fetchFirm, "firm");
  const refresh = useRefreshViewer();
  const changed = () => {
    asked.reload();
    void refresh();
  };
  return (
    <div className="pane-body">
      <div className="sheet">
        <p className="sheet-hint">{firm.settingsHint}</p>
        <Answered asked={asked}>
          {(data) => (
            <>
              <Appearance firm={data} onChanged={changed} />
              <Logo firm={data} onChanged={changed} />
              <MailSettings />
            </>
          )}
        </Answered>
      </div>
    </div>
  );
}
