/** What the profile asks for and changes. */
import { graphql, type ResultOf } from "../graphql/graphql";

export const profileFields = graphql(`
  fragment ProfileFields on Viewer @_unmask {
    locale
    timeZone
    emailMutedAt
    quietHours { from until }
    mailAddresses { id address addedAt confirmedAt }
    suppression { address kind since }
    sessions { id kind userAgent lastUsedAt createdAt viewerIsUsing }
  }
`);
export type Profile = ResultOf<typeof profileFields>;

export const profileQuery = graphql(`query Profile { viewer { ...ProfileFields } }`, [profileFields]);

export const changeProfile = graphql(
  `mutation ChangeProfile($input: ChangeProfileInput!) {
    changeProfile(input: $input) { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);

export const changePicture = graphql(`
  mutation ChangePicture($input: ChangePictureInput!) {
    changePicture(input: $input) { userErrors { code message field } }
  }
`);

export const muteEmail = graphql(
  `mutation MuteEmail { muteEmail { viewer { ...ProfileFields } userErrors { code message field } } }`,
  [profileFields],
);

export const unmuteEmail = graphql(
  `mutation UnmuteEmail { unmuteEmail { viewer { ...ProfileFields } userErrors { code message field } } }`,
  [profileFields],
);

export const changePassword = graphql(
  `mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);

export const revokeSession = graphql(
  `mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);

export const revokeOtherSessions = graphql(
  `mutation RevokeOtherSessions {
    revokeOtherSessions { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);

export const setQuietHours = graphql(
  `mutation SetQuietHours($input: SetQuietHoursInput!) {
    setQuietHours(input: $input) { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);

export const clearQuietHours = graphql(
  `mutation ClearQuietHours { clearQuietHours { viewer { ...ProfileFields } userErrors { code message field } } }`,
  [profileFields],
);

export const addMailAddress = graphql(
  `mutation AddMailAddress($input: AddMailAddressInput!) {
    addMailAddress(input: $input) { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);

export const removeMailAddress = graphql(
  `mutation RemoveMailAddress($input: RemoveMailAddressInput!) {
    removeMailAddress(input: $input) { viewer { ...ProfileFields } userErrors { code message field } }
  }`,
  [profileFields],
);
