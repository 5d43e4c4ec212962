/** What is asked about uploads and files. */
import { graphql, type ResultOf, type VariablesOf } from "../graphql/graphql";

export const createUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload { id url headers { name value } }
      userErrors { code message field }
    }
  }
`);
export type Purpose = NonNullable<VariablesOf<typeof createUpload>["input"]["purpose"]>;
export type Promised = NonNullable<NonNullable<ResultOf<typeof createUpload>["createUpload"]>["upload"]>;

export const completeUpload = graphql(`
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) { userErrors { code message field } }
  }
`);

export const attachmentLinks = graphql(`
  query AttachmentLinks($messageId: ID!) {
    node(id: $messageId) {
      ... on Message {
        attachments {
          id
          url(rendition: ORIGINAL)
          screen: url(rendition: SCREEN)
          thumbnail: url(rendition: THUMBNAIL)
        }
      }
    }
  }
`);
