/** Brings a picture to the server and makes it the firm's logo. */
import { pause } from "../../graphql/backoff";
import { act } from "../../graphql/client";
import { graphql } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";

const CreateLogoUpload = graphql(`
  mutation CreateLogoUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload { id url method headers { name value } }
      userErrors { code message field }
    }
  }
`);
const CompleteLogoUpload = graphql(`
  mutation CompleteLogoUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) { userErrors { code message field } }
  }
`);
const ChangeLogo = graphql(`
  mutation ChangeLogo($input: ChangeLogoInput!) { changeLogo(input: $input) { userErrors { code message field } } }
`);

const TRIES = 40; // looks whether the picture has been looked at
const BETWEEN = 500; // milliseconds

/** Throws Refusal, UPLOAD_REFUSED for what is no picture. */
export async function changeLogo(file: File): Promise<void> {
  const input = { fileName: file.name, size: file.size, purpose: "LOGO" as const };
  const { upload } = await act(CreateLogoUpload, { input });
  if (!upload) throw new Refusal("INTERNAL", "");
  const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]));
  const answer = await fetch(upload.url, { method: upload.method, headers, body: file }).catch(() => null);
  if (!answer) throw new Refusal("UNREACHABLE", "");
  if (!answer.ok) throw new Refusal("UPLOAD_REFUSED", "");
  await act(CompleteLogoUpload, { input: { uploadId: upload.id } });
  await shown(upload.id);
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
