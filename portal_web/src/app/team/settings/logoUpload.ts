/** Brings a picture to the server and makes it the firm's logo. */
import { bring } from "../../attachments/bring";
import { pause } from "../../graphql/backoff";
import { act } from "../../graphql/client";
import { graphql } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";

const ChangeLogo = graphql(`
  mutation ChangeLogo($input: ChangeLogoInput!) { changeLogo(input: $input) { userErrors { code message field } } }
`);

const TRIES = 40; // looks whether the picture has been looked at
const BETWEEN = 500; // milliseconds

/** Throws Refusal, UPLOAD_REFUSED for what is no picture or cannot be read. */
export async function changeLogo(file: File): Promise<void> {
  await shown(await brought(file));
}

async function brought(file: File): Promise<string> {
  try {
    return await bring(file, "LOGO", () => {}).done;
  } catch (problem) {
    throw problem instanceof DOMException ? new Refusal("UPLOAD_REFUSED", "") : problem;
  }
}

/** Ask until the picture has been looked at. */
async function shown(uploadId: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act(ChangeLogo, { input: { uploadId } });
      return;
    } catch (problem) {
      const waits = problem instanceof Refusal && problem.code === "UPLOAD_INCOMPLETE";
      if (!waits || tries >= TRIES) throw problem;
      await pause(BETWEEN);
    }
  }
}

export const removeLogo = () => act(ChangeLogo, { input: { uploadId: null } });
